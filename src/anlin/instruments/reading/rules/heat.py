"""How hot a theme is: people count, not messages, and what lies back counts less."""

from collections.abc import Iterable
from datetime import datetime, timedelta

# After so long somebody's voice counts half.
HALF_LIFE = timedelta(days=30)


def heat(voices: Iterable[tuple[str, datetime]], now: datetime) -> float:
    """The people who spoke, each by their last voice, less the first of them: one alone is a matter, not an issue.

    `voices` are people and moments; who is not named ("") counts as one person, however many they may be. Voices from after
    `now` count as of now.
    """
    last: dict[str, datetime] = {}
    for person, at in voices:
        last[person] = max(at, last.get(person, at))
    weights: list[float] = sorted(
        0.5 ** (max(timedelta(), now - at) / HALF_LIFE) for at in last.values()
    )
    return float(round(sum(weights[:-1]), 3))
