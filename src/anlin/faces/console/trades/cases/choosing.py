"""Choices that forms of this desk offer: channels, trades, departments, people with what they are busy with."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.faces.console.trades.cases import words
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Department, Staff
from anlin.trades.workorders import queries as workorders


class NamedField(ModelChoiceField):
    """Channels and categories, in the language of the page."""

    def label_from_instance(self, thing: Any) -> str:
        return words.named(thing)


class WorkerField(ModelChoiceField):
    """Who could do it, each with what they are busy with now (B-REP-13)."""

    busy: dict[int, str]

    def label_from_instance(self, staff: Any) -> str:
        busy = self.busy.get(staff.pk, "")
        return f"{staff.name} · {busy}" if busy else staff.name


def departments(project_id: int) -> QuerySet[Department]:
    """Those of the project first, then those of the company."""
    here = Department.objects.filter(project=project_id) | Department.objects.filter(project=None)
    return here.order_by("code")


def staff_of(project_id: int, day: date) -> QuerySet[Staff]:
    return workforce.works_in(project_id, day)


def occupations(project_id: int, staff: QuerySet[Staff]) -> dict[int, str]:
    return {o.staff.pk: _said(o) for o in workorders.occupation(project_id, staff)}


def _said(one: workorders.Occupation) -> str:
    parts = [_("free now") if not one.working_on and not one.waiting else ""]
    if one.working_on is not None:
        place = one.working_on.unit.address if one.working_on.unit else one.working_on.place
        parts.append(_("busy at %(place)s") % {"place": place or one.working_on.number})
    if one.waiting:
        parts.append(_("%(count)s waiting") % {"count": one.waiting})
    if one.free_at:
        parts.append(
            _("free at %(time)s") % {"time": timezone.localtime(one.free_at).strftime("%H:%M")}
        )
    return " · ".join(part for part in parts if part)
