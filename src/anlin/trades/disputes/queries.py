"""Readings of mediations."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.ground.people import queries as people
from anlin.ground.people.choices import Fate
from anlin.ground.people.models import Person
from anlin.ground.people.sockets import Holding, Line, Verdict
from anlin.ground.tenure import queries as tenure
from anlin.ground.tenure.models import Tenure
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Refusal
from anlin.trades.cases.choices import CaseStep
from anlin.trades.disputes import rules
from anlin.trades.disputes.choices import SETTLED_STATES, ContactKind, MediationState, Side
from anlin.trades.disputes.errors import NotMediated
from anlin.trades.disputes.models import Agreement, Exchange, Mediation, Party, Recheck, Spread

SEE = "disputes.see"
SPEAK = "disputes.speak"
BARRED = (CaseStep.ANSWER, CaseStep.CLOSE, CaseStep.CLOSE_UNSATISFIED)
RUNNING = (MediationState.OPENED, MediationState.HEARD)
WATCHED = (MediationState.AGREED, MediationState.WATCHED)


def visible_to(actor: Actor) -> QuerySet[Mediation]:
    """Mediations of the actor's projects; residents see none, only what they agreed to."""
    found = Mediation.objects.select_related("case", "case__project", "mediator")
    if actor.is_resident:
        return found.none()
    projects = actor.projects_with(SEE)
    return found if projects is None else found.filter(case__project__in=projects)


def running(actor: Actor, project_id: int | None) -> QuerySet[Mediation]:
    """Those whose sides are still to be heard or to agree."""
    found = visible_to(actor).filter(state__in=RUNNING)
    return found.filter(case__project=project_id) if project_id else found


def at_risk(mediations: QuerySet[Mediation]) -> QuerySet[Mediation]:
    """Of these the running ones in which somebody set an ultimatum, or that people talk about in public."""
    risky = Exchange.objects.filter(mediation=OuterRef("pk")).exclude(risk="")
    return mediations.filter(Exists(risky), state__in=RUNNING)


def speakers(project_id: int, on: date) -> QuerySet[Staff]:
    """Who may speak for the company about a dispute of this project."""
    return workforce.employed(on).filter(pk__in=workforce.holders_of_right(SPEAK, project_id))


def spread_of(mediation: Mediation) -> Spread | None:
    """While it is talked about in public: who speaks, and what was said."""
    return mediation.spreads.select_related("officer").filter(calm_at=None).first()


def spreading(actor: Actor, project_id: int | None) -> QuerySet[Spread]:
    found = Spread.objects.filter(mediation__in=visible_to(actor), calm_at=None)
    return found.filter(mediation__case__project=project_id) if project_id else found


def telling(mediation: Mediation, words: str) -> str | None:
    """The first part of a text that tells who the sides are: a name, a phone, a home (B-MED-17)."""
    case = mediation.case
    secrets = [case.reporter.name if case.reporter else case.reporter_name or ""]
    units = [case.unit]
    for party in mediation.parties.select_related("person", "unit"):
        secrets += [party.person.name if party.person else party.name or "", party.phone or ""]
        units.append(party.unit)
    secrets += [part for unit in units if unit for part in (unit.address, unit.code)]
    return next((each for each in secrets if len(each) > 1 and each in words), None)


def of_case(case_id: int) -> Mediation | None:
    return Mediation.objects.filter(case=case_id).first()


def newest(mediation: Mediation) -> Agreement | None:
    return mediation.agreements.order_by("-version").first()


def in_force(mediation: Mediation) -> Agreement | None:
    """The newest version both sides agreed to."""
    return mediation.agreements.exclude(agreed_at=None).order_by("-version").first()


def rounds(mediation: Mediation) -> int:
    """How many times the mediator went back and forth (B-MED-07)."""
    kinds = mediation.exchanges.values_list("kind", flat=True)
    return rules.rounds(ContactKind(kind) for kind in kinds)


