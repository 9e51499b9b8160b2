"""What a pasted chat says: message by message who, when, what, and what it answers. Nothing of the text is lost."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from anlin.kernel import texts

MAX_TEXT, MAX_MESSAGES = 100_000, 500
_DATE = r"(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})\s?日?"
_TIME = r"(?P<half>凌晨|早上|上午|中午|下午|晚上)?\s?(?P<hour>\d{1,2})[:\uff1a](?P<minute>\d{2})(?:[:\uff1a]\d{2})?"
_DAY = re.compile(rf"^[\s—\-─=_]*{_DATE}\s*(?:星期.|周.)?[\s—\-─=_]*$")
_HEAD = re.compile(rf"^(?P<name>\S.{{0,38}}?)\s+(?:{_DATE}\s+)?{_TIME}\s*$")
_HEAD_BACKWARDS = re.compile(rf"^{_DATE}\s+{_TIME}\s+(?P<name>\S.{{0,38}}?)\s*$")
_LINE = re.compile(r"^(?P<name>[^\s:\uff1a/][^:\uff1a/]{0,19})[:\uff1a]\s*(?P<text>\S.*)$")
_RULE = re.compile(r"^\s*(?:[-—─]\s*){5,}$")
_QUOTED = re.compile(r"^\s*「(?P<whole>.*?)」\s*(?:\n|$)", re.DOTALL)
# How people put their home before their name: “3-1201曾丽华”, “3栋2单元1201 曾丽华”.
_HOME = re.compile(r"^[\s\d\-_#栋幢座号楼单元室层A-Z]+|[\s\d\-_#栋幢座号楼单元室层]+$")
_AFTERNOON = {"下午", "晚上"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message of a chat; `name` is empty where nobody stands before it, `at` is as it was in the chat."""

    name: str
    at: datetime | None
    text: str
    quotation: str = ""

    @property
    def key(self) -> str:
        """The same message pasted again has the same."""
        moment = self.at.isoformat() if self.at else ""
        whole = f"{self.name}\x1f{moment}\x1f{self.quotation}\x1f{self.text}"
        return hashlib.sha256(whole.encode()).hexdigest()[:48]

    @property
    def plain_name(self) -> str:
        """The name without the home that people write before or after it."""
        return _HOME.sub("", self.name).strip() or self.name


def messages_of(pasted: str, *, on: date) -> list[Said]:
    """Every message in its order, each once; `on` is the day of those whose chat names none."""
    lines = texts.seen(pasted.replace("\r\n", "\n"))[:MAX_TEXT].split("\n")
    has_times = any(_HEAD.match(line) or _HEAD_BACKWARDS.match(line) for line in lines)
    found = _by_heads(lines, on) if has_times else _by_lines(lines)
    told = (_with_quotation(each) for each in found)
    return list({each.key: each for each in told if each.text or each.quotation}.values())


def _by_heads(lines: list[str], on: date) -> Iterator[Said]:
    day, now, kept = on, Said(name="", at=None, text=""), list[str]()
    for line in lines:
        separator = _DAY.match(line)
        head = None if separator else _HEAD.match(line) or _HEAD_BACKWARDS.match(line)
        moment = _moment(head, day) if head else None
        if separator and (named := _day(separator)):
            day = named
        elif head is not None and moment is not None:
            yield replace(now, text="\n".join(kept).strip())
            now, kept = Said(name=head["name"].strip(" :\uff1a"), at=moment, text=""), []
        else:
            kept.append(line)
    yield replace(now, text="\n".join(kept).strip())


def _by_lines(lines: list[str]) -> Iterator[Said]:
    now, kept = Said(name="", at=None, text=""), list[str]()
    for line in lines:
        head = _LINE.match(line)
        if head is not None:
            yield replace(now, text="\n".join(kept).strip())
            now, kept = Said(name=head["name"].strip(), at=None, text=""), [head["text"]]
        else:
            kept.append(line)
    yield replace(now, text="\n".join(kept).strip())


def _with_quotation(said: Said) -> Said:
    quoted = _QUOTED.match(said.text)
    if quoted is None:
        return said
    rest = said.text[quoted.end() :].split("\n")
    if rest and _RULE.match(rest[0]):
        rest = rest[1:]
    text = "\n".join(rest).strip()
    # Somebody who only quotes has said nothing else.
    return replace(said, quotation=quoted["whole"].strip(), text=text) if text else said


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _moment(head: re.Match[str], day: date) -> datetime | None:
    """Without a zone: it is as it was in the chat."""
    on = _day(head) if head["year"] else day
    hour = int(head["hour"]) + (12 if head["half"] in _AFTERNOON and int(head["hour"]) < 12 else 0)
    if on is None or hour > 23 or int(head["minute"]) > 59:
        return None
    return datetime.combine(on, time(hour, int(head["minute"])))
