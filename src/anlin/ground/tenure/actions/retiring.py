"""What tenure lets go when its term is over: files of rosters, and the names of those who left long ago."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from anlin.foundation.intake import api as intake
from anlin.foundation.upkeep import api as upkeep
from anlin.ground.people import actions as people
from anlin.ground.people import queries as people_queries
from anlin.ground.people.choices import RequestKind
from anlin.ground.tenure import queries
from anlin.ground.tenure.models import RosterFile
from anlin.kernel.actors import system

PIECE = 200


def kept() -> list[upkeep.Keeping | upkeep.KeptForGood]:
    """How long rosters and the names of former residents are kept."""
    return [
        upkeep.Keeping(
            code="tenure.rosters",
            what=_("rosters as they were read in, with what was refused"),
            because=_("kept as long as is needed, Personal Information Protection Law, article 19"),
            days=90,
            least=7,
            most=730,
            due=lambda before: queries.roster_files_before(before).count(),
            let_go=let_rosters_go,
        ),
        upkeep.Keeping(
            code="tenure.former",
            what=_("people who own and live in nothing here any more; their erasure is asked for"),
            because=_(
                "three years in which claims may be made, Civil Code, article 188, and two more"
            ),
            days=1_825,
            least=1_095,
            most=10_950,
            due=lambda before: queries.left_before(before).count(),
            let_go=ask_for_erasure,
        ),
        upkeep.KeptForGood(
            code="tenure.periods",
            what=_("who held which unit in which period, without a name after the erasure"),
            because=_("bills and matters of long ago lean on it"),
        ),
    ]


def let_rosters_go(before: datetime, now: datetime) -> int:
    """Delete the files and empty the reasons; the batch stays, so that what was imported is traced to its file's hash."""
    gone = 0
    while batches := list(
        queries.roster_files_before(before).values_list("batch_id", flat=True)[:PIECE]
    ):
        with transaction.atomic():
            intake.empty_reasons(batch_ids=batches)
            gone += RosterFile.objects.filter(batch_id__in=batches).delete()[0]
    return gone


def ask_for_erasure(before: datetime, now: datetime) -> int:
    """Put it on record that they may be erased; two of us look and decide. Whoever is needed still is left alone."""
    due_on = localdate(now) + timedelta(days=settings.DATA_REQUEST_DAYS * 7 // 5)
    asked = 0
    for person in queries.left_before(before).iterator(chunk_size=PIECE):
        held = people_queries.holds_on(person.pk, localdate(now)).exists()
        verdicts = people_queries.verdicts_on(person.pk, now)
        if held or people_queries.is_needed(verdicts):
            continue
        people.ask(
            person=person,
            kind=RequestKind.ERASURE,
            reason=str(_("Their term of keeping is over.")),
            due_on=due_on,
            by=system("retention"),
            at=now,
        )
        asked += 1
    return asked
