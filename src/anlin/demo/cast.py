"""Who acts in the demo: staff with the rights they really hold, residents of real units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from anlin.demo.company import department_code
from anlin.ground.estate.models import Building, Project, Unit
from anlin.ground.people.models import Person
from anlin.ground.tenure.choices import TenureRole
from anlin.ground.tenure.models import Tenure
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Department, Role, Staff
from anlin.kernel.actors import Actor, ActorKind
from anlin.trades.cases.choices import Axis
from anlin.trades.cases.models import Category, Channel


@dataclass(frozen=True)
class Hand:
    """A staff member and what they may do."""

    staff: Staff
    actor: Actor


@dataclass(frozen=True)
class Neighbour:
    """Somebody of a unit, as the portal would know them."""

    person: Person
    unit: Unit
    since: date
    actor: Actor


@dataclass
class Cast:
    """Everybody of one project, read once for a whole run."""

    project: Project
    today: date

    def hand(self, role: str, dice: Random) -> Hand:
        """Somebody with this role in the project or in the company."""
        return dice.choice(self._by_role[role])

    def anyone(self, roles: Sequence[str], dice: Random) -> Hand:
        """Somebody with the first of these roles that the project has."""
        return next(dice.choice(self._by_role[r]) for r in roles if self._by_role.get(r))

    def hands(self, role: str) -> list[Hand]:
        return self._by_role.get(role, [])

    def department(self, code: str) -> Department:
        return self._departments[department_code(self.project, code)]

    @cached_property
    def neighbours(self) -> list[Neighbour]:
        held = Tenure.objects.filter(
            project=self.project, role__in=[TenureRole.OWNER, TenureRole.TENANT], ends_on=None
        ).select_related("person", "unit__building", "unit__entrance", "unit__project")
        return [
            Neighbour(
                person=tenure.person,
                unit=tenure.unit,
                since=tenure.begins_on,
                actor=Actor(
                    kind=ActorKind.RESIDENT,
                    key=tenure.person_id,
                    unit_ids=frozenset([tenure.unit.pk]),
                ),
            )
            for tenure in held.order_by("id")
            if tenure.unit is not None
        ]

    @cached_property
    def with_account(self) -> list[Neighbour]:
        return [each for each in self.neighbours if each.person.account_id is not None]

    def of_building(self, building: Building) -> list[Neighbour]:
        return [each for each in self.neighbours if each.unit.building_id == building.pk]

    @cached_property
    def channels(self) -> dict[str, Channel]:
        return {channel.code: channel for channel in Channel.objects.all()}

    @cached_property
    def trades(self) -> dict[str, Category]:
        return {each.code: each for each in Category.objects.filter(axis=Axis.TRADE)}

    @cached_property
    def subjects(self) -> dict[str, Category]:
        return {each.code: each for each in Category.objects.filter(axis=Axis.SUBJECT)}

    @cached_property
    def _departments(self) -> dict[str, Department]:
        return {each.code: each for each in Department.objects.all()}

    @cached_property
    def _by_role(self) -> dict[str, list[Hand]]:
        return {role.code: self._hands(role) for role in Role.objects.order_by("code")}

    def _hands(self, role: Role) -> list[Hand]:
        rights = workforce.rights_of_role(role)
        holders = workforce.holders_of_role(
            role.code, project_id=self.project.pk, on=self.today
        ).order_by("pk")
        # Whoever holds a role of the company holds it in this project too.
        return [
            Hand(
                staff,
                Actor(
                    kind=ActorKind.STAFF,
                    key=staff.pk,
                    rights_by_project={self.project.pk: rights},
                ),
            )
            for staff in holders
        ]
