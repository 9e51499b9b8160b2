"""Read messages of a file along: propose trade, kind and urgency, or find those that say the same. Nothing is kept.

The file is a CSV with the columns msg_id, title and body. Exit code 1 when it cannot be read.
"""

import csv
import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

NEEDS_KEYS = False
COLUMNS = ("msg_id", "title", "body")


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(metavar="DEED", dest="deed", required=True)
    for name, said in (
        ("predict", "propose trade, second trade, kind and urgency of each, with the words that decided"),
        ("duplicates", "name the groups of messages that say the same or nearly so"),
    ):  # fmt: skip
        deed = deeds.add_parser(name, help=said, description=said)
        deed.add_argument("path", metavar="FILE", type=Path)
        deed.add_argument("--json", action="store_true", help="answer with lines of JSON")


def run(options: Namespace) -> None:
    messages = _messages(options.path)
    {"predict": _predict, "duplicates": _duplicates}[options.deed](messages, as_json=options.json)


def _messages(path: Path) -> list[dict[str, str]]:
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415  (--help needs no settings)

    from anlin.kernel.errors import Invalid  # noqa: PLC0415  (the same)

    # Whole messages stand in one cell.
    csv.field_size_limit(10_000_000)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (lines.fieldnames or ())]
            if missing:
                raise Invalid(_("The file has no column %(names)s."), names=", ".join(missing))
            return [{name: line[name] or "" for name in COLUMNS} for line in lines]
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


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
