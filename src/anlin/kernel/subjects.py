"""A pointer at a thing of a room one does not know: two plain columns instead of a foreign key."""

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

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
