"""Nothing grows too large to be read: files and folders keep their bounds."""

from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "anlin"
MOST_ENTRIES, MOST_LINES = 16, 400
WRITTEN_BY_PROGRAM = {"migrations", "locale", "__pycache__"}


def folders():
    return [
        folder
        for folder in [SOURCE, *SOURCE.rglob("*/")]
        if folder.is_dir() and not WRITTEN_BY_PROGRAM & set(folder.relative_to(SOURCE).parts)
    ]


def test_no_folder_holds_more_than_can_be_seen_at_once():
    counted = {
        str(folder.relative_to(SOURCE)): sum(
            entry.name not in {*WRITTEN_BY_PROGRAM, "__init__.py"} for entry in folder.iterdir()
        )
        for folder in folders()
    }
    assert {name: n for name, n in counted.items() if n > MOST_ENTRIES} == {}


def test_no_file_is_longer_than_can_be_held_in_mind():
    files = [file for folder in folders() for file in folder.glob("*.py")]
    lines = {str(f.relative_to(SOURCE)): len(f.read_text("utf-8").splitlines()) for f in files}
    assert {name: n for name, n in lines.items() if n > MOST_LINES} == {}
