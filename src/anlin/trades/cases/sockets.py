"""What this room asks the rooms on top of it, which keep files about its matters."""

from anlin.kernel.errors import Refusal
from anlin.kernel.sockets import Socket
from anlin.trades.cases.choices import CaseStep

# Asked with the id of a matter before it is answered or closed; the answer is said to whoever tried.
barring: Socket[[int, CaseStep], Refusal] = Socket("What keeps this matter from this step?")

# Asked with the id of a matter: whether everything was tried to reach whoever a sample waits for, without success.
given_up: Socket[[int], bool] = Socket("Was asking about this matter given up in this round?")
