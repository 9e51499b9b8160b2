"""The words that decide, read from the files beside: they are for people to read and to correct."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "lexicon"
Weights = Mapping[str, Mapping[str, float]]


@functools.cache
def trades() -> Weights:
    """Trade → word → weight."""
    return {
        trade: {
            word: float(weight) for weight, words in of_weight.items() for word in words.split()
        }
        for trade, of_weight in _read("trades").items()
    }


@functools.cache
def urgency() -> Mapping[str, Any]:
    """What makes a message urgent, and what takes that back; patterns by what they tell of."""
    return _read("urgency")


@functools.cache
def kinds() -> Mapping[str, str]:
    """Kind → pattern by which a writer says what they want."""
    return _read("kinds")


@functools.cache
def places() -> Mapping[str, Any]:
    """By what a name of a place is known in a text."""
    return _read("places")


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return found
