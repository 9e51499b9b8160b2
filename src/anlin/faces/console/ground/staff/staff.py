"""One of the staff: posts, roles per project, standing in, access; coming into posts and leaving."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.ground.staff import forms
from anlin.faces.console.ground.staff.places import AboutStaff, InStaff, ManagesStaff
from anlin.foundation.accounts import api as accounts
from anlin.ground.workforce import actions, permissions, queries
from anlin.ground.workforce.models import Holding, Post
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


class StaffPage(AboutStaff):
    template_name = "console/ground/staff/member.html"

    @property
    def title(self) -> str:
        return self.staff.name

    def context(self) -> dict:
        staff = self.staff
        today = timezone.localdate(self.now)
        holdings = staff.holdings.select_related("post__department__project")
        here = queries.is_employed(staff, today)
        return {
            "staff": staff,
            "here_now": here,
            "today": today,
            "phone": queries.masked_phone_of(staff),
            "skills": queries.skills_of(staff),
            "holdings": holdings.order_by("-holds_from", "-pk"),
            "grants": queries.grants_of(staff),
            "stand_ins": staff.stand_ins.select_related("post__department").order_by("rank"),
            "may_manage": here and permissions.may_hire(self.actor),
            "may_grant": here and self.actor.may_anywhere(permissions.MANAGE_RIGHTS),
        }


class Appoint(shell.FormPage, ManagesStaff):
    form_class = forms.Appoint
    title = _("Appoint to a post")
    done = _("The post is filled. It gives no rights: give the role that belongs to it.")

    def form_arguments(self) -> dict:
        return {
            "posts": posts_managed(self.actor),
            "initial": {"on": timezone.localdate(self.now)},
        }

    def act(self, form) -> str:
        actions.appoint(staff=self.staff, **form.cleaned_data, by=self.actor, at=self.now)
        return self.back_to


class Relieve(shell.FormPage, InStaff):
    form_class = forms.Relieve
    title = _("Relieve of a post")
    done = _("The post is theirs no more.")
    holding: Holding

    def prepare(self) -> None:
        super().prepare()
        holdings = Holding.objects.filter(staff__in=queries.staff_visible_to(self.actor))
        found = holdings.select_related("staff", "post__department")
        self.holding = one(found, pk=self.kwargs["pk"])
        project_id = self.holding.post.department.project_id
        require(permissions.may_manage_staff(self.actor, project_id))

    @property
    def hint(self) -> str:
        return f"{self.holding.staff.name} · {self.holding.post.name}"

    @property
    def back_to(self) -> str:
        return reverse("console:staff:member", args=[self.holding.staff_id])

    def form_arguments(self) -> dict:
        return {"initial": {"on": timezone.localdate(self.now)}}

    def act(self, form) -> str:
        actions.relieve(
            holding=self.holding, on=form.cleaned_data["on"], by=self.actor, at=self.now
        )
        return self.back_to


class GiveAccount(shell.FormPage, ManagesStaff):
    form_class = forms.Account
    title = _("An account to sign in with")
    done = _("They may sign in now.")

    @transaction.atomic
    def act(self, form) -> str:
        account = accounts.open_account(**form.cleaned_data, at=self.now)
        actions.give_account(staff=self.staff, account=account, by=self.actor, at=self.now)
        return self.back_to


class SetPhone(shell.FormPage, ManagesStaff):
    form_class = forms.Phone
    title = _("Change the phone")
    done = _("The phone is changed.")

    def act(self, form) -> str:
        actions.set_phone(
            staff=self.staff, phone=form.cleaned_data["phone"], by=self.actor, at=self.now
        )
        return self.back_to


class Leave(shell.FormPage, ManagesStaff):
    form_class = forms.Leave
    title = _("Let them go")
    button = _("They leave")
    done = _("Posts, roles and the account have ended.")

    def form_arguments(self) -> dict:
        return {"initial": {"on": timezone.localdate(self.now)}}

    def act(self, form) -> str:
        actions.leave(staff=self.staff, on=form.cleaned_data["on"], by=self.actor, at=self.now)
        return self.back_to


def posts_managed(actor: Actor):
    """Posts of departments in whose project the actor manages staff."""
    posts = Post.objects.select_related("department").order_by("department__code", "name")
    projects = actor.projects_with(permissions.MANAGE_STAFF)
    return posts if projects is None else posts.filter(department__project__in=projects)
