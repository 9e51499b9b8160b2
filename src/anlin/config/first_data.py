"""What a new installation begins with: roles, departments, working calendar, lists, catalogues, packs of rules."""

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from anlin.config import data
from anlin.ground.workforce import actions as workforce
from anlin.ground.workforce.choices import InformationPart, Level
from anlin.ground.workforce.models import Department, Role
from anlin.instruments.duty import actions as duty
from anlin.instruments.duty.errors import PackKnown
from anlin.instruments.duty.queries import packs
from anlin.instruments.handbook import actions as handbook
from anlin.kernel.actors import Actor
from anlin.trades.cases import actions as cases
from anlin.trades.services import actions as services
from anlin.trades.workorders import actions as workorders


def has_begun() -> bool:
    """Whether there is a company: somebody entered its first data."""
    return Role.objects.exists()


def enter(*, by: Actor, at: datetime) -> None:
    """Enter what is missing; what the company changed stays as it is. May be called again and again."""
    definition = data.read("roles")
    workforce.adopt_roles(definition=definition["roles"], by=by, at=at)
    workforce.seed_calendar(source=data.read("calendar")["source"], by=by, at=at)
    lists = data.read("cases")
    cases.adopt_lists(channels=lists["channels"], categories=lists["categories"], by=by, at=at)
    workorders.adopt_catalogue(faults=data.read("workorders")["faults"], by=by, at=at)
    services.adopt_offers(offers=data.read("services")["offers"], by=by, at=at)
    handbook.adopt(
        articles=data.read("handbook")["articles"], on=timezone.localdate(at), by=by, at=at
    )
    for path in packs.shipped().values():
        # What a company took before stays, also where the house brings the same version with other words.
        with suppress(PackKnown):
            duty.take_pack(written=packs.written(path), by=by, at=at)
    for line in definition["departments"]:
        if not Department.objects.filter(code=line["code"]).exists():
            workforce.open_department(
                level=Level(line["level"]),
                code=line["code"],
                name=line["name"],
                aliases=line["aliases"],
                parent=Department.objects.filter(code=line["parent"]).first(),
                information_part=InformationPart(line["information_part"]),
                by=by,
                at=at,
            )
