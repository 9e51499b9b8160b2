"""What somebody with bad intentions, a broken program or a strange keyboard enters."""

import os

SCRIPT = "<script>alert(7)</script>"
IMAGE = "\"'><img src=x onerror=alert(7)>"
FORMULA = '=HYPERLINK("http://evil.example","曾")'
TURNED = "\u202e"
# Turns, hides or breaks the line it stands in, on screens and in logs.
UNSEEN = (
    "\u200b\u2060\ufeff\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\x07\x1b\x08"
)
TEXTS = {
    "sql": "'; DROP TABLE cases_case; --",
    "sql_or": "1' OR '1'='1",
    "script": SCRIPT,
    "image": IMAGE,
    "template": "{{ request.user.password }}{% debug %}${7*7}#{7*7}",
    "path": "../../../../etc/passwd",
    "windows_path": "..\\..\\windows\\win.ini",
    "header": "a\r\nSet-Cookie: evil=1\r\n\r\n<html>",
    "nul": "曾\x00丽华",
    "four_bytes": "𠮷野家👨‍👩‍👧‍👦🏳️‍🌈",
    "turned": f"曾{TURNED}gpj.exe",
    "unseen": f"曾{UNSEEN}丽华",
    "combining": "a" + "\u0301" * 60,
    "formula": FORMULA,
    "command": "$(reboot)`id`|cat /etc/passwd",
    "format": "%s%n%(id)s{0.__class__}",
    "blank": " \u3000\t\u00a0 ",
    "long": "长" * 100_000,
}
NUMBERS = (
    "9" * 400,
    "1e309",
    "-1",
    "NaN",
    "Infinity",
    "0x10",
    "٣",
    "1.5",
    "99999999999999999999",
    "-0",
)
DAYS = (
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "-2026-01-01",
    "٢٠٢٦-٠١-٠١",
    "10000-01-01",
)
MOMENTS = ("0001-01-01T00:00", "9999-12-31T23:59", "2026-13-01T00:00", "0000-00-00T00:00")
TIMES = ("24:00", "99:99", "-1:00", "")
CHOSEN = ("no-such", "9" * 400, "-1", "1 OR 1=1", "\x00", "1\x00", SCRIPT, "٣")


def for_kind(kind):
    """The hostile values of a kind of field."""
    by_kind = {
        "number": NUMBERS,
        "date": DAYS,
        "month": DAYS,
        "datetime-local": MOMENTS,
        "time": TIMES,
    }
    return by_kind.get(kind) or (CHOSEN if kind in CHOICES else tuple(TEXTS.values()))


CHOICES = {"select", "radio", "checkbox", "hidden"}


def turns():
    """What is hostile and from which text on: words and other fields by turns, so that neither hides the other."""
    words = [(True, place) for place in range(len(TEXTS))]
    others = [(False, place) for place in range(len(NUMBERS))]
    mixed = [turn for pair in zip(words, others, strict=False) for turn in pair]
    return mixed + words[len(others) :]


def some(things, turn=0):
    """Every third of them in an ordinary run, another third at the next turn; all of them in `make ordeal`."""
    things = list(things)
    return things if "ANLIN_EXAMPLES" in os.environ else things[turn % 3 :: 3]
