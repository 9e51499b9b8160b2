"""What `estate` asks upward."""

from collections.abc import Mapping
from dataclasses import dataclass

from anlin.kernel.actors import Actor
from anlin.kernel.sockets import Socket


@dataclass(frozen=True)
class Reading:
    """One way to colour a stack plan: a name, its legend from best to worst, and what each unit reads.

    `legend` maps a level ("ok", "low", "mid", "high", "none") to its words; `level_by_unit` maps unit
    ids to levels, units left out read "none".
    """

    code: str
    name: str
    legend: Mapping[str, str]
    level_by_unit: Mapping[int, str]


readings: Socket[[Actor, int, str], Reading] = Socket(
    "Which readings can colour the plan of this building? Asked with the actor, the building's id and "
    "the code of the reading that is wanted; answer with None to any other code."
)
reading_names: Socket[[], tuple[str, str]] = Socket("Which readings do you know (code, name)?")
