"""Readings of violations, of the rules of the estate, appointed places, contractors and campaigns."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from anlin.ground.estate.models import Unit
from anlin.ground.people.choices import Fate
from anlin.ground.people.sockets import Holding, Line, Verdict
from anlin.instruments.documents import queries as documents
from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Refusal
from anlin.trades.cases.choices import CaseStep
from anlin.trades.violations.choices import SETTLED
from anlin.trades.violations.errors import NotSettled
from anlin.trades.violations.models import (
    AppointedPlace,
    Campaign,
    EstateRule,
    RuleReading,
    RuleVersion,
    SiteContractor,
    Violation,
)

SEE = "violations.see"
BARRED = (CaseStep.ANSWER, CaseStep.CLOSE, CaseStep.CLOSE_UNSATISFIED)


def visible_to(actor: Actor) -> QuerySet[Violation]:
    found = Violation.objects.select_related(
        "case", "case__project", "case__unit", "rule__rule", "contractor", "found_by"
    )
    if actor.is_resident:
        return found.none()
    projects = actor.projects_with(SEE)
    return found if projects is None else found.filter(case__project__in=projects)


def unsettled(actor: Actor, project_id: int | None) -> QuerySet[Violation]:
    found = visible_to(actor).exclude(state__in=SETTLED)
    return found.filter(case__project=project_id) if project_id else found


def of_case(case_id: int) -> Violation | None:
    return Violation.objects.filter(case=case_id).first()


def has_photo(violation: Violation, kind: DocumentKind) -> bool:
    return documents.of_subject(violation.subject).filter(kind=kind).exists()


def rules_visible_to(actor: Actor) -> QuerySet[EstateRule]:
    found = EstateRule.objects.select_related("project").prefetch_related("versions")
    projects = actor.projects_with(SEE)
    return found if projects is None else found.filter(project__in=projects)


def in_force(project_id: int, on: date) -> QuerySet[RuleVersion]:
    """The version of each rule that holds on that day."""
    newer = RuleVersion.objects.filter(
        rule=OuterRef("rule"), from_on__lte=on, version__gt=OuterRef("version")
    )
    holding = RuleVersion.objects.filter(~Exists(newer), rule__project=project_id, from_on__lte=on)
    return holding.select_related("rule").order_by("rule__code")


def unread_by(staff_id: int, project_id: int, on: date) -> QuerySet[RuleVersion]:
    """Rules in force that this member of staff has not read."""
    read = RuleReading.objects.filter(version=OuterRef("pk"), staff=staff_id)
    return in_force(project_id, on).filter(~Exists(read))


def places_of(unit: Unit) -> list[AppointedPlace]:
    """The newest place of each thing at the home."""
    newest: dict[str, AppointedPlace] = {}
    for place in AppointedPlace.objects.filter(unit=unit).order_by("appointed_at", "pk"):
        newest[place.thing] = place
    return list(newest.values())


def contractors_visible_to(actor: Actor) -> QuerySet[SiteContractor]:
    projects = actor.projects_with(SEE)
    found = SiteContractor.objects.select_related("project")
    return found if projects is None else found.filter(project__in=projects)


def campaigns_visible_to(actor: Actor) -> QuerySet[Campaign]:
    projects = actor.projects_with(SEE)
    found = Campaign.objects.select_related("project")
    return found if projects is None else found.filter(project__in=projects)


def bars(case_id: int, step: CaseStep) -> Refusal | None:
    """What `cases` asks before a last answer or the end of a matter."""
    if step not in BARRED:
        return None
    is_open = Violation.objects.filter(case=case_id).exclude(state__in=SETTLED).exists()
    return NotSettled() if is_open else None


def of_everyone(person_ids: Sequence[int]) -> QuerySet[Violation]:
    """Violations whose matter was told by these people, or lies in a home they told it of."""
    return Violation.objects.filter(case__reporter__in=list(person_ids)).order_by("pk")


def held_on(person_ids: Sequence[int]) -> Holding:
    lines = [
        Line(what=one.case.number, text=one.finding, at=one.noted_at)
        for one in of_everyone(person_ids).select_related("case")
    ]
    return Holding(_("Violations you told us of"), tuple(lines))


def verdicts_on(person_ids: Sequence[int], at: datetime) -> list[Verdict]:
    found = of_everyone(person_ids)
    over = found.filter(state__in=SETTLED).count()
    return [
        Verdict(
            what=_("violations being talked about"),
            count=found.count() - over,
            fate=Fate.NEEDED,
            because=_(
                "what was told must be settled first, Personal Information Protection Law, article 13 (2)"
            ),
        ),
        Verdict(
            what=_("violations that are over: dates stay, words go"),
            count=over,
            fate=Fate.ANONYMISED,
        ),
    ]
