"""Who works here."""

import django_filters
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.ground.staff import forms
from anlin.faces.console.ground.staff.places import InStaff
from anlin.faces.kit.lists.columns import Column, Tab
from anlin.ground.workforce import actions, permissions, queries
from anlin.ground.workforce.models import Holding, Staff
from anlin.kernel.errors import require


class Search(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Name, number or phone"), method="narrow")

    def narrow(self, rows, _name: str, text: str):
        found = queries.search(text, actor=self.request.actor)
        return rows.filter(pk__in=found.values("pk"))


def _working(rows, page):
    today = timezone.localdate(page.now)
    return rows.filter(Q(left_on=None) | Q(left_on__gt=today))


def _gone(rows, page):
    return rows.filter(left_on__lte=timezone.localdate(page.now))


def _posts(row: Staff) -> str:
    return "、".join(f"{h.post.department} {h.post.name}" for h in row.holdings.all())


class StaffList(shell.ListPage, InStaff):
    title = _("Staff and rights")
    template_name = "console/ground/staff/list.html"
    key = "name"
    newest_first = False
    size = 50
    filters = Search
    tabs = (Tab("here", _("Working here"), _working), Tab("gone", _("Left"), _gone))
    columns = (
        Column("name", _("Full name"), leads=True),
        Column("number", _("Employee number")),
        Column("posts", _("Posts"), get=_posts),
        Column("skills", _("Skills"), get=lambda row: row.skills.replace(",", "、")),
        Column("joined_on", _("First day"), kind="day"),
    )
    export_name = "staff"

    def rows(self):
        running = Holding.objects.filter(holds_until=None).select_related("post__department")
        return queries.staff_visible_to(self.actor).prefetch_related(
            Prefetch("holdings", running.order_by("holds_from", "pk"))
        )

    def row_address(self, row) -> str:
        return reverse("console:staff:member", args=[row.pk])

    @property
    def may_hire(self) -> bool:
        return permissions.may_hire(self.actor)


class Hire(shell.FormPage, InStaff):
    form_class = forms.Hire
    title = _("Hire somebody")
    done = _("They work here now. Appoint them and give them a role.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_hire(self.actor))

    @property
    def back_to(self) -> str:
        return reverse("console:staff:list")

    def form_arguments(self) -> dict:
        return {"initial": {"joined_on": timezone.localdate(self.now)}}

    def act(self, form) -> str:
        staff = actions.hire(**form.cleaned_data, by=self.actor, at=self.now)
        # Whoever manages one project sees the new one only once they fill a post there.
        visible = queries.staff_visible_to(self.actor).filter(pk=staff.pk).exists()
        return reverse("console:staff:member", args=[staff.pk]) if visible else self.back_to
