"""Who may do what: the table of roles and rights, giving roles and taking them back."""

from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.ground.staff import forms
from anlin.faces.console.ground.staff.places import AboutStaff, InStaff
from anlin.faces.kit.forms.fields import Form
from anlin.ground.estate.models import Project
from anlin.ground.workforce import actions, permissions, queries
from anlin.ground.workforce.models import Grant, Role
from anlin.kernel.errors import require


class Matrix(InStaff):
    template_name = "console/ground/staff/rights.html"
    title = _("Roles and rights")

    def context(self) -> dict:
        roles, lines = queries.rights_matrix()
        by_room = groupby(lines, key=lambda line: line.right.partition(".")[0])
        return {
            "roles": roles,
            "rooms": [(room, list(rights)) for room, rights in by_room],
            "may_define": permissions.may_define_roles(self.actor),
        }


class Define(shell.FormPage, InStaff):
    """A role and its rights; a code that is not there yet is a new role."""

    form_class = forms.Role
    title = _("A role and its rights")
    done = _("The role is changed; whoever holds it has its rights at once.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_define_roles(self.actor))

    @property
    def hint(self) -> str:
        return self.kwargs["code"]

    @property
    def back_to(self) -> str:
        return reverse("console:staff:rights")

    def form_arguments(self) -> dict:
        role = Role.objects.filter(code=self.kwargs["code"]).first()
        known = queries.all_rights()
        held = queries.rights_of_role(role) if role else frozenset()
        told = {n: getattr(role, n) for n in ("name", "name_en", "description")} if role else {}
        codes = [*known, *sorted(held - known.keys())]
        return {
            "rights": [(code, known.get(code, code)) for code in codes],
            "initial": {**told, "rights": sorted(held)},
        }

    def act(self, form) -> str:
        actions.define_role(
            code=self.kwargs["code"], **form.cleaned_data, by=self.actor, at=self.now
        )
        return self.back_to


class Give(shell.FormPage, AboutStaff):
    form_class = forms.Give
    title = _("Give a role")
    done = _("The role is theirs from now on.")

    def prepare(self) -> None:
        super().prepare()
        require(self.actor.may_anywhere(permissions.MANAGE_RIGHTS))

    def form_arguments(self) -> dict:
        projects = self.actor.projects_with(permissions.MANAGE_RIGHTS)
        offered = Project.objects.order_by("code")
        return {
            "roles": Role.objects.order_by("code"),
            "projects": offered if projects is None else offered.filter(pk__in=projects),
            "everywhere": projects is None,
        }

    def act(self, form) -> str:
        project = form.cleaned_data["project"]
        actions.grant(
            staff=self.staff,
            role=form.cleaned_data["role"],
            project_id=project.pk if project else None,
            by=self.actor,
            at=self.now,
        )
        return self.back_to


class Revoke(shell.FormPage, InStaff):
    form_class = Form
    title = _("Take the role back")
    button = _("Take it back")
    done = _("The role is theirs no more.")
    grant: Grant

    def prepare(self) -> None:
        super().prepare()
        grants = Grant.objects.select_related("staff", "role", "project")
        visible = grants.filter(staff__in=queries.staff_visible_to(self.actor))
        self.grant = one(visible, pk=self.kwargs["pk"])
        require(permissions.may_manage_rights(self.actor, self.grant.project_id))

    @property
    def hint(self) -> str:
        where = f" · {self.grant.project}" if self.grant.project else ""
        return f"{self.grant.staff} · {self.grant.role}{where}"

    @property
    def back_to(self) -> str:
        return reverse("console:staff:member", args=[self.grant.staff_id])

    def act(self, form) -> str:
        actions.revoke(grant=self.grant, by=self.actor, at=self.now)
        return self.back_to
