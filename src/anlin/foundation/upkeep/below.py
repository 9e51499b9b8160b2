"""What rooms beneath this one keep, and how it is let go: they cannot plug in themselves."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anlin.foundation.accounts import api as accounts
from anlin.foundation.upkeep.retention import Keeping, KeptForGood

HALF_A_YEAR = 180


def kept() -> list[Keeping | KeptForGood]:
    return [
        Keeping(
            code="accounts.sessions",
            what=_("from where and with which browser somebody signed in"),
            because=_("logs of at least six months, Cybersecurity Law, article 21"),
            days=HALF_A_YEAR,
            least=HALF_A_YEAR,
            most=1_095,
            due=accounts.count_ended_sessions,
            let_go=_forget_sessions,
        ),
        KeptForGood(
            code="audit.entries",
            what=_("the trail of deeds"),
            because=_("proof of what was done and who looked; it names nobody but by number"),
        ),
    ]


def _forget_sessions(before: datetime, now: datetime) -> int:
    return accounts.forget_ended_sessions(before=before, now=now)
