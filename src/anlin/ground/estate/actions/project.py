"""Projects, their profile, milestones and schedules."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.estate import permissions, queries, rules
from anlin.ground.estate.choices import MilestoneKind, OperatingMode, PropertyType, ScheduleKind
from anlin.ground.estate.errors import CodeTaken, MilestonesOutOfOrder, taken_meanwhile
from anlin.ground.estate.events import MilestoneMoved, ProjectChanged, ProjectOpened
from anlin.ground.estate.models import Milestone, Project, Schedule, Zone
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Conflict, require


@dataclass(frozen=True, kw_only=True)
class NewProject:
    """What is known of a project when its record is opened; areas in square metres."""

    code: str
    name: str
    property_type: PropertyType = PropertyType.COMMODITY_HOUSING
    operating_mode: OperatingMode = OperatingMode.ENTRUSTED
    city: str = ""
    district: str = ""
    location: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    land_area_m2: Decimal | None = None
    gross_floor_area_m2: Decimal | None = None
    green_area_m2: Decimal | None = None
    handover_on: date | None = None
    unit_types: str = ""
    household_count: int | None = None
    parking_count: int | None = None
    shared_facilities: str = ""
    equipment_summary: str = ""
    developer_name: str = ""
    manager_name: str = ""


@transaction.atomic
def open_project(*, new: NewProject, by: Actor, at: datetime) -> Project:
    """Open the record of a project, long before a unit or owner exists (A-GEN-10).

    The desk's hours follow from the property type (A-EST-13) until somebody sets others.
    Refused with `CodeTaken`. Tells `ProjectOpened`.
    """
    [project] = open_projects(new=[new], by=by, at=at)
    return project


@transaction.atomic
def open_projects(*, new: Sequence[NewProject], by: Actor, at: datetime) -> list[Project]:
    """As `open_project`, thousands at the cost of a handful of statements; all or none."""
    require(permissions.may_open_projects(by))
    taken = set(Project.objects.values_list("code", flat=True))
    for each in new:
        if each.code in taken:
            raise CodeTaken(code=each.code, field="code")
        taken.add(each.code)

    projects = []
    for each in new:
        opens, closes = rules.default_hours(each.property_type)
        project = Project(**asdict(each), desk_opens=opens, desk_closes=closes, opened_at=at)
        projects.append(project)
    with rows.once(taken_meanwhile([each.code for each in new])):
        Project.objects.bulk_create(projects, batch_size=500)

    audit.record_many(
        [
            audit.Note(deed="estate.project_opened", subject=project.subject, project_id=project.pk)
            for project in projects
        ],
        by=by,
        at=at,
    )
    news.publish_many([ProjectOpened(project_id=p.pk, by=by.ref, at=at) for p in projects])
    return projects


@transaction.atomic
def change_profile(
    *, project: Project, values: dict[str, object], by: Actor, at: datetime
) -> Project:
    """Correct the profile (A-EST-01); `values` names fields of `NewProject` but the code, or the desk's hours and lines."""
    require(permissions.may_edit(by, project.pk))

    changed = {name: value for name, value in values.items() if getattr(project, name) != value}
    if not changed:
        return project
    for name, value in changed.items():
        setattr(project, name, value)
    project.save(update_fields=list(changed))

    audit.record(
        "estate.profile_changed",
        project.subject,
        by=by,
        at=at,
        project_id=project.pk,
        fields=",".join(sorted(changed)),
    )
    news.publish(ProjectChanged(project_id=project.pk, by=by.ref, at=at))
    return project


@transaction.atomic
def set_milestone(
    *,
    project: Project,
    kind: MilestoneKind,
    on: date,
    by: Actor,
    at: datetime,
    is_actual: bool = False,
) -> Milestone:
    """Set or move a date; phase and T-minus deadlines follow from it at once (A-LIFE-06).

    Refused with `MilestonesOutOfOrder`. Setting the same date again changes nothing. Tells `MilestoneMoved`.
    """
    require(permissions.may_edit(by, project.pk))
    wrong = rules.misplaced({**queries.milestones_of(project), kind: on})
    if wrong:
        earlier, later = wrong
        raise MilestonesOutOfOrder(earlier=earlier.label, later=later.label, field="on")

    before = Milestone.objects.filter(project=project, kind=kind).first()
    if before and (before.on, before.is_actual) == (on, is_actual):
        return before
    milestone, _is_new = Milestone.objects.update_or_create(
        project=project, kind=kind, defaults={"on": on, "is_actual": is_actual}
    )

    audit.record(
        "estate.milestone_moved",
        project.subject,
        by=by,
        at=at,
        project_id=project.pk,
        kind=kind.value,
        before=before.on.isoformat() if before else "",
        on=on.isoformat(),
    )
    news.publish(MilestoneMoved(project_id=project.pk, kind=kind.value, on=on, by=by.ref, at=at))
    return milestone


@transaction.atomic
def keep_schedule(
    *,
    project: Project,
    kind: ScheduleKind,
    lines: Sequence[tuple[str, date, date | None]],
    by: Actor,
    at: datetime,
) -> int:
    """Keep a schedule of the developer as its next version; returns the version. Older ones stay."""
    require(permissions.may_edit(by, project.pk))

    newest = Schedule.objects.filter(project=project, kind=kind).order_by("-version").first()
    version = newest.version + 1 if newest else 1
    with rows.once(Conflict(project)):
        Schedule.objects.bulk_create(
            Schedule(
                project=project,
                kind=kind,
                version=version,
                item=item,
                starts_on=starts_on,
                ends_on=ends_on,
                received_at=at,
            )
            for item, starts_on, ends_on in lines
        )

    audit.record(
        "estate.schedule_kept",
        project.subject,
        by=by,
        at=at,
        project_id=project.pk,
        kind=kind.value,
        version=version,
    )
    return version


@transaction.atomic
def add_zone(*, project: Project, code: str, name: str, by: Actor, at: datetime) -> Zone:
    """Register a legal management area of the project. Refused with `CodeTaken`."""
    require(permissions.may_edit(by, project.pk))
    if Zone.objects.filter(project=project, code=code).exists():
        raise CodeTaken(code=code, field="code")

    with rows.once(taken_meanwhile([code])):
        zone = Zone.objects.create(project=project, code=code, name=name)

    audit.record(
        "estate.zone_added", project.subject, by=by, at=at, project_id=project.pk, zone=code
    )
    return zone
