"""What the reception lets go: mails of whoever is erased, and originals when their term is over."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anlin.foundation.upkeep import api as upkeep
from anlin.ground.people.sockets import Erasure
from anlin.instruments.correspondence import actions as correspondence
from anlin.trades.reception import queries
from anlin.trades.reception.models import Original

GONE = "*"
PIECE = 100


def forget(erasure: Erasure) -> int:
    """Empty the mails of the person's matters and let the originals go; that a mail came stays."""
    found = list(queries.mails_of_everyone(erasure.person_ids))
    for mail in found:
        mail.words, mail.rest, mail.left_out, mail.title = GONE, None, None, None
        mail.sender_name, mail.sender, mail.message_id, mail.sender_index = None, None, None, ""
        # Two of them would otherwise be the same mail; nobody asks for it by its key any more.
        mail.key = f"gone:{mail.pk}"
        mail.save(
            update_fields=[
                "words", "rest", "left_out", "title", "sender_name", "sender", "message_id", "sender_index", "key",
            ]
        )  # fmt: skip
        if mail.case is not None:
            correspondence.forget_replies(mail.case.subject)
    Original.objects.filter(mail__in=found).update(folded=None, let_go_at=erasure.at)
    return len(found)


def kept() -> list[upkeep.Keeping | upkeep.KeptForGood]:
    """How long mails are kept as they came."""
    return [
        upkeep.Keeping(
            code="reception.originals",
            what=_("mails byte for byte, as they came"),
            because=_("three years in which claims may be made, Civil Code, article 188"),
            days=1_095,
            least=30,
            most=3_650,
            due=lambda before: queries.originals_before(before).count(),
            let_go=let_originals_go,
        )
    ]


def let_originals_go(before: datetime, now: datetime) -> int:
    gone = 0
    while keys := list(queries.originals_before(before).values_list("pk", flat=True)[:PIECE]):
        with transaction.atomic():
            Original.objects.filter(pk__in=keys).update(folded=None, let_go_at=now)
        gone += len(keys)
    return gone
