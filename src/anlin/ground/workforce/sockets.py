"""What this room asks upward."""

from collections.abc import Mapping

from anlin.kernel.errors import Sentence
from anlin.kernel.sockets import Socket

# Each room answers with its `permissions.RIGHTS`: code ("cases.open") → what it allows.
rights: Socket[[], Mapping[str, Sentence]] = Socket("Which rights are there?")
