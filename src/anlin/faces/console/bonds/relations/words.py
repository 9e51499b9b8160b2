"""How this desk names and colours things."""

from anlin.bonds.relations.choices import ActivityState, MeasureState, VoiceState

TONES: dict[str, str] = {
    ActivityState.PLANNED: "calm",
    ActivityState.HELD: "good",
    ActivityState.CANCELLED: "calm",
    VoiceState.OPEN: "warn",
    VoiceState.MATTER: "good",
    VoiceState.ANSWERED: "good",
    MeasureState.DONE: "good",
    MeasureState.DROPPED: "calm",
}


def tone(state: str) -> str:
    """Open voices are warm, open measures calm; the words differ, so the table is one."""
    return TONES.get(state, "calm")
