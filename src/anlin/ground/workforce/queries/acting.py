"""Who acts in a role today: holders on the roster first, then holders, stand-ins, and whoever is above."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils import timezone

from anlin.ground.workforce import rules
from anlin.ground.workforce.models import Absence, Grant, Shift, StandIn

# A role in a project, or (None) in the company.
Place = tuple[int | None, str]


class Way(StrEnum):
    """Why something lies on somebody."""

    ON_SHIFT = "on_shift"
    HOLDS = "holds"
    STANDS_IN = "stands_in"
    ABOVE = "above"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Acting:
    """Who acts: ids of staff, why, and in which role; nobody at all only where the company has nobody left."""

    staff_ids: tuple[int, ...]
    way: Way
    role: str


def absences_of(staff_id: int, starts_at: datetime, ends_at: datetime) -> QuerySet[Absence]:
    """When somebody is away at any moment of [starts_at, ends_at)."""
    return _away().filter(staff=staff_id, starts_at__lt=ends_at, ends_at__gt=starts_at)


def away_at(at: datetime) -> set[int]:
    """Ids of the staff who are away at that moment."""
    return set(_away().filter(starts_at__lte=at, ends_at__gt=at).values_list("staff", flat=True))


def absences_ahead(staff_ids: Iterable[int], at: datetime) -> QuerySet[Absence]:
    """Absences of these people that are not over, the nearest first."""
    return (
        _away()
        .filter(staff__in=list(staff_ids), ends_at__gt=at)
        .select_related("staff")
        .order_by("starts_at", "id")
    )


def acting(places: Collection[Place], at: datetime) -> dict[Place, Acting]:
    """For each role in each project who acts in it at that moment; four queries, however many are asked.

    Of the holders who are not away those with a shift that day; if none of them has one, all of them. Nobody there: the
    stand-ins of the posts that need the role, the first who is not away. Nobody there either: the role above, and so on.
    """
    on = timezone.localdate(at)
    wanted = {role for _project, role in places}
    roles = sorted({each for role in wanted for each in rules.ladder(role)})
    projects = sorted({project for project, _role in places if project is not None})
    away, on_shift = away_at(at), _on_shift(projects, on)
    held, stand_ins = _held(roles, projects, on), _stand_ins(roles, projects, on)

    def found(project: int | None, role: str) -> Acting:
        for rung, each in enumerate(rules.ladder(role)):
            here = [pk for pk in _at(held, project, each) if pk not in away]
            shift = [pk for pk in here if pk in on_shift.get(project, ())]
            instead = [pk for pk in _at(stand_ins, project, each) if pk not in away][:1]
            people, way = (
                (shift, Way.ON_SHIFT) if shift
                else (here, Way.HOLDS) if here
                else (instead, Way.STANDS_IN)
            )  # fmt: skip
            if people:
                return Acting(tuple(people), Way.ABOVE if rung else way, each)
        return Acting((), Way.NOBODY, role)

    return {(project, role): found(project, role) for project, role in places}


def _at(people: Mapping[Place, list[int]], project: int | None, role: str) -> list[int]:
    """Those of the project before those of the company."""
    here = people.get((project, role), []) if project is not None else []
    return list(dict.fromkeys([*here, *people.get((None, role), [])]))


def _held(roles: list[str], projects: list[int], on: date) -> dict[Place, list[int]]:
    lines = (
        Grant.objects.filter(
            Q(project=None) | Q(project__in=projects),
            revoked_at=None,
            role__code__in=roles,
        )
        .filter(_employed(on))
        .order_by("staff__joined_on", "staff")
        .values_list("project", "role__code", "staff")
    )
    return _by_place(lines)


def _stand_ins(roles: list[str], projects: list[int], on: date) -> dict[Place, list[int]]:
    lines = (
        StandIn.objects.filter(post__role__code__in=roles)
        .filter(
            Q(post__department__project=None) | Q(post__department__project__in=projects),
            _employed(on),
        )
        .order_by("rank", "id")
        .values_list("post__department__project", "post__role__code", "staff")
    )
    return _by_place(lines)


def _by_place(lines: Iterable[tuple[int | None, str, int]]) -> dict[Place, list[int]]:
    found: dict[Place, list[int]] = defaultdict(list)
    for project, role, staff in lines:
        found[project, role].append(staff)
    return found


def _on_shift(projects: list[int], on: date) -> dict[int | None, set[int]]:
    """Who has a shift at any moment of the day, by project."""
    midnight = timezone.make_aware(datetime.combine(on, time.min))
    shifts = Shift.objects.filter(
        project__in=projects,
        struck_at=None,
        starts_at__lt=midnight + timedelta(days=1),
        ends_at__gt=midnight,
    )
    found: dict[int | None, set[int]] = defaultdict(set)
    for project, staff in shifts.values_list("project", "staff"):
        found[project].add(staff)
    return found


def _away() -> QuerySet[Absence]:
    return Absence.objects.filter(called_off_at=None)


def _employed(on: date) -> Q:
    still = Q(staff__left_on=None) | Q(staff__left_on__gt=on)
    return still & Q(staff__joined_on__lte=on)
