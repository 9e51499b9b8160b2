"""Who owns, rents and lives where: people and their tenures, project by project."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from anlin.demo.company import BY, open_account
from anlin.demo.sources import chance, read
from anlin.ground.estate.choices import UnitStatus
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people import actions as people
from anlin.ground.people.choices import CareKind, NoteKind, Purpose
from anlin.ground.people.models import Person
from anlin.ground.tenure import actions as tenure
from anlin.ground.tenure.choices import FormalityKind, TenureRole
from anlin.ground.tenure.models import Tenure

OWNED = frozenset(UnitStatus) - {UnitStatus.UNSOLD}
COUPLES = 0.3
FAMILIES = 0.35
CARE = (CareKind.ELDERLY, CareKind.LIVING_ALONE, CareKind.INFANT, CareKind.DISABLED)


@dataclass(frozen=True)
class Comer:
    """Somebody about to come into a unit."""

    unit: Unit
    person: people.NewPerson
    role: TenureRole
    begins_on: date
    share: tuple[int, int] = (1, 1)


@dataclass
class Register:
    """Names and phones, given out one after the other.

    The prefix 154 is assigned to no operator, so nobody is ever called by mistake.
    """

    dice: Random
    prefix: str
    given: int = field(default=2000)

    def newcomer(
        self, family: str = "", sex: str = "", *, has_phone: bool = True
    ) -> people.NewPerson:
        names = read("names")
        sex = sex or self.dice.choice("mf")
        if not family:
            rare = self.dice.random() < 0.01
            family = self.dice.choice(names["compound_surnames"] if rare else names["surnames"])
        first = self.dice.choice(names["male" if sex == "m" else "female"])
        self.given += self.dice.randrange(1, 4)
        phones = (f"{self.prefix}{self.given:05d}",) if has_phone else ()
        return people.NewPerson(name=f"{family}{first}", sex=sex, phones=phones)


def settle(project: Project, *, now: datetime) -> None:
    """Fill the units of one project with people. One transaction, the caller's."""
    dice = chance("households", project.code)
    register = Register(dice, prefix=f"1540{project.pk % 90 + 10:02d}")
    units = list(Unit.objects.filter(project=project, status__in=OWNED).order_by("id"))
    comers = [comer for unit in units for comer in _household(unit, register, dice)]
    at = project.opened_at + timedelta(days=1)
    persons = people.register_many(new=[comer.person for comer in comers], by=BY, at=at)
    new = [
        tenure.NewTenure(
            project=project,
            unit=comer.unit,
            person=person,
            role=comer.role,
            begins_on=comer.begins_on,
            share=comer.share,
        )
        for comer, person in zip(comers, persons, strict=True)
    ]
    tenures = tenure.begin_many(new=new, by=BY, at=at)
    _note_what_is_known(tenures, dice, now=now)
    if project.code == read("company")["resident"]["project"]:
        _let_resident_in(tenures, now=now)


def _household(unit: Unit, register: Register, dice: Random) -> Iterator[Comer]:
    since = unit.status_since
    owner = register.newcomer()
    if dice.random() < COUPLES:
        other = register.newcomer(sex="f" if owner.sex == "m" else "m")
        yield Comer(unit, owner, TenureRole.OWNER, since, (1, 2))
        yield Comer(unit, other, TenureRole.OWNER, since, (1, 2))
    else:
        yield Comer(unit, owner, TenureRole.OWNER, since)
    if unit.status == UnitStatus.LET:
        leased = since + timedelta(days=dice.randrange(60, 700))
        yield Comer(unit, register.newcomer(), TenureRole.TENANT, leased)
    elif unit.status == UnitStatus.OCCUPIED and dice.random() < FAMILIES:
        for _member in range(dice.randrange(1, 3)):
            member = register.newcomer(owner.name[:1], has_phone=dice.random() < 0.5)
            yield Comer(unit, member, TenureRole.HOUSEHOLD_MEMBER, since)


def _note_what_is_known(tenures: Sequence[Tenure], dice: Random, *, now: datetime) -> None:
    words = read("words")
    for held in dice.sample(tenures, max(len(tenures) // 60, 2)):
        at = now - timedelta(days=dice.randrange(30, 300))
        how = words["care_words"]["how"]
        people.give_consent(person=held.person, purpose=Purpose.CARE, how=how, by=BY, at=at)
        people.mark_care(person=held.person, kind=dice.choice(CARE), by=BY, at=at)
    for held in dice.sample(tenures, max(len(tenures) // 100, 2)):
        at = now - timedelta(days=dice.randrange(30, 300))
        kind = dice.choice([NoteKind.SERVICE_NEEDS, NoteKind.INTERESTS])
        if held.unit is not None:
            text = dice.choice(words["household"][kind])
            tenure.note_household(unit=held.unit, kind=kind, text=text, by=BY, at=at)
    for held in [each for each in tenures if each.role == TenureRole.TENANT][:12]:
        for formality in FormalityKind:
            tenure.note_formality(tenure=held, kind=formality, on=held.begins_on, by=BY, at=now)


def _let_resident_in(tenures: Sequence[Tenure], *, now: datetime) -> None:
    """The first sole owner who lives in their unit becomes the resident everybody may sign in as."""
    line = read("company")["resident"]
    home = next(
        held
        for held in tenures
        if held.role == TenureRole.OWNER
        and held.share_denominator == 1
        and held.unit
        and held.unit.status == UnitStatus.OCCUPIED
    )
    person = Person.objects.get(pk=home.person_id)
    people.rename(person=person, name=line["name"], sex=line["sex"], by=BY, at=now)
    account = open_account(line["username"], phone=line["phone"], at=now)
    people.give_account(person=person, account=account, by=BY, at=now)
