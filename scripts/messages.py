"""Collect sentences into src/anlin/<area>/locale/zh_Hans; with --check change nothing and fail on a gap.

One catalogue for each floor and each face, so that a change touches the catalogue next to it.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.commands import makemessages

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "anlin"
AREAS = (
    "kernel foundation ground instruments trades bonds watch demo config "
    "faces/kit faces/console faces/portal faces/api"
).split()
CATALOGUE = "locale/zh_Hans/LC_MESSAGES/django.po"
HEAD = r"""msgid ""
msgstr ""
"Language: zh_Hans\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"""


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "anlin.config.settings.test"
    django.setup()
    if "--check" not in sys.argv:
        for area in AREAS:
            collect(SOURCE / area)
        return 0
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "anlin"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        complaints = [line for area in AREAS for line in check(copy / area, area)]
    print("\n".join(complaints))
    return 1 if complaints else 0


class Collecting(makemessages.Command):
    """A guess at a translation would pass for one; a sentence without its own stays empty."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def collect(folder: Path) -> None:
    """Bring the area's catalogue up to its code; an area without sentences has none."""
    catalogue = folder / CATALOGUE
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    call_command(
        Collecting(),
        locale=["zh_Hans"],
        no_location=True,
        no_wrap=True,
        no_obsolete=True,
        verbosity=0,
    )
    # The head carries the date of collecting and empty names; ours is constant.
    sentences = (
        catalogue.read_text("utf-8").partition("\n\n")[2].strip() if catalogue.exists() else ""
    )
    if sentences:
        catalogue.write_text(f"{HEAD}\n{sentences}\n", "utf-8")
    else:
        shutil.rmtree(folder / "locale", ignore_errors=True)


def check(copy: Path, area: str) -> list[str]:
    if not copy.is_dir():
        return []
    before = _text(copy / CATALOGUE)
    collect(copy)
    after = _text(copy / CATALOGUE)
    name = f"src/anlin/{area}/{CATALOGUE}"
    if _sentences(before) != _sentences(after):
        differing = sorted(_sentences(before) ^ _sentences(after))[:5]
        return [f"{name} does not hold the sentences of the code; run make messages: {differing}"]
    if not after:
        return []
    gaps = [_attributed(copy / CATALOGUE, which) for which in ("--untranslated", "--only-fuzzy")]
    return [f"{name} lacks the Chinese of: {line}" for gap in gaps for line in gap]


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _sentences(text: str) -> set[str]:
    return set(re.findall(r'(?m)^(?:msgid|msgctxt|msgid_plural) (?:".*"\n?)+', text))


def _attributed(catalogue: Path, which: str) -> list[str]:
    out = subprocess.run(
        ["msgattrib", which, "--no-obsolete", "--no-wrap", str(catalogue)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [line for line in re.findall(r'(?m)^msgid (".+")$', out) if line != '""']


if __name__ == "__main__":
    sys.exit(main())
