"""A disk without room: told in a sentence, nothing half is left, and all goes on once there is room."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

import template_database
from anlin.instruments.documents.models import Document
from anlin.trades.cases.models import Case
from factories import documents, places, residents

KILO = 1024
ROWS = 3000


class Small:
    """A folder with a disk of its own, of some kilobytes."""

    def __init__(self, folder):
        self.folder = folder

    def room(self, kilobytes, *more):
        command = ["mount", "-t", "tmpfs", "-o", ",".join([f"size={kilobytes}k", *more])]
        done = subprocess.run(
            [*command, "tmpfs", self.folder], check=False, capture_output=True, text=True
        )
        if done.returncode:
            pytest.skip(f"Nothing may be mounted here: {done.stderr.strip()}")

    def grow(self, kilobytes):
        self.room(kilobytes, "remount")

    @property
    def files(self):
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def small():
    # Not below the folder of the test, which the account of the server may not enter.
    folder = Path(tempfile.mkdtemp(prefix="anlin-small-"))
    folder.chmod(0o755)
    yield Small(folder)
    subprocess.run(["umount", "-l", folder], check=False, capture_output=True)
    shutil.rmtree(folder)


@pytest.mark.django_db
def test_a_picture_for_which_there_is_no_room_is_told_of_and_can_be_sent_again(
    small, settings, noon
):
    small.room(64)
    settings.MEDIA_ROOT = small.folder
    at_home = residents.home(noon)
    client = Client(raise_request_exception=False)
    client.force_login(at_home.account)
    large = documents.picture((900, 900), "PNG", mode="RGB", compress_level=0)

    def report():
        photo = SimpleUploadedFile("tap.png", large)
        said = {"kind": "repair", "unit": at_home.unit.pk, "words": "厨房水管漏水", "key": "4a3c2e52-77aa-4ed1-9c1e-2f5e7d3b7c11"}  # fmt: skip
        return client.post(reverse("portal:report"), {**said, "file": [photo]})

    small_room = small.folder / "taken"
    small_room.write_bytes(b"x" * 60 * KILO)
    answer = report()
    assert (answer.status_code, Case.objects.count(), Document.objects.count()) == (507, 0, 0)
    assert "厨房水管漏水" in answer.content.decode()
    assert small.files == [small_room]

    small.grow(16 * KILO)
    assert report().status_code == 302
    assert (Case.objects.count(), Document.objects.count()) == (1, 1)


@pytest.fixture
def place(tmp_path, django_db_setup, django_db_blocker):
    (tmp_path / "home").mkdir()
    with django_db_blocker.unblock(), template_database.copy_at(tmp_path / "home") as url:
        yield places.Place(tmp_path / "home", url)


@pytest.mark.ordeal
def test_a_backup_for_which_there_is_no_room_leaves_nothing(place, small):
    small.room(64)
    code, _said, sentence = place.anlin("backup", small.folder / "b")
    assert code == 1
    assert str(small.folder) in sentence
    assert "Traceback" not in sentence
    assert small.files == []
    small.grow(64 * KILO)
    code, _said, sentence = place.anlin("backup", small.folder / "b")
    assert (code, [path.name for path in small.files]) == (0, ["b"]), sentence


@pytest.fixture
def cramped(place, small):
    """The place with a database that has little room left."""
    script = (
        "import django; django.setup()\nfrom factories import estate\nestate.project('YL')\n"
        "from anlin.foundation.vault import api as vault\nvault.require_keys()"
    )
    assert place.run("-c", script).returncode == 0
    if connection.vendor == "postgresql":
        small.room(256)
        if os.geteuid() == 0:
            shutil.chown(small.folder, "postgres")
        with psycopg.connect(place.url, autocommit=True) as database:
            database.execute(f"CREATE TABLESPACE {small.folder.name.replace('-', '_')} LOCATION '{small.folder}'")  # fmt: skip
            database.execute(f"ALTER TABLE people_person SET TABLESPACE {small.folder.name.replace('-', '_')}")  # fmt: skip
        yield place
        with psycopg.connect(place.url, autocommit=True) as database:
            database.execute("ALTER TABLE people_person SET TABLESPACE pg_default")
            database.execute(f"DROP TABLESPACE {small.folder.name.replace('-', '_')}")
        return
    path = Path(place.url.removeprefix("sqlite:///"))
    small.room(path.stat().st_size // KILO + 512)
    moved = small.folder / path.name
    shutil.copy(path, moved)
    yield places.Place(place.home, f"sqlite:///{moved}")


@pytest.mark.ordeal
def test_an_import_for_which_there_is_no_room_leaves_nothing_and_can_be_run_again(
    cramped, small, tmp_path
):
    lines = [f"{n // 100 + 1}栋,1单元,{n % 100 + 1:03d}号,王{n},138{n:08d},90" for n in range(ROWS)]
    roster = tmp_path / "roster.csv"
    roster.write_text("\n".join(["楼栋,单元,房号,业主姓名,联系电话,建筑面积", *lines]), "utf-8")

    code, _said, sentence = cramped.anlin("import", "roster", roster, "--project", "YL")
    assert code == 1, sentence
    assert "磁盘空间已满" in sentence
    assert "Traceback" not in sentence
    assert counted(cramped) == (0, 0)

    small.grow(256 * KILO)
    code, said, sentence = cramped.anlin("import", "roster", roster, "--project", "YL")
    assert (code, said["created"]) == (0, ROWS), sentence
    assert counted(cramped) == (ROWS, ROWS)
    assert cramped.anlin("doctor")[0] == 0


def counted(place):
    return tuple(
        place.ask(f"SELECT count(*) FROM {table}")[0][0]
        for table in ("estate_unit", "people_person")
    )
