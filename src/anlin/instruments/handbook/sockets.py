"""What this room asks upward."""

from dataclasses import dataclass
from datetime import datetime

from anlin.kernel.actors import Actor
from anlin.kernel.sockets import Socket
from anlin.kernel.subjects import Subject


@dataclass(frozen=True)
class Followed:
    """A thing goes by the procedure of this code, in the edition in force when it began; may this actor tick stages?"""

    code: str
    project_id: int
    since: datetime
    may_tick: bool


# Answered by the room that keeps a file about the thing, if this actor may see it.
followed: Socket[[Actor, Subject], Followed] = Socket(
    "By which procedure does this thing go, for this actor?"
)
