"""No template says anything inline: the security policy would silently drop it in the browser."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "anlin"
TEMPLATES = sorted(SOURCE.rglob("*.html"))
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE
    ),
    "code for evaluation": re.compile(r"hx-on|javascript:|hx-vals=['\"]js:", re.IGNORECASE),
    "a foreign address": re.compile(r"(?:src|href)=['\"](?:https?:)?//", re.IGNORECASE),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_says_nothing_inline(template):
    text = template.read_text("utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("sheet", sorted(SOURCE.rglob("*.css")), ids=lambda path: path.name)
def test_only_the_tokens_name_a_colour(sheet):
    colours = re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text("utf-8"))
    # White is paper under a QR code and on a printer, whatever the theme.
    assert sheet.name == "tokens.css" or set(colours) <= {"#fff"}
