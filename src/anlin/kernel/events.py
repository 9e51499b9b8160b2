"""What an event is: a fact that has become true, told in the past tense."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact. Carries ids and plain values, never rows or personal data, so it can be kept and told later.

    `at` is when it became true, `by` the actor's `ref`.
    """

    at: datetime
    by: str

    @classmethod
    def name(cls) -> str:
        """Where it comes from and what it says: `cases.CaseOpened`. Stored in the outbox; renaming needs a migration."""
        return f"{cls.__module__.split('.')[-2]}.{cls.__name__}"

    @property
    def subject_ref(self) -> str:
        """News about one subject is told in order; by default each kind of event is its own subject."""
        return self.name()
