"""What the duty engine tells: something fell due, was missed, done or waived."""

from dataclasses import dataclass

from anlin.instruments.duty.choices import StepKind
from anlin.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class _OfADuty(Event):
    """`about` is the subject's written form, empty when the duty is about nothing in particular."""

    duty_id: int
    project_id: int | None
    code: str
    about: str

    @property
    def subject_ref(self) -> str:
        return f"duty:{self.duty_id}"


@dataclass(frozen=True, kw_only=True)
class DutyStepReached(_OfADuty):
    """A warning, the day itself, the last moment (missed), or the moment to tell a higher post; `due_at` when it was."""

    kind: StepKind
    to: str


@dataclass(frozen=True, kw_only=True)
class DutyDone(_OfADuty):
    """Everything that proves it is there; `was_missed` when the last moment had passed."""

    was_missed: bool


@dataclass(frozen=True, kw_only=True)
class DutyWaived(_OfADuty):
    """Somebody decided, with a reason, that it need not be done this time."""
