"""Listings of one city merged into projects: the same name nearby is the same project."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from anlin.ground.estate import permissions, queries, rules
from anlin.ground.estate.actions.listings import Listed, listed_in
from anlin.ground.estate.actions.project import NewProject, change_profile, open_projects
from anlin.ground.estate.errors import NameMissing
from anlin.ground.estate.models import Project, SourceClaim
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require

NEAR_METRES = 800
# What a project has a field for; of the rest only disagreements are kept.
KEPT = (
    *("location", "household_count", "gross_floor_area_m2", "land_area_m2", "parking_count"),
    *("developer_name", "manager_name", "property_type"),
)
# Every listing words an address its own way; that is no disagreement.
NEVER_COMPARED = frozenset({"location"})
PROJECT = "project"


@dataclass
class Imported:
    """What became of the listed rows. `created` and `updated` count projects, `unchanged` rows known before."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    disagreements: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass
class Estate:
    """Rows about one project, and the project when there is one already."""

    rows: list[Listed] = field(default_factory=list)
    project: Project | None = None
    anchors: list[Listed] = field(default_factory=list)

    def is_same(self, row: Listed) -> bool:
        """Near any of its rows, or at the same address where a place was measured wrongly."""
        return any(
            _is_near(row, anchor) or row.values.get("location", "") == anchor.values.get("location")
            for anchor in self.anchors
        )

    def may_be(self, row: Listed) -> bool:
        """Whether nothing speaks against it: one of them has no place, and no source has both."""
        return all(
            (anchor.place is None or row.place is None) and anchor.source != row.source
            for anchor in self.anchors
        )


def _is_near(one: Listed, other: Listed) -> bool:
    if one.place is None or other.place is None:
        return False
    return rules.metres_between(one.place, other.place) < NEAR_METRES


@transaction.atomic
def import_projects(
    *,
    listings: Mapping[str, bytes],
    city: str,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
) -> Imported:
    """Open a project for each estate that listings of one city know, and keep where they disagree.

    `listings` maps a file's name (asis_长沙_链家: the city, then the source) to its content. What a
    project knows already stays; listings fill in what is missing. A row read before changes nothing.
    Refused with `NotAListing`. A dry run writes nothing.
    """
    require(permissions.may_open_projects(by) and permissions.may_import(by, None))
    report = Imported()
    rows: list[Listed] = []
    for stem, content in sorted(listings.items()):
        *_rest, told_city, source = ["", *stem.split("_")]
        city = city or told_city
        rows += _new_rows(source[:40], content, report)
    estates = _merged(rows, Project.objects.filter(city=city))
    report.created = sum(each.project is None for each in estates)
    disagreeing = [_disagreements(each) for each in estates]
    for each, differing in zip(estates, disagreeing, strict=True):
        name = each.project.name if each.project else each.rows[0].name
        report.disagreements += [
            {"project": name, "field": field_name, "values": values}
            for field_name, values in differing.items()
        ]
    if not dry_run:
        _write(estates, disagreeing, city, report, by=by, at=at)
    return report


def _new_rows(source: str, content: bytes, report: Imported) -> Iterable[Listed]:
    known = queries.known_records(source)
    seen: set[str] = set()
    for row in listed_in(source, content):
        report.rows += 1
        if not row.name:
            report.refused.append({"row": f"{source} {row.row}", "reason": str(NameMissing())})
        elif row.record in known or row.record in seen:
            report.unchanged += 1
        else:
            seen.add(row.record)
            yield row


def _merged(rows: Sequence[Listed], projects: Iterable[Project]) -> list[Estate]:
    """The estates that rows are about, those with a place first.

    A row without a place belongs to the only estate of its name, if there is only one.
    """
    by_name: dict[str, list[Estate]] = {}
    for project in projects:
        anchor = _anchor(project)
        by_name.setdefault(rules.name_key(project.name), []).append(
            Estate(project=project, anchors=[anchor])
        )
    for row in sorted(rows, key=lambda each: each.place is None):
        estates = by_name.setdefault(rules.name_key(row.name), [])
        estate = next((each for each in estates if each.is_same(row)), None)
        if estate is None and len(estates) == 1 and estates[0].may_be(row):
            estate = estates[0]
        if estate is None:
            estate = Estate()
            estates.append(estate)
        estate.rows.append(row)
        estate.anchors.append(row)
    return [each for estates in by_name.values() for each in estates if each.rows]


