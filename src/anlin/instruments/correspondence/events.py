"""What this room tells."""

from dataclasses import dataclass

from anlin.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MessageEvent(Event):
    """Something about one message; told in order for each message."""

    message_id: int
    channel: str
    subject_kind: str
    subject_key: str

    @property
    def subject_ref(self) -> str:
        return f"message:{self.message_id}"


@dataclass(frozen=True, kw_only=True)
class MessageQueued(MessageEvent):
    """A message is written down and will go out; one in the portal is there already."""


@dataclass(frozen=True, kw_only=True)
class MessageFailed(MessageEvent):
    """The mail server refused a message for good."""


@dataclass(frozen=True, kw_only=True)
class MessageRead(MessageEvent):
    """The person opened the message; told once."""
