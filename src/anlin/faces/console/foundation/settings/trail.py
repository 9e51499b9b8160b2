"""The trail: who did what to which subject, and who looked at whom."""

from collections.abc import Iterable

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.foundation.settings.details import Details
from anlin.faces.console.foundation.settings.places import SEE_TRAIL
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people import queries as people
from anlin.ground.tenure.models import Tenure
from anlin.ground.workforce import queries as workforce
from anlin.kernel.subjects import Subject

SIZE = 50
# How far back the register of looks reads at once; older ones are behind the next link.
READ_AT_ONCE = 500
LOOKS = ("people.looked", "people.notes_read")


class Trail(shell.Page):
    desk = "foundation.audit"
    right = SEE_TRAIL
    template_name = "console/foundation/settings/trail.html"
    title = gettext_lazy("Trail")
    only: tuple[str, ...] = ()

    @cached_property
    def scope(self) -> frozenset[int] | None:
        """The asked-for project if the actor may see its trail; else all of theirs."""
        own = self.actor.projects_with(SEE_TRAIL)
        asked = self.request.GET.get("project", "")
        if asked.isdecimal() and (own is None or int(asked) in own):
            return frozenset([int(asked)])
        return own

    def context(self) -> dict:
        before = self.request.GET.get("before", "")
        place = int(before) if before.isdecimal() else None
        size = READ_AT_ONCE if self.only else SIZE
        read = audit.newest(self.scope, limit=size, before=place)
        entries = [entry for entry in read if not self.only or entry.deed in self.only]
        return {
            "lines": _told(entries),
            "older": read[-1].id if len(read) == size else None,
            "choices": self._projects(),
            "asked": self.request.GET.get("project", ""),
            "looks": bool(self.only),
        }

    def _projects(self):
        own = self.actor.projects_with(SEE_TRAIL)
        everything = Project.objects.order_by("code")
        return everything if own is None else everything.filter(pk__in=own)


class Looks(Trail):
    """The register of who looked at whom, and what for."""

    title = gettext_lazy("Who looked at whom")
    only = LOOKS


def _told(entries: list[audit.Recorded]) -> list[dict]:
    names = workforce.names_of({entry.actor_ref for entry in entries})
    subjects = _subject_names({entry.subject for entry in entries})
    details = Details(entries)
    return [
        {
            "at": entry.at,
            "who": names.get(entry.actor_ref) or _actor(entry.actor_ref),
            "what": audit.sentence(entry.deed),
            "subject": subjects[entry.subject],
            "details": details.of(entry),
        }
        for entry in entries
    ]


def _subject_names(subjects: Iterable[Subject]) -> dict[Subject, str]:
    """People, units, tenures and staff by what this page calls them, the others as their rooms do; few queries for each kind."""
    wanted = list(subjects)
    cards = people.cards(int(s.key) for s in wanted if s.kind == "person")
    units = dict(
        Unit.objects.filter(pk__in=[s.key for s in wanted if s.kind == "unit"]).values_list(
            "pk", "address"
        )
    )
    tenures = Tenure.objects.filter(pk__in=[s.key for s in wanted if s.kind == "tenure"])
    held = {line.pk: line for line in tenures.select_related("unit")}
    staff = workforce.names_of({str(s) for s in wanted if s.kind == "staff"})
    found: dict[Subject, str] = {}
    for subject in wanted:
        if subject.kind == "person" and int(subject.key) in cards:
            found[subject] = cards[int(subject.key)].masked_name
        elif subject.kind == "unit" and int(subject.key) in units:
            found[subject] = units[int(subject.key)]
        elif subject.kind == "tenure" and int(subject.key) in held:
            line = held[int(subject.key)]
            found[subject] = f"{line.unit or ''} {line.get_role_display()}".strip()
        elif str(subject) in staff:
            found[subject] = staff[str(subject)]
    return audit.names_of([s for s in wanted if s not in found]) | found


def _actor(ref: str) -> str:
    kind, _colon, key = ref.partition(":")
    if kind == "system":
        return _("the program (%(part)s)") % {"part": key}
    return _("resident %(key)s") % {"key": key} if kind == "resident" else ref
