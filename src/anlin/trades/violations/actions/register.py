"""Rules of the estate in versions, places at homes, contractors, campaigns."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project, Unit
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotAllowed, require
from anlin.trades.violations import permissions
from anlin.trades.violations.choices import PlaceFor, ViolationKind
from anlin.trades.violations.errors import (
    DaysInOrder,
    FromThePast,
    ListedAlready,
    ReasonMissing,
    RuleExists,
    WordsMissing,
)
from anlin.trades.violations.models import (
    AppointedPlace,
    Campaign,
    EstateRule,
    RuleReading,
    RuleVersion,
    SiteContractor,
)


@transaction.atomic
def publish_rule(
    *,
    project: Project,
    code: str,
    title: str,
    text: str,
    is_duty: bool,
    from_on: date,
    by: Actor,
    at: datetime,
    rule: EstateRule | None = None,
) -> RuleVersion:
    """Publish a rule, or with `rule` its next version; what was published before stays (B-VIO-01).

    Refused with `WordsMissing`, `FromThePast`, or `RuleExists` for a number that is taken.
    """
    require(permissions.may_rule(by, project.pk))
    for field, words in (("code", code), ("title", title), ("text", text)):
        if not words.strip():
            raise WordsMissing(field=field)
    if from_on < timezone.localdate(at):
        raise FromThePast

    if rule is None:
        with rows.once(RuleExists()):
            rule = EstateRule.objects.create(
                project=project, code=code.strip(), title=title.strip()
            )
    number = rule.versions.count() + 1
    version = RuleVersion.objects.create(
        rule=rule, version=number, text=text.strip(), is_duty=is_duty, from_on=from_on,
        published_at=at, published_by=by.ref,
    )  # fmt: skip
    audit.record(
        "violations.rule_published", version.subject, by=by, at=at, project_id=project.pk,
        code=rule.code, version=number,
    )  # fmt: skip
    return version


@transaction.atomic
def read_rule(*, version: RuleVersion, by: Actor, at: datetime) -> None:
    """The member of staff has read this version; twice is once."""
    project_id = version.rule.project_id
    staff_id = by.staff_id
    if staff_id is None:
        raise NotAllowed
    require(permissions.may_read_rules(by, project_id))
    _reading, is_new = RuleReading.objects.get_or_create(
        version=version, staff_id=staff_id, defaults={"read_at": at}
    )
    if is_new:
        audit.record("violations.rule_read", version.subject, by=by, at=at, project_id=project_id)


@transaction.atomic
def appoint_place(
    *, unit: Unit, thing: PlaceFor, words: str, by: Actor, at: datetime
) -> AppointedPlace:
    """Say where something belongs at this home, in place of what was said before (B-VIO-02)."""
    require(permissions.may_appoint(by, unit.project_id))
    if not words.strip():
        raise WordsMissing(field="words")
    place = AppointedPlace.objects.create(
        unit=unit, thing=thing, words=words.strip(), appointed_at=at, appointed_by=by.ref
    )
    audit.record(
        "violations.place_appointed", place.subject, by=by, at=at, project_id=unit.project_id,
        thing=thing.value,
    )  # fmt: skip
    return place


@transaction.atomic
def list_contractor(
    *, project: Project, name: str, trade: str, by: Actor, at: datetime
) -> SiteContractor:
    """A firm may enter with its tools from now on. Refused with `ListedAlready`."""
    require(permissions.may_appoint(by, project.pk))
    for field, words in (("name", name), ("trade", trade)):
        if not words.strip():
            raise WordsMissing(field=field)
    with rows.once(ListedAlready()):
        firm = SiteContractor.objects.create(
            project=project, name=name.strip(), trade=trade.strip(), listed_at=at
        )
    _told("violations.contractor_listed", firm, by=by, at=at)
    return firm


@transaction.atomic
def suspend_entry(*, firm: SiteContractor, reason: str, by: Actor, at: datetime) -> SiteContractor:
    """A firm that helped to break the rules works here no more until it commits itself; residents are never barred."""
    require(permissions.may_rule(by, firm.project_id))
    if not reason.strip():
        raise ReasonMissing(field="reason")
    rows.change(
        firm, expecting=("suspended_at",), suspended_at=at, suspended_because=reason.strip()
    )
    _told("violations.entry_suspended", firm, by=by, at=at)
    return firm


@transaction.atomic
def restore_entry(*, firm: SiteContractor, reason: str, by: Actor, at: datetime) -> SiteContractor:
    """The firm may work here again, since it committed itself to the rules."""
    require(permissions.may_rule(by, firm.project_id))
    if not reason.strip():
        raise ReasonMissing(field="reason")
    rows.change(
        firm, expecting=("suspended_at",), suspended_at=None, suspended_because=reason.strip()
    )
    _told("violations.entry_restored", firm, by=by, at=at)
    return firm


@transaction.atomic
def note_campaign(
    *,
    project: Project,
    kind: ViolationKind,
    theme: str,
    first_on: date,
    last_on: date,
    done: str,
    reached: int,
    by: Actor,
    at: datetime,
) -> Campaign:
    """Note what was done for good manners, and how many it reached (B-VIO-10)."""
    require(permissions.may_appoint(by, project.pk))
    for field, words in (("theme", theme), ("done", done)):
        if not words.strip():
            raise WordsMissing(field=field)
    if last_on < first_on:
        raise DaysInOrder
    campaign = Campaign.objects.create(
        project=project, kind=kind, theme=theme.strip(), first_on=first_on, last_on=last_on,
        done=done.strip(), reached=reached, noted_at=at, noted_by=by.ref,
    )  # fmt: skip
    audit.record(
        "violations.campaign_noted", project.subject, by=by, at=at, project_id=project.pk,
        kind=kind.value, reached=reached,
    )  # fmt: skip
    return campaign


def _told(deed: str, firm: SiteContractor, *, by: Actor, at: datetime) -> None:
    audit.record(deed, firm.subject, by=by, at=at, project_id=firm.project_id)