def _anchor(project: Project) -> Listed:
    """What is recorded, as if it were listed."""
    place = None
    if project.longitude is not None and project.latitude is not None:
        place = (project.longitude, project.latitude)
    values = {name: getattr(project, name) for name in KEPT if getattr(project, name)}
    return Listed(source=PROJECT, row=0, name=project.name, record="", place=place, values=values)


def _disagreements(estate: Estate) -> dict[str, dict[str, str]]:
    """Field → source → value, where sources differ; a source that has the estate twice speaks once."""
    said: dict[str, dict[str, str]] = {}
    for row in estate.anchors:
        for name, value in row.values.items():
            if name not in NEVER_COMPARED:
                said.setdefault(name, {}).setdefault(row.source, str(value)[:200])
        if row.place:
            said.setdefault("place", {}).setdefault(row.source, "{},{}".format(*row.place))
    places = [row.place for row in estate.anchors if row.place]
    if all(rules.metres_between(places[0], place) < NEAR_METRES for place in places[1:]):
        said.pop("place", None)
    return {name: values for name, values in said.items() if len(set(values.values())) > 1}


def _write(
    estates: Sequence[Estate],
    disagreeing: Sequence[dict[str, dict[str, str]]],
    city: str,
    report: Imported,
    *,
    by: Actor,
    at: datetime,
) -> None:
    unopened = [each for each in estates if each.project is None]
    codes = _free_codes(len(unopened))
    opened = open_projects(
        new=[_new(each, code, city) for each, code in zip(unopened, codes, strict=True)],
        by=by,
        at=at,
    )
    for each, opened_project in zip(unopened, opened, strict=True):
        each.project = opened_project
    made = {project.pk for project in opened}
    claims = []
    for each, differing in zip(estates, disagreeing, strict=True):
        project = each.project
        assert project is not None
        if project.pk not in made:
            report.updated += _fill_in(project, each, by=by, at=at)
        claims += [
            SourceClaim(project=project, source=row.source, field=queries.RECORD, value=row.record)
            for row in each.rows
        ]
        claims += [
            SourceClaim(project=project, source=source, field=name, value=value)
            for name, values in differing.items()
            for source, value in values.items()
            if source != PROJECT
        ]
    SourceClaim.objects.bulk_create(claims, batch_size=1000, ignore_conflicts=True)


def _new(estate: Estate, code: str, city: str) -> NewProject:
    known: dict[str, Any] = _best(estate.rows)
    place = next((row.place for row in estate.rows if row.place), None)
    if place:
        known["longitude"], known["latitude"] = place
    return NewProject(code=code, name=estate.rows[0].name, city=city, **known)


def _fill_in(project: Project, estate: Estate, *, by: Actor, at: datetime) -> int:
    """Give a project what it lacks; 1 when anything was lacking and is known now."""
    values: dict[str, object] = {
        name: value for name, value in _best(estate.rows).items() if not getattr(project, name)
    }
    place: tuple[Decimal, Decimal] | None = next((r.place for r in estate.rows if r.place), None)
    if place and project.longitude is None:
        values |= {"longitude": place[0], "latitude": place[1]}
    if values:
        change_profile(project=project, values=values, by=by, at=at)
    return 1 if values else 0


def _best(rows: Sequence[Listed]) -> dict[str, Any]:
    """Of each field what most rows say; among equals what comes first."""
    best: dict[str, Any] = {}
    for name in KEPT:
        said = Counter(row.values[name] for row in rows if name in row.values)
        if said:
            best[name] = said.most_common(1)[0][0]
    return best


def _free_codes(count: int) -> list[str]:
    taken = set(Project.objects.filter(code__startswith="P").values_list("code", flat=True))
    free = (f"P{number:05d}" for number in range(1, count + len(taken) + 1))
    return [code for code in free if code not in taken][:count]
