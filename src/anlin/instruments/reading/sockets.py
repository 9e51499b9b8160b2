"""What the reader asks the rooms whose messages it reads."""

from collections.abc import Sequence

from anlin.instruments.reading.choices import Example
from anlin.kernel.sockets import Socket

# Asked by a lesson: the newest messages that a person has put under an entry of the company's list, at most so many.
examples: Socket[[int], Sequence[Example]] = Socket("What did people make of messages?")
