"""Packs read from files: what is wrong with them, and how two differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anlin.instruments.duty.models import Pack
from anlin.instruments.duty.rules import reading, schema

SHIPPED = Path(__file__).parents[1] / "packs"


@dataclass(frozen=True)
class Read:
    """A pack that was read, or its faults."""

    pack: schema.Pack | None
    faults: tuple[reading.Fault, ...] = ()


def shipped() -> dict[str, Path]:
    """The packs that come with the house, by code."""
    return {folder.name: folder for folder in sorted(SHIPPED.iterdir()) if folder.is_dir()}


def written(path: Path) -> reading.Written:
    """A pack from a file or folder, or one that comes with the house by its code. Refused with `PackRefused`."""
    return reading.read_path(_place(path))


def read_path(path: Path) -> Read:
    """As `written`, with the faults instead of a refusal."""
    try:
        return Read(reading.read_path(_place(path)).pack)
    except reading.PackRefused as refusal:
        return Read(None, refusal.faults)


def read_text(name: str, text: str) -> reading.Written:
    """A pack in one file, as somebody sent it. Refused with `PackRefused`, which holds every fault."""
    return reading.read({name: text})


def kept(pack: Pack) -> Read:
    """A version that was taken, read again from its own text."""
    files = sorted(pack.files.items(), key=lambda file: (file[0] != reading.HEAD, file[0]))
    return Read(reading.read(dict(files)).pack)


def differences(old: Read, new: Read) -> list[dict[str, Any]]:
    """Rule by rule: `added`, `removed`, or `changed` with each figure before and after, by dotted name."""
    before = {rule.code: _flat(rule) for rule in (old.pack.rules if old.pack else ())}
    after = {rule.code: _flat(rule) for rule in (new.pack.rules if new.pack else ())}
    lines: list[dict[str, Any]] = []
    for code in sorted({*before, *after}):
        was, now = before.get(code), after.get(code)
        if was is None or now is None:
            lines.append(
                {"rule": code, "what": "added" if was is None else "removed", "figures": {}}
            )
        elif was != now:
            places = sorted(p for p in {*was, *now} if was.get(p) != now.get(p))
            figures = {place: [was.get(place), now.get(place)] for place in places}
            lines.append({"rule": code, "what": "changed", "figures": figures})
    return lines


def _place(path: Path) -> Path:
    return path if path.exists() else shipped().get(str(path), path)


def _flat(rule: schema.Rule) -> dict[str, Any]:
    found: dict[str, Any] = {}
    _flatten(rule.model_dump(mode="json", exclude_none=True), "", found)
    return found


def _flatten(said: Mapping[str, Any], at: str, found: dict[str, Any]) -> None:
    for name, value in said.items():
        place = f"{at}.{name}" if at else name
        if isinstance(value, Mapping):
            _flatten(value, place, found)
        else:
            found[place] = value
