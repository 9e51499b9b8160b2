"""The company as a tree: departments, their posts, who fills them and who stands in."""

from collections import defaultdict

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.ground.staff import forms
from anlin.faces.console.ground.staff.places import AboutDepartment, InStaff
from anlin.faces.kit.forms.fields import Form
from anlin.ground.estate.models import Project
from anlin.ground.workforce import actions, permissions, queries
from anlin.ground.workforce.choices import InformationPart, Level
from anlin.ground.workforce.models import Department, Holding, Post, Role, StandIn
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


class Tree(InStaff):
    template_name = "console/ground/staff/departments.html"
    title = _("Departments")

    def context(self) -> dict:
        today = timezone.localdate(self.now)
        posts: dict[int, list[dict]] = defaultdict(list)
        filled = _by_post(
            Holding.objects.filter(
                Q(holds_until=None) | Q(holds_until__gt=today), holds_from__lte=today
            )
        )
        waiting = _by_post(StandIn.objects.order_by("rank"))
        for post in Post.objects.order_by("name"):
            posts[post.department_id].append(
                {"post": post, "holders": filled[post.pk], "stand_ins": waiting[post.pk]}
            )
        lines = [line for top in queries.department_tree() for line in top.flat()]
        return {
            "lines": [
                {
                    "branch": line,
                    "posts": posts[line.department.pk],
                    "may_manage": permissions.may_manage_staff(
                        self.actor, line.department.project_id
                    ),
                }
                for line in lines
            ],
            "may_open": permissions.may_hire(self.actor),
        }


class Open(shell.FormPage, InStaff):
    form_class = forms.Department
    title = _("Open a department")
    done = _("The department is open.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_hire(self.actor))

    @property
    def back_to(self) -> str:
        return reverse("console:staff:departments")

    def form_arguments(self) -> dict:
        return {
            "parents": Department.objects.order_by("code"),
            "projects": projects_managed(self.actor),
        }

    def act(self, form) -> str:
        given = dict(form.cleaned_data)
        project = given.pop("project")
        given["level"] = Level(given["level"])
        given["information_part"] = InformationPart(given["information_part"])
        actions.open_department(
            **given, project_id=project.pk if project else None, by=self.actor, at=self.now
        )
        return self.back_to


class Rename(shell.FormPage, AboutDepartment):
    form_class = forms.Rename
    title = _("Rename the department")
    done = _("The department is renamed. Its old name still finds it.")

    def form_arguments(self) -> dict:
        return {"initial": {"name": self.department.name, "aliases": self.department.aliases}}

    def act(self, form) -> str:
        actions.rename_department(
            department=self.department, **form.cleaned_data, by=self.actor, at=self.now
        )
        return self.back_to


class OpenPost(shell.FormPage, AboutDepartment):
    form_class = forms.Post
    title = _("Open a post")
    done = _("The post is open.")

    def form_arguments(self) -> dict:
        return {"roles": Role.objects.order_by("code")}

    def act(self, form) -> str:
        actions.open_post(
            department=self.department, **form.cleaned_data, by=self.actor, at=self.now
        )
        return self.back_to


class AddStandIn(shell.FormPage, InStaff):
    form_class = forms.StandIn
    title = _("Stand in for the post")
    done = _("They stand in from now on.")
    post_row: Post

    def prepare(self) -> None:
        super().prepare()
        self.post_row = one(Post.objects.select_related("department"), pk=self.kwargs["pk"])
        require(permissions.may_manage_staff(self.actor, self.post_row.department.project_id))

    @property
    def hint(self) -> str:
        return f"{self.post_row.department} · {self.post_row.name}"

    @property
    def back_to(self) -> str:
        return reverse("console:staff:departments")

    def form_arguments(self) -> dict:
        return {"staff": queries.staff_visible_to(self.actor).filter(left_on=None)}

    def act(self, form) -> str:
        actions.stand_in(
            staff=form.cleaned_data["staff"], post=self.post_row, by=self.actor, at=self.now
        )
        return self.back_to


class StopStandIn(shell.FormPage, InStaff):
    form_class = Form
    title = _("Stop standing in")
    button = _("They stand in no more")
    done = _("They stand in no more.")
    line: StandIn

    def prepare(self) -> None:
        super().prepare()
        lines = StandIn.objects.select_related("staff", "post__department")
        self.line = one(lines, pk=self.kwargs["pk"])
        require(permissions.may_manage_staff(self.actor, self.line.post.department.project_id))

    @property
    def hint(self) -> str:
        return f"{self.line.staff} · {self.line.post}"

    @property
    def back_to(self) -> str:
        return reverse("console:staff:departments")

    def act(self, form) -> str:
        actions.stop_standing_in(line=self.line, by=self.actor, at=self.now)
        return self.back_to


def projects_managed(actor: Actor):
    projects = actor.projects_with(permissions.MANAGE_STAFF)
    everything = Project.objects.order_by("code")
    return everything if projects is None else everything.filter(pk__in=projects)


def _by_post(lines) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for line in lines.select_related("staff"):
        found[line.post_id].append(line)
    return found
