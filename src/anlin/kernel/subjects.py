"""A pointer at a thing of a room one does not know: two plain columns instead of a foreign key."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """What a deed, a document or a duty is about: `Subject("case", "42")`, written `case:42`."""

    kind: str
    key: str

    @classmethod
    def parse(cls, ref: str) -> "Subject":
        """From the written form; raises ValueError when there is no colon."""
        kind, separator, key = ref.partition(":")
        if not separator:
            raise ValueError(f"Not a subject: {ref!r}")
        return cls(kind, key)

    @staticmethod
    def numbers(kind: str, subjects: "Iterable[Subject]") -> "dict[int, Subject]":
        """Those of one kind whose key is the number of a row, by that number."""
        return {int(s.key): s for s in subjects if s.kind == kind and s.key.isdecimal()}

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
