"""What `cases` tells."""

from dataclasses import dataclass

from anlin.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """News about one matter, told in order."""

    case_id: int
    project_id: int

    @property
    def subject_ref(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class CaseOpened(CaseEvent):
    """Somebody told us of a matter and it has a number; it may not be sorted yet."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class CaseReportedAgain(CaseEvent):
    """Somebody told us of an open matter once more."""


@dataclass(frozen=True, kw_only=True)
class CaseSorted(CaseEvent):
    """Trade, nature and urgency are known; `is_first` until it is sorted again."""

    urgency: str
    is_first: bool = False


@dataclass(frozen=True, kw_only=True)
class CasePassedOn(CaseEvent):
    """A department has it now."""

    department_id: int


@dataclass(frozen=True, kw_only=True)
class CaseReturned(CaseEvent):
    """Every department that had it has said what came of it; the desk can answer."""


@dataclass(frozen=True, kw_only=True)
class CaseAnswered(CaseEvent):
    """The person was told the result, or the reason why there is none. Interim replies do not count."""

    answer_id: int
    round: int


@dataclass(frozen=True, kw_only=True)
class CaseGivenInterimReply(CaseEvent):
    """The person was told that it takes longer, and why."""

    answer_id: int


@dataclass(frozen=True, kw_only=True)
class CaseAgreed(CaseEvent):
    """The person is satisfied."""

    round: int


@dataclass(frozen=True, kw_only=True)
class CaseReopened(CaseEvent):
    """The person is not satisfied, and the loop runs once more; `round` is the new one."""

    round: int


@dataclass(frozen=True, kw_only=True)
class CaseFollowedUp(CaseEvent):
    """Somebody asked the person afterwards."""

    is_satisfied: bool


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseEvent):
    """The matter is over for us: satisfied, or closed by a supervisor with a reason."""

    is_satisfied: bool


@dataclass(frozen=True, kw_only=True)
class CaseLinked(CaseEvent):
    """The matter turned out to have a cause that others have too."""

    cause_id: int
