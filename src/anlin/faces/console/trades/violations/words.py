"""How this desk names things."""

from anlin.trades.violations.choices import ViolationState as S

STATE_TONES: dict[str, str] = {
    S.FOUND: "warn",
    S.TALKED: "warn",
    S.AIDED: "bad",
    S.RIGHT: "good",
    S.TOLERATED: "calm",
    S.HANDED_OVER: "calm",
}
