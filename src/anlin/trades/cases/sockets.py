"""What this room asks the rooms on top of it, which keep files about its matters."""

from anlin.kernel.errors import Refusal
from anlin.kernel.sockets import Socket
from anlin.trades.cases.choices import CaseStep

# Asked with the id of a matter before it is answered or closed; the answer is said to whoever tried.
barring: Socket[[int, CaseStep], Refusal] = Socket("What keeps this matter from this step?")
