"""What the trail keeps beside a deed, in words: the names of values, and what stands behind codes and ids."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Choices, Model
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from anlin.foundation.audit import api as audit
from anlin.ground.estate.choices import MilestoneKind, UnitStatus
from anlin.ground.people.choices import CallTime, CareKind, ContactKind, Purpose, RetiredBecause
from anlin.ground.tenure.choices import EndedBecause, FormalityKind, TenureRole
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Department, Post, Role
from anlin.instruments.documents.choices import DocumentKind
from anlin.trades.callbacks.choices import Way
from anlin.trades.cases.choices import CaseKind, NoteKind
from anlin.trades.cases.models import Case, Category, Channel
from anlin.trades.reception.choices import Fate
from anlin.trades.workorders.choices import Manner, PauseReason, Urgency

LABELS: dict[str, Any] = {
    "about": pgettext_lazy("trail", "about"),
    "added": pgettext_lazy("trail", "added"),
    "after": pgettext_lazy("trail", "after"),
    "because": pgettext_lazy("trail", "because"),
    "before": pgettext_lazy("trail", "before"),
    "building": gettext_lazy("Building"),
    "call_time": gettext_lazy("Best time to call"),
    "case": gettext_lazy("Matter"),
    "channel": gettext_lazy("Channel"),
    "code": gettext_lazy("Code"),
    "contact": gettext_lazy("Contact"),
    "department": gettext_lazy("Department"),
    "entrance": gettext_lazy("Entrance"),
    "fate": gettext_lazy("What became of it"),
    "fields": pgettext_lazy("trail", "fields"),
    "grade": pgettext_lazy("trail", "grade"),
    "kind": gettext_lazy("Kind"),
    "manner": pgettext_lazy("trail", "manner"),
    "name": pgettext_lazy("thing", "Name"),
    "number": gettext_lazy("Number"),
    "on": gettext_lazy("Day"),
    "part": gettext_lazy("Material"),
    "post": gettext_lazy("Post"),
    "post_id": gettext_lazy("Post"),
    "purpose": gettext_lazy("Purpose"),
    "quantity": gettext_lazy("Quantity"),
    "reason": gettext_lazy("Reason"),
    "removed": pgettext_lazy("trail", "removed"),
    "role": gettext_lazy("Role"),
    "round": gettext_lazy("Round"),
    "satisfied": gettext_lazy("Satisfied"),
    "since": gettext_lazy("Since"),
    "source": gettext_lazy("Source"),
    "status": gettext_lazy("State"),
    "to": pgettext_lazy("trail", "to"),
    "trade": gettext_lazy("Trade"),
    "urgency": gettext_lazy("Urgency"),
    "version": gettext_lazy("Version"),
    "way": pgettext_lazy("trail", "way"),
    "why": gettext_lazy("Reason"),
}
CHOICES: dict[str, tuple[type[Choices], ...]] = {
    "because": (EndedBecause, RetiredBecause),
    "call_time": (CallTime,),
    "contact": (ContactKind,),
    "fate": (Fate,),
    "kind": (CaseKind, NoteKind, DocumentKind, CareKind, FormalityKind, MilestoneKind),
    "manner": (Manner,),
    "purpose": (Purpose,),
    "reason": (PauseReason,),
    "role": (TenureRole,),
    "status": (UnitStatus,),
    "urgency": (Urgency,),
    "way": (Way,),
}


def _named(model: type[Model], by: str) -> Callable[[set[str]], dict[str, str]]:
    """Codes or ids → names, in one query."""

    def find(keys: set[str]) -> dict[str, str]:
        english = not (get_language() or "").startswith("zh")
        rows = model._default_manager.filter(**{f"{by}__in": keys})
        return {
            str(getattr(row, by)): (english and getattr(row, "name_en", "")) or str(row)
            for row in rows
        }

    return find


def _staff(keys: set[str]) -> dict[str, str]:
    return {ref[6:]: name for ref, name in workforce.names_of(f"staff:{k}" for k in keys).items()}


FOUND: dict[str, Callable[[set[str]], dict[str, str]]] = {
    "case": _named(Case, "pk"),
    "channel": _named(Channel, "code"),
    "department": _named(Department, "pk"),
    "post_id": _named(Post, "pk"),
    "role": _named(Role, "code"),
    "to": _staff,
    "trade": _named(Category, "code"),
}


class Details:
    """The details of many entries: each kind of name is asked for once, and only if it occurs."""

    def __init__(self, entries: Iterable[audit.Recorded]) -> None:
        self.entries = list(entries)

    def of(self, entry: audit.Recorded) -> list[tuple[str, str]]:
        return [
            (str(LABELS.get(name, name)), self._words(name, value))
            for name, value in entry.details.items()
        ]

    def _words(self, name: str, value: object) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, (list, tuple)):
            return "、".join(map(str, value))
        known = self._names.get(name, {}).get(str(value))
        return known or _label(name, value) or str(value)

    @cached_property
    def _names(self) -> Mapping[str, dict[str, str]]:
        asked: dict[str, set[str]] = {}
        for entry in self.entries:
            for name, value in entry.details.items():
                if name in FOUND and not _label(name, value):
                    asked.setdefault(name, set()).add(str(value))
        return {name: FOUND[name](keys) for name, keys in asked.items()}


def _label(name: str, value: object) -> str:
    for choices in CHOICES.get(name, ()):
        if value in choices.values:
            return str(choices(value).label)
    return ""
