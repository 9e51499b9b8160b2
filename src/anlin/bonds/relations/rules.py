"""Decisions of relations on plain values: lives of activities, voices and measures; when silence is too long."""

from anlin.bonds.relations.choices import (
    ActivityState,
    ActivityStep,
    MeasureState,
    MeasureStep,
    VoiceState,
    VoiceStep,
)
from anlin.kernel.states import Table

ACTIVITY_LIFE: Table[ActivityState, ActivityStep] = Table(
    name="activity",
    first=ActivityState.PLANNED,
    rows=(
        (ActivityState.PLANNED, ActivityStep.HOLD, ActivityState.HELD),
        (ActivityState.PLANNED, ActivityStep.CANCEL, ActivityState.CANCELLED),
    ),
)
VOICE_LIFE: Table[VoiceState, VoiceStep] = Table(
    name="voice",
    first=VoiceState.OPEN,
    rows=(
        (VoiceState.OPEN, VoiceStep.RAISE, VoiceState.MATTER),
        (VoiceState.OPEN, VoiceStep.ANSWER, VoiceState.ANSWERED),
        # What was answered there, and was not enough.
        (VoiceState.ANSWERED, VoiceStep.RAISE, VoiceState.MATTER),
    ),
)
MEASURE_LIFE: Table[MeasureState, MeasureStep] = Table(
    name="measure",
    first=MeasureState.OPEN,
    rows=(
        (MeasureState.OPEN, MeasureStep.FINISH, MeasureState.DONE),
        (MeasureState.OPEN, MeasureStep.DROP, MeasureState.DROPPED),
    ),
)

# Our reading of "without any recent contact" (A-CASE-23) and of "from time to time" (A-CASE-29): half a year, a quarter.
SILENT_AFTER_DAYS = 180
PUBLISHED_WITHIN_DAYS = 90
QUESTIONS_AT_MOST = 12
