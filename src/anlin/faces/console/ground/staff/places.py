"""What the pages of this desk are about, and who may see it."""

from django.urls import reverse

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.ground.workforce import permissions, queries
from anlin.ground.workforce.models import Department, Staff
from anlin.kernel.errors import require


class InStaff(shell.Page):
    desk = "ground.staff"
    right = permissions.SEE


class AboutStaff(InStaff):
    staff: Staff

    def prepare(self) -> None:
        super().prepare()
        self.staff = one(queries.staff_visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def hint(self) -> str:
        return self.staff.name

    @property
    def back_to(self) -> str:
        return reverse("console:staff:member", args=[self.staff.pk])


class ManagesStaff(AboutStaff):
    """Forms about somebody; in which project they count is asked again by the action."""

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_hire(self.actor))


class AboutDepartment(InStaff):
    department: Department

    def prepare(self) -> None:
        super().prepare()
        self.department = one(Department.objects.all(), pk=self.kwargs["pk"])
        require(permissions.may_manage_staff(self.actor, self.department.project_id))

    @property
    def hint(self) -> str:
        return self.department.name

    @property
    def back_to(self) -> str:
        return reverse("console:staff:departments")
