"""Decisions about a violation, on plain values: its life, and words that punish."""

from anlin.kernel.states import Table
from anlin.trades.violations.choices import ViolationState as S
from anlin.trades.violations.choices import ViolationStep as Do

LIFE: Table[S, Do] = Table(
    name="violation",
    first=S.FOUND,
    rows=(
        (S.FOUND, Do.TALK, S.TALKED),
        (S.FOUND, Do.RECHECK, S.RIGHT),
        (S.FOUND, Do.RECHECK_BAD, S.FOUND),
        (S.FOUND, Do.TOLERATE, S.TOLERATED),
        (S.FOUND, Do.HAND_OVER, S.HANDED_OVER),
        (S.TALKED, Do.TALK, S.TALKED),
        (S.TALKED, Do.AID, S.AIDED),
        (S.TALKED, Do.RECHECK, S.RIGHT),
        (S.TALKED, Do.RECHECK_BAD, S.TALKED),
        (S.TALKED, Do.TOLERATE, S.TOLERATED),
        (S.TALKED, Do.HAND_OVER, S.HANDED_OVER),
        (S.AIDED, Do.TALK, S.AIDED),
        (S.AIDED, Do.RECHECK, S.RIGHT),
        (S.AIDED, Do.RECHECK_BAD, S.AIDED),
        (S.AIDED, Do.TOLERATE, S.TOLERATED),
        (S.AIDED, Do.HAND_OVER, S.HANDED_OVER),
        (S.RIGHT, Do.RENEW, S.TALKED),
        (S.TOLERATED, Do.RENEW, S.TALKED),
        (S.HANDED_OVER, Do.RENEW, S.TALKED),
    ),
)

# Nothing of this is ours to do or to threaten with (A-VIO-01).
PUNISHING = (
    "罚款", "罚金", "处罚", "违约金", "停水", "断水", "停电", "断电", "停气", "断气", "停暖",
    "禁止入户", "不让进门", "禁止进入小区", "锁门禁", "停用门禁", "扣押", "没收", "拆除并收费",
)  # fmt: skip


def punishing_word(words: str) -> str | None:
    """The first word of punishment in a text that is meant for a resident."""
    return next((word for word in PUNISHING if word in words), None)
