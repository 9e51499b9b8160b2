"""Words can be read by day and by night: 4.5 to 1, as the tokens stand."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "src/anlin/faces/kit/static/kit/tokens.css"
DAY, NIGHT = TOKENS.read_text("utf-8").split("@media (prefers-color-scheme: dark)")
PAIRS = [
    ("ink", "paper"), ("ink", "ground"), ("mute", "paper"), ("mute", "ground"), ("mute", "calm"),
    ("jade", "paper"), ("jade", "ground"), ("jade-ink", "paper"), ("jade-ink", "jade-soft"),
    ("on-jade", "jade"), ("on-jade", "jade-strong"), ("on-band", "band"), ("amber", "paper"),
    ("amber", "amber-soft"), ("amber", "plan-1"), ("red", "paper"), ("red", "red-soft"),
    ("jade-ink", "plan-good"), ("on-plan-2", "plan-2"), ("on-plan-3", "plan-3"), ("paper", "ink"),
]  # fmt: skip


def tokens(text):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text.split("}")[0]))


def brightness(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DAY, NIGHT], ids=["day", "night"])
def test_every_pair_of_word_and_ground_can_be_read(theme):
    colour = tokens(theme)
    poor = {pair: round(contrast(colour[pair[0]], colour[pair[1]]), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [DAY, NIGHT], ids=["day", "night"])
def test_the_edge_of_a_field_can_be_seen(theme):
    colour = tokens(theme)
    assert contrast(colour["edge"], colour["paper"]) >= 3
