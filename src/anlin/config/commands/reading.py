"""Read messages of a file along: what each is about, which say the same, what many speak of. Nothing is kept.

The file is a CSV with the columns msg_id, title and body; `hot` needs user_id and created_at, too. Exit code 1 when it cannot be
read.
"""

import contextlib
import csv
import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

NEEDS_KEYS = False
COLUMNS = ("msg_id", "title", "body")
WHO_AND_WHEN = ("user_id", "created_at")
MOMENTS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
)


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(metavar="DEED", dest="deed", required=True)
    for name, said in (
        ("predict", "propose trade, second trade, kind and urgency of each, with the words that decided"),
        ("duplicates", "name the groups of messages that say the same or nearly so"),
        ("hot", "rank what several messages are about, by cause and place; people count, and what lies back counts less"),
    ):  # fmt: skip
        deed = deeds.add_parser(name, help=said, description=said)
        deed.add_argument("path", metavar="FILE", type=Path)
        deed.add_argument("--json", action="store_true", help="answer with lines of JSON")


def run(options: Namespace) -> None:
    columns = (*COLUMNS, *WHO_AND_WHEN) if options.deed == "hot" else COLUMNS
    messages = _messages(options.path, columns)
    deeds = {"predict": _predict, "duplicates": _duplicates, "hot": _hot}
    deeds[options.deed](messages, as_json=options.json)


def _messages(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415  (--help needs no settings)

    from anlin.kernel.errors import Invalid  # noqa: PLC0415  (the same)

    # Whole messages stand in one cell.
    csv.field_size_limit(10_000_000)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file)
            missing = [name for name in columns if name not in (lines.fieldnames or ())]
            if missing:
                raise Invalid(_("The file has no column %(names)s."), names=", ".join(missing))
            return [{name: line[name] or "" for name in columns} for line in lines]
    except FileNotFoundError:
        raise Invalid(_("There is no file %(path)s."), path=str(path)) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(_("The file is no CSV in UTF-8: %(why)s"), why=str(error)) from error


def _predict(messages: list[dict[str, str]], *, as_json: bool) -> None:
    from anlin.instruments.reading import queries  # noqa: PLC0415  (overview of commands loads no rooms)

    for message in messages:
        read = queries.read(message["title"], message["body"])
        if as_json:
            _say({
                "msg_id": message["msg_id"], "trade": read.trade, "trade2": read.second_trade or "", "kind": read.kind,
                "urgency": read.urgency, "confidence": read.confidence,
                "urgency_confidence": read.urgency_confidence, "words": read.words, "urgency_words": read.urgency_words,
            })  # fmt: skip
        else:
            words = " ".join([*read.words, *read.urgency_words])
            print(f"{message['msg_id']}  {read.urgency} {read.trade} {read.kind}  {words}")


def _duplicates(messages: list[dict[str, str]], *, as_json: bool) -> None:
    from anlin.instruments.reading import queries  # noqa: PLC0415  (the same)

    found = queries.alike([message["body"] or message["title"] for message in messages])
    for group in found:
        ids = [messages[place]["msg_id"] for place in group]
        if as_json:
            _say({"msg_ids": ids})
        else:
            print("  ".join(ids))


def _hot(messages: list[dict[str, str]], *, as_json: bool) -> None:
    from anlin.instruments.reading import queries  # noqa: PLC0415  (the same)

    voices = [
        queries.Voice(
            line["msg_id"], line["user_id"].strip(), line["title"], line["body"], _moment(line)
        )
        for line in messages
    ]
    # A file speaks of its own days: its heat is that of its last one.
    issues = queries.hot(voices, max(voice.at for voice in voices)) if voices else []
    for rank, issue in enumerate(issues, start=1):
        ids = [voice.key for voice in issue.voices]
        if as_json:
            _say({
                "rank": rank, "heat": issue.heat, "people": issue.people, "place": issue.place, "words": issue.words,
                "from": str(issue.voices[0].at), "until": str(issue.voices[-1].at), "msg_ids": ids,
            })  # fmt: skip
        else:
            print(
                f"{rank}  {issue.heat:.1f}  {issue.people}/{len(ids)}  {issue.place}  {' '.join(issue.words)}"
            )


def _moment(line: dict[str, str]) -> datetime:
    """When a message was written; with or without seconds, with dashes or strokes."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415  (the same)

    from anlin.kernel.errors import Invalid  # noqa: PLC0415  (the same)

    value = line["created_at"].strip()
    for form in MOMENTS:
        with contextlib.suppress(ValueError):
            return datetime.strptime(value, form)  # noqa: DTZ007  (a file's own clock; nothing is kept)
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(value).replace(tzinfo=None)
    raise Invalid(
        _("“%(value)s” in the column “%(heading)s” is no date. Write it as 2026-05-06 14:30."),
        value=value,
        heading="created_at",
    )


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
