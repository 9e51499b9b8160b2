"""The weekly sample of repairs that somebody of the company asks about by telephone (A-FUP-02, A-FUP-03)."""

from django.db import models
from django.db.models import Q

from anlin.ground.estate.models import Project
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models.case import Case
from anlin.trades.cases.models.course import FollowUp
from anlin.trades.workorders.models import WorkOrder


class Draw(models.Model):
    """One week of one office: from all orders finished in it, which were drawn.

    `week_from` is its Monday. Whoever repeats the drawing with `seed`, `share` (in a hundred) and `at_least` over the
    orders as they stand here, in the order of their `place`, draws the same ones.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="draws")
    week_from = models.DateField()
    seed = models.CharField(max_length=32)
    share = models.PositiveSmallIntegerField(db_default=20)
    at_least = models.PositiveSmallIntegerField(db_default=1)
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "week_from"], name="draw_once_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.week_from}"

    @property
    def subject(self) -> Subject:
        return Subject("draw", str(self.pk))


class DrawnOrder(models.Model):
    """An order of the week, drawn or not; `follow_up` is what was heard about it on the telephone."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="orders")
    place = models.PositiveIntegerField()
    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    is_drawn = models.BooleanField()
    follow_up = models.OneToOneField(
        FollowUp, null=True, on_delete=models.PROTECT, related_name="drawn_order"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "place"], name="drawn_order_in_place"),
            models.UniqueConstraint(fields=["draw", "order"], name="drawn_order_once"),
            models.CheckConstraint(
                condition=Q(follow_up=None) | Q(is_drawn=True), name="drawn_order_asked_if_drawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.order_id}"
