"""What `tenure` asks upward."""

from collections.abc import Sequence

from anlin.kernel.sockets import Socket

# Pointers by Subject are no foreign keys, so the database does not keep what they point at.
pointed_at: Socket[[str, Sequence[str]], str] = Socket(
    "Does anything of yours point at one of these subjects (a kind, and at most a few hundred keys)? "
    "Answer with the key of one: an import that made it is then not undone."
)
