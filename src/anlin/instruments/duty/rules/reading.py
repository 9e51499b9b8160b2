"""A pack read from YAML: the rules, or every fault with its file and line."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from anlin.instruments.duty.rules.schema import Pack
from anlin.kernel.errors import Refusal

HEAD = "pack.yaml"
LARGEST = 2_000_000
Place = tuple[Any, ...]
Lines = dict[Place, tuple[str, int]]


class Loader(yaml.CSafeLoader):
    """YAML as people write it: `on` and `no` are words, 18:00 is a time of day and not a number of seconds."""


Loader.yaml_implicit_resolvers = {}
for _tag, _form, _begins in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
):
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_form})$"), list(_begins)
    )


@dataclass(frozen=True)
class Fault:
    """What is wrong and where; `line` counts from 1."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class PackRefused(Refusal):
    """The pack has faults; nothing of it was taken."""

    sentence = _("The pack has %(count)s faults. The first: %(first)s")

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(count=len(faults), first=str(faults[0]))


@dataclass(frozen=True)
class Written:
    """A pack and its text: files by name, in order."""

    pack: Pack
    files: Mapping[str, str]

    @property
    def sha256(self) -> str:
        said = hashlib.sha256()
        for name, text in sorted(self.files.items()):
            said.update(f"{name}\n{len(text)}\n{text}".encode())
        return said.hexdigest()


def read_path(path: Path) -> Written:
    """A file, or a folder with `pack.yaml` and files of rules beside it. Refused with `PackRefused`."""
    beside = sorted(p for p in path.glob("*.yaml") if p.name != HEAD) if path.is_dir() else []
    found = [path / HEAD, *beside] if path.is_dir() else [path]
    try:
        return read({each.name: each.read_text("utf-8") for each in found})
    except (OSError, UnicodeDecodeError) as error:
        raise PackRefused([Fault(path.name, 1, str(error))]) from error


def read(files: Mapping[str, str]) -> Written:
    """The first file is the pack's own; the others hold lists of rules. Refused with `PackRefused`."""
    if sum(len(text) for text in files.values()) > LARGEST:
        raise PackRefused([Fault(next(iter(files)), 1, "The pack is larger than two million characters.")])  # fmt: skip
    faults: list[Fault] = []
    lines: Lines = {}
    whole: dict[str, Any] = {}
    for nth, (name, text) in enumerate(files.items()):
        said = _parsed(name, text, faults, lines if nth == 0 else None)
        if said is None:
            continue
        if nth == 0:
            if not isinstance(said, dict):
                faults.append(
                    Fault(name, 1, "A pack begins with `pack:`, `version:` and `title:`.")
                )
                continue
            whole = {**said, "rules": list(said.get("rules") or [])}
        elif isinstance(said, list):
            _adopt(name, text, said, whole, lines)
        else:
            faults.append(Fault(name, 1, "A file of rules is a list; each rule begins with `- code:`."))  # fmt: skip
    if faults:
        raise PackRefused(faults)
    return Written(_checked(whole, lines, next(iter(files))), dict(files))


def _parsed(name: str, text: str, faults: list[Fault], lines: Lines | None) -> Any:
    try:
        node = yaml.compose(text, Loader=Loader)
        aliases = [e for e in yaml.parse(text, Loader=Loader) if isinstance(e, yaml.AliasEvent)]  # fmt: skip
        said = yaml.load(text, Loader=Loader) if node and not aliases else None  # noqa: S506  (a safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        sentence = getattr(error, "problem", None) or str(error)
        faults.append(Fault(name, mark.line + 1 if mark else 1, sentence))
        return None
    if node is None:
        faults.append(Fault(name, 1, "The file is empty."))
    elif aliases:
        line = _line_of(aliases[0])
        faults.append(Fault(name, line, "Anchors and aliases are not taken: write it out."))
    elif (twice := _said_twice(node)) is not None:
        faults.append(Fault(name, twice[1], f"“{twice[0]}” is said twice."))
    else:
        if lines is not None:
            _note_lines(node, (), name, lines)
        return said
    return None


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _adopt(name: str, text: str, said: list[Any], whole: dict[str, Any], lines: Lines) -> None:
    rules = whole.setdefault("rules", [])
    own: Lines = {}
    _note_lines(yaml.compose(text, Loader=Loader), (), name, own)
    for (nth, *rest), place in ((key, line) for key, line in own.items() if key):
        lines[("rules", len(rules) + nth, *rest)] = place
    rules += said


def _note_lines(node: Any, at: Place, name: str, lines: Lines) -> None:
    lines[at] = (name, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _note_lines(value, (*at, key.value), name, lines)
            lines[(*at, key.value)] = (name, key.start_mark.line + 1)
    elif isinstance(node, yaml.SequenceNode):
        for nth, value in enumerate(node.value):
            _note_lines(value, (*at, nth), name, lines)


def _said_twice(node: Any) -> tuple[str, int] | None:
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                return str(key.value), key.start_mark.line + 1
            seen.add(key.value)
            if (found := _said_twice(value)) is not None:
                return found
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            if (found := _said_twice(value)) is not None:
                return found
    return None


def _checked(whole: dict[str, Any], lines: Mapping[Place, tuple[str, int]], head: str) -> Pack:
    try:
        pack = Pack.model_validate(whole)
    except ValidationError as found:
        raise PackRefused(
            [Fault(*_line(error["loc"], lines, head), _sentence(error)) for error in found.errors()]
        ) from None
    first: dict[str, int] = {}
    faults = []
    for nth, rule in enumerate(pack.rules):
        if rule.code in first:
            file, line = _line(("rules", nth, "code"), lines, head)
            faults.append(Fault(file, line, f"The code “{rule.code}” was given before."))
        first.setdefault(rule.code, nth)
    if faults:
        raise PackRefused(faults)
    return pack


def _line(place: Place, lines: Mapping[Place, tuple[str, int]], head: str) -> tuple[str, int]:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, (head, 1))


def _sentence(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"][2:])
    said = str(error["msg"]).removeprefix("Value error, ")
    return f"{where}: {said}" if where else said