def due(actor: Actor, today: date, *, project_id: int | None = None) -> list[Recheck]:
    """Checks whose day has come, of agreements in force, the longest due first."""
    watched = visible_to(actor).select_related(None).filter(state__in=WATCHED)
    if project_id:
        watched = watched.filter(case__project=project_id)
    later = Agreement.objects.filter(
        mediation=OuterRef("agreement__mediation"), version__gt=OuterRef("agreement__version")
    ).exclude(agreed_at=None)
    found = Recheck.objects.filter(
        ~Exists(later), checked_at=None, due_on__lte=today, agreement__mediation__in=watched
    )
    return list(found.select_related("agreement__mediation__case").order_by("due_on", "pk"))


def both_heard(mediation: Mediation) -> bool:
    heard = mediation.parties.filter(statements__isnull=False).values_list("side", flat=True)
    return set(heard) == set(Side.values)


def is_inside(agreement: Agreement, moment: datetime) -> bool:
    """Whether the moment lies in the quiet hours of the agreement."""
    exemptions = [
        rules.Exemption(
            window=_window(other.begins, other.ends),
            weekday=other.weekday,
            first=other.first,
            last=other.last,
        )
        for other in agreement.other_hours.order_by("pk")
    ]
    usual = _window(agreement.begins, agreement.ends)
    return rules.is_quiet(timezone.localtime(moment), usual, exemptions)


def is_of_a_side(
    staff: Staff, *, person: Person | None, name: str, unit_id: int | None, day: date
) -> bool:
    """Whether the member of staff is that side, or has a home with it: by account, or by the same name."""
    same = people.find_by_name(staff.name).values_list("pk", flat=True)
    own = Q(pk__in=list(same))
    if staff.account_id is not None:
        own |= Q(account=staff.account_id)
    ids = set(Person.objects.filter(own).values_list("pk", flat=True))
    if name.strip() == staff.name or (person is not None and person.pk in ids):
        return True
    units = set(tenure.units_of(person.pk, day).values_list("unit", flat=True)) if person else set()
    if unit_id is not None:
        units.add(unit_id)
    return Tenure.objects.filter(tenure.running_on(day), unit__in=units, person__in=ids).exists()


def bars(case_id: int, step: CaseStep) -> Refusal | None:
    """What `cases` asks before a last answer or the end of a matter (B-MED-21)."""
    if step not in BARRED:
        return None
    is_open = Mediation.objects.filter(case=case_id).exclude(state__in=SETTLED_STATES).exists()
    return NotMediated() if is_open else None


def of_everyone(person_ids: Sequence[int]) -> QuerySet[Party]:
    return Party.objects.filter(person__in=list(person_ids)).order_by("pk")


def held_on(person_ids: Sequence[int]) -> Holding:
    """What the person said themselves, and the agreements they are a side of; nothing of the other side."""
    lines = []
    for party in of_everyone(person_ids).select_related("mediation__case"):
        words = [party.interests or ""]
        words += [each.words for each in party.statements.order_by("pk")]
        words += [each.terms for each in party.mediation.agreements.order_by("version")]
        lines.append(
            Line(
                what=party.mediation.case.number,
                text="\n".join(filter(None, words)),
                at=party.mediation.opened_at,
            )
        )
    return Holding(_("Disputes you are a side of"), tuple(lines))


def verdicts_on(person_ids: Sequence[int], at: datetime) -> list[Verdict]:
    found = of_everyone(person_ids)
    over = found.filter(
        mediation__state__in=(MediationState.ENDED, MediationState.HANDED_OVER)
    ).count()
    return [
        Verdict(
            what=_("disputes under mediation"),
            count=found.count() - over,
            fate=Fate.NEEDED,
            because=_(
                "the dispute must be settled first, Personal Information Protection Law, article 13 (2)"
            ),
        ),
        Verdict(
            what=_("disputes that are over: dates stay, words go"),
            count=over,
            fate=Fate.ANONYMISED,
        ),
    ]


def _window(begins: time | None, ends: time | None) -> rules.Window | None:
    return rules.Window(begins, ends) if begins is not None and ends is not None else None


def all_checked(mediation: Mediation) -> bool:
    """Whether somebody looked on every day that the agreement in force asks for."""
    agreement = in_force(mediation)
    return agreement is not None and not agreement.rechecks.filter(checked_at=None).exists()
