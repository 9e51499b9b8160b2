"""Lives of things as tables: from which state which step leads where, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal

State = TypeVar("State", bound=str)
Step = TypeVar("Step", bound=str)


class NoSuchStep(Refusal):
    """The table has no row for this step from this state."""

    sentence = _("“%(step)s” is not possible while the state is “%(state)s”.")


@dataclass(frozen=True)
class Table(Generic[State, Step]):
    """The rows (state, step, next state) of one kind of thing, its first state, and its last ones.

    Every page, API, import and job asks the same table, so a jump is refused on every path.
    """

    name: str
    first: State
    rows: tuple[tuple[State, Step, State], ...]

    def __post_init__(self) -> None:
        starts = [(state, step) for state, step, _next in self.rows]
        if len(set(starts)) != len(starts):
            raise ValueError(f"{self.name}: one step leads to two states.")

    def step(self, state: State, step: Step) -> State:
        """The next state, or refuse with `NoSuchStep`."""
        for before, verb, after in self.rows:
            if before == state and verb == step:
                return after
        raise NoSuchStep(step=_label(step), state=_label(state))

    def steps_from(self, state: State) -> list[Step]:
        """What may be done next, in the order of the table."""
        return [verb for before, verb, _after in self.rows if before == state]

    @property
    def states(self) -> list[State]:
        """Every state, in the order in which the table names them."""
        return _unique([self.first, *(s for row in self.rows for s in (row[0], row[2]))])

    @property
    def last(self) -> list[State]:
        """The states nothing leads out of."""
        return [state for state in self.states if not self.steps_from(state)]

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the generated pages."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.first}"]
        lines += [f"    {before} --> {after}: {verb}" for before, verb, after in self.rows]
        lines += [f"    {state} --> [*]" for state in self.last]
        return "\n".join(lines)


def _label(value: str) -> str:
    return str(getattr(value, "label", value))


def _unique(states: Iterable[State]) -> list[State]:
    return list(dict.fromkeys(states))
