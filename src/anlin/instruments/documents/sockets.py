"""What this room asks upward."""

from anlin.kernel.actors import Actor
from anlin.kernel.sockets import Socket
from anlin.kernel.subjects import Subject

# The room that owns the subject answers yes or no; about foreign subjects it answers None.
# When nobody answers, the right `documents.see` in the document's project decides.
may_see: Socket[[Actor, Subject], bool] = Socket(
    "May this actor see the documents of this subject?"
)
