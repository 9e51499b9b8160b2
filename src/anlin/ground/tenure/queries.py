"""Readings of who lives where: now, on any day, and over time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from anlin.foundation.accounts.api import Account
from anlin.foundation.intake import api as intake
from anlin.foundation.prepared import Prepared
from anlin.ground.people import queries as people
from anlin.ground.people.choices import Fate, NoteKind, RequestKind, RequestState
from anlin.ground.people.models import DataRequest, Person
from anlin.ground.people.sockets import Holding, Line, Verdict
from anlin.ground.tenure import rules
from anlin.ground.tenure.choices import LIVING_ROLES, FormalityKind, TenureRole
from anlin.ground.tenure.models import Formality, HouseholdNote, RosterFile, Tenure
from anlin.kernel.actors import Actor, ActorKind

SEE = "tenure.see"

OPEN_REQUESTS = (RequestState.ASKED, RequestState.PREPARED)
CONTRACT = _("the contract runs, Personal Information Protection Law, article 13 (2)")


@dataclass(frozen=True)
class Holder:
    """Somebody with a role towards a unit, as a page shows them."""

    tenure: Tenure
    card: people.Card

    @property
    def role(self) -> TenureRole:
        return TenureRole(self.tenure.role)

    @property
    def share(self) -> str:
        """The owner's share as people write it; empty for the sole owner and for everybody else."""
        part, whole = self.tenure.share_numerator, self.tenure.share_denominator
        return (
            ""
            if self.role != TenureRole.OWNER or part == whole
            else rules.written_share(part, whole)
        )


def running_on(day: date) -> Q:
    """The condition that a tenure runs on a day."""
    return Q(begins_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))


def actor_of(account: Account, at: datetime) -> Actor | None:
    """The resident behind an account, with the units they own, rent, use or live in at this moment.

    None when the account is closed or belongs to nobody we know.
    """
    kept = people.standing_id_of_account(account.pk) if account.is_active else None
    if kept is None:
        return None
    # Asked for every page of the portal: two questions, and no name is opened.
    held = Tenure.objects.filter(
        Q(person=kept) | Q(person__merged_into=kept),
        running_on(localdate(at)),
        role__in=(TenureRole.OWNER, *LIVING_ROLES),
        unit__isnull=False,
    )
    return Actor(
        kind=ActorKind.RESIDENT,
        key=kept,
        account_id=account.pk,
        unit_ids=frozenset(held.values_list("unit", flat=True)),
    )


def visible_to(actor: Actor) -> QuerySet[Tenure]:
    """Tenures of the actor's projects; a resident sees those of their own units."""
    tenures = Tenure.objects.select_related("unit")
    if actor.is_resident:
        return tenures.filter(unit__in=actor.unit_ids)
    projects = actor.projects_with(SEE)
    return tenures if projects is None else tenures.filter(project__in=projects)


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """People with a tenure, running or ended, in the actor's projects, as they are known today."""
    own = visible_to(actor).values("person")
    merged = visible_to(actor).values("person__merged_into")
    return Person.objects.filter(Q(pk__in=own, merged_into=None) | Q(pk__in=merged))


def person_visible_to(actor: Actor, person_id: int) -> Person | None:
    """The one of `people_visible_to` with that key, in two or three short questions."""
    person = people.by_id_or_none(person_id)
    if person is None:
        return None
    known = person.merged_into_id is None and _reaches(actor, _homes_of.rows(person_id))
    return person if known or _reaches(actor, _homes_before_merging.rows(person_id)) else None


Home = tuple[int | None, int | None]
_homes_of: Prepared[Home] = Prepared(
    Tenure,
    lambda pk: Tenure.objects.filter(person=pk).values_list("project", "unit"),
    "person",
)
_homes_before_merging: Prepared[Home] = Prepared(
    Tenure,
    lambda pk: Tenure.objects.filter(person__merged_into=pk).values_list("project", "unit"),
    "person",
)


def _reaches(actor: Actor, homes: Iterable[Home]) -> bool:
    if actor.is_resident:
        return any(unit_id in actor.unit_ids for _project_id, unit_id in homes)
    projects = actor.projects_with(SEE)
    return any(projects is None or project_id in projects for project_id, _unit_id in homes)


def holders(unit_id: int, day: date) -> list[Holder]:
    """Everybody with a role towards the unit on that day: owners first, in four queries."""
    return holders_of_many([unit_id], day).get(unit_id, [])


def holders_of_many(unit_ids: Iterable[int], day: date) -> dict[int, list[Holder]]:
    """The holders of many units, in four queries."""
    order = {role: place for place, role in enumerate(TenureRole)}
    running = list(Tenure.objects.filter(running_on(day), unit__in=set(unit_ids)))
    running.sort(key=lambda tenure: (order[TenureRole(tenure.role)], tenure.pk))
    cards = people.cards(tenure.person_id for tenure in running)
    by_unit: dict[int, list[Holder]] = {}
    for tenure in running:
        if tenure.unit_id is not None:
            by_unit.setdefault(tenure.unit_id, []).append(Holder(tenure, cards[tenure.person_id]))
    return by_unit


def owners(unit_id: int, day: date) -> QuerySet[Tenure]:
    return Tenure.objects.filter(running_on(day), unit=unit_id, role=TenureRole.OWNER)


def payer_ids(unit_id: int, day: date) -> list[int]:
    """Who bills go to: the named payers, else the owners, in the order in which they were recorded."""
    running = Tenure.objects.filter(running_on(day), unit=unit_id)
    named = running.filter(role=TenureRole.PAYER)
    chosen = named if named.exists() else running.filter(role=TenureRole.OWNER)
    return list(chosen.order_by("id").values_list("person", flat=True))


def units_of(person_id: int, day: date) -> QuerySet[Tenure]:
    """The running tenures of a person (merged rows included) that have a unit."""
    return (
        Tenure.objects.filter(
            running_on(day), person__in=people.same_person(person_id), unit__isnull=False
        )
        .select_related("unit", "unit__building", "project")
        .order_by("id")
    )


def history_of(unit_id: int) -> QuerySet[Tenure]:
    """Every tenure the unit ever had, the newest first."""
    return Tenure.objects.filter(unit=unit_id).order_by("-begins_on", "-id")


def first_unit_ids(person_ids: Iterable[int], day: date) -> dict[int, int]:
    """For each person the first unit they hold a role in; for showing callers with their address."""
    running = Tenure.objects.filter(running_on(day), person__in=set(person_ids), unit__isnull=False)
    return dict(running.order_by("-id").values_list("person", "unit"))


def lives_in(person_id: int, unit_id: int, day: date) -> bool:
    """Whether the person owns, rents, uses or lives in the unit on that day."""
    roles = (TenureRole.OWNER, *LIVING_ROLES)
    return Tenure.objects.filter(
        running_on(day), unit=unit_id, role__in=roles, person__in=people.same_person(person_id)
    ).exists()


def residents_of(
    project_id: int, day: date, *, building_id: int | None = None
) -> QuerySet[Tenure, int]:
    """Ids of everybody who owns, rents, uses or lives in a unit of the project, or of one building, that day."""
    roles = (TenureRole.OWNER, *LIVING_ROLES)
    running = Tenure.objects.filter(running_on(day), project=project_id, role__in=roles)
    if building_id is not None:
        running = running.filter(unit__building=building_id)
    return running.values_list("person", flat=True).distinct()


def left_before(moment: datetime) -> QuerySet[Person]:
    """Known people whose last period here ended before that moment, and whom nobody asked to erase since."""
    day = localdate(moment)
    own = Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk"))
    ever = Tenure.objects.filter(own)
    after = ever.filter(Q(ends_on=None) | Q(ends_on__gt=day))
    asked = DataRequest.objects.filter(own, kind=RequestKind.ERASURE).filter(
        Q(state__in=OPEN_REQUESTS) | Q(asked_at__gte=moment)
    )
    known = people.standing().filter(erased_at=None)
    return known.filter(Exists(ever), ~Exists(after), ~Exists(asked)).order_by("pk")


def roster_files_before(moment: datetime) -> QuerySet[RosterFile]:
    """Files of rosters that were read in before that moment and are not being applied."""
    batches = intake.batches().filter(started_at__lt=moment).exclude(state=intake.State.APPLYING)
    return RosterFile.objects.filter(batch_id__in=batches.order_by().values("pk"))


def missing_formalities(tenure: Tenure) -> list[FormalityKind]:
    done = set(Formality.objects.filter(tenure=tenure).values_list("kind", flat=True))
    return [kind for kind in FormalityKind if kind not in done]


def household_notes(unit_id: int) -> dict[NoteKind, str]:
    """The newest note of each kind about the household."""
    notes = HouseholdNote.objects.filter(unit=unit_id).order_by("noted_at", "id")
    return {NoteKind(note.kind): note.text for note in notes}


def hidden_tokens_of_subjects(kind: str, keys: Sequence[str]) -> Mapping[str, Sequence[str]] | None:
    """Under which hidden tokens these tenures are found; None about anything else."""
    if kind != "tenure":
        return None
    holders = dict(Tenure.objects.filter(pk__in=keys).values_list("pk", "person"))
    tokens = people.hidden_tokens_of(holders.values())
    return {str(tenure): tokens[person] for tenure, person in holders.items()}


def held_on(person_ids: Sequence[int]) -> Holding:
    """Which units the person holds or held, for a copy of their data."""
    held = Tenure.objects.filter(person__in=list(person_ids)).select_related("unit", "project")
    lines = []
    for tenure in held.order_by("begins_on", "id"):
        until = f"{tenure.begins_on} – {tenure.ends_on or ''}"
        text = f"{tenure.project.name} {tenure.unit or ''} · {until}"
        lines.append(Line(what=tenure.get_role_display(), text=text, at=tenure.begins_on))
    return Holding(_("Your units"), tuple(lines))


def verdicts_on(person_ids: Sequence[int], at: datetime) -> list[Verdict]:
    """A running tenure needs its person; of an ended one only the name goes."""
    held = Tenure.objects.filter(person__in=list(person_ids))
    running = held.filter(Q(ends_on=None) | Q(ends_on__gt=localdate(at))).count()
    ended = held.count() - running
    needed, stays = Fate.NEEDED, Fate.ANONYMISED
    return [
        Verdict(what=_("running tenures"), count=running, fate=needed, because=CONTRACT),
        Verdict(what=_("ended tenures"), count=ended, fate=stays),
    ]
