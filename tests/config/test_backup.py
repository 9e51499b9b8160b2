"""`anlin backup` and `anlin restore` as real processes: while others write, damaged, killed, with wrong keys."""

import dataclasses
import io
import json
import os
import shutil
import stat
import subprocess
import tarfile
import time

import pytest
from django.db import connection
from django.utils import timezone

import template_database
from anlin.foundation.upkeep import api as upkeep
from anlin.foundation.upkeep import archive, errors, snapshots
from anlin.foundation.vault import api as vault
from factories import documents, places

PATIENCE = 60.0


@pytest.fixture
def house(tmp_path, django_db_setup, django_db_blocker):
    """A migrated place that takes matters with files as long as the test asks it to."""
    (tmp_path / "house").mkdir()
    with (
        django_db_blocker.unblock(),
        template_database.copy_at(tmp_path / "house") as url,
    ):
        place = places.Place(tmp_path / "house", url)
        writer = place.start("-m", "factories.busy", stdout=subprocess.PIPE, text=True)
        place.taken = lambda count: [writer.stdout.readline().strip() for _ in range(count)]
        place.stop = writer.kill
        yield place
        writer.kill()
        writer.wait()
        writer.stdout.close()


@pytest.fixture
def elsewhere(tmp_path):
    with places.empty(tmp_path / "elsewhere") as place:
        yield place


def test_a_house_that_goes_on_is_backed_up_and_put_back_elsewhere(house, elsewhere, tmp_path):
    before = house.taken(12)
    code, saved, _said = house.anlin("backup", tmp_path / "b", "--keys", tmp_path / "keys")
    assert code == 0
    # It went on meanwhile, and what was stored afterwards is not missed.
    assert int(house.taken(3)[-1][-5:]) > 12
    house.stop()
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o600

    code, restored, said = elsewhere.anlin("restore", tmp_path / "b", "--keys", tmp_path / "keys")
    assert (code, [name for name, f in restored["findings"].items() if not f["well"]]) == (0, []), (
        said
    )
    assert (restored["rows"], restored["files"]) == (saved["rows"], saved["files"])
    numbers = sorted(number for (number,) in elsewhere.ask("select number from cases_case"))
    assert numbers[: len(before)] == before
    assert [int(number[-5:]) for number in numbers] == list(range(1, len(numbers) + 1))
    every_file_is_as_it_was(house, elsewhere, saved["files"])
    # Numbering and the chain of the audit go on, and nothing of the restore is left lying about.
    done = elsewhere.run("-m", "factories.busy", "once")
    number, first_fault, is_sealed, unsealed = json.loads(done.stdout)
    assert (int(number[-5:]), first_fault, is_sealed, unsealed) == (len(numbers) + 1, None, True, 0)
    assert {path.name for path in elsewhere.home.iterdir()} <= {
        *("files", "keys.json", "secret.json"),
        *("anlin.sqlite3", "anlin.sqlite3-wal", "anlin.sqlite3-shm"),
    }


def every_file_is_as_it_was(house, elsewhere, count):
    files, others = elsewhere.files, house.files
    assert len(files) == count >= 12
    assert {place: others[place] for place in files} == files
    rows = {f"{sha[:2]}/{sha[2:]}" for (sha,) in elsewhere.ask("select sha256 from documents_document")}  # fmt: skip
    assert rows <= files.keys()


@pytest.fixture
def saved(tmp_path, noon, settings, transactional_db):
    """A backup of this process's own database with two files, and its keys."""
    settings.HOME = tmp_path / "own"
    settings.MEDIA_ROOT, settings.KEYS_FILE = settings.HOME / "files", settings.HOME / "keys.json"
    settings.HOME.mkdir()
    for name in ("a.pdf", "b.pdf"):
        documents.keep(b"%PDF-1.4 " + os.urandom(3000), at=noon, name=name, kind="other")
    vault.blind_index("something", purpose="tests")
    report = backup(tmp_path / "b", tmp_path / "keys")
    assert (report.files, report.keys) == (2, True)
    return tmp_path / "b"


def backup(file, keys=None):
    return upkeep.backup(file, keys=keys, at=timezone.localtime(), say=lambda *_: None)


def test_one_altered_byte_in_any_member_is_noticed(saved):
    whole = saved.read_bytes()
    with tarfile.open(fileobj=io.BytesIO(whole)) as tar:
        places_in_it = [(m.name, m.offset, m.offset_data, m.size) for m in tar.getmembers()]
    assert len(places_in_it) == 7
    for name, head, start, size in places_in_it:
        for at in (head, head + 130, start, start + size // 2, start + size - 1):
            saved.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            assert is_damaged(saved), f"{name} at {at - start}"
    assert verified(saved_again(saved, whole)).files == 2


def verified(file):
    return archive.verified(file, lambda *_: None)


def is_damaged(file):
    try:
        verified(file)
    except errors.ArchiveDamaged:
        return True
    return False


def saved_again(saved, content):
    saved.write_bytes(content)
    return saved


def test_an_archive_that_was_cut_or_goes_on_is_noticed(saved):
    whole = saved.read_bytes()
    lengths = [0, 1, 512, 5000, len(whole) // 2, len(whole) - 10240, len(whole) - 512]
    for content in [whole[:length] for length in lengths] + [whole + b"\0" * 512, whole + whole]:
        with pytest.raises(errors.ArchiveDamaged):
            verified(saved_again(saved, content))


def test_an_archive_of_a_later_version_is_refused(saved):
    later = saved.read_bytes().replace(b"format 1, by Anlin 0.1.0", b"format 2, by Anlin 7.1.0")
    with pytest.raises(errors.ArchiveTooNew, match=r"7\.1\.0"):
        verified(saved_again(saved, later))


def test_names_that_lead_out_of_the_folder_are_refused(saved):
    for name in ("files/../x", "files//etc/x", "files/"):
        with pytest.raises(errors.ArchiveDamaged):
            archive.safe_name(saved, name)


def test_a_backup_takes_nobodys_place_and_holds_no_key(saved, tmp_path):
    before = {path: path.read_bytes() for path in (saved, tmp_path / "keys")}
    with pytest.raises(errors.FileThere):
        backup(saved)
    with pytest.raises(errors.FileThere):
        backup(tmp_path / "c", tmp_path / "keys")
    with pytest.raises(errors.KeysInBackup):
        backup(tmp_path / "c", tmp_path / "own" / ".." / "c")
    with pytest.raises(errors.NotWritten):
        backup(tmp_path / "keys" / "c")
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in tmp_path.iterdir()} == {"own", "b", "keys"}
    kept = json.loads((tmp_path / "keys").read_text())["vault"]
    secrets = [*kept["keys"].values(), *kept["index_keys"].values()]
    assert [secret for secret in secrets if secret.encode() in before[saved]] == []


@pytest.fixture
def nothing_here(saved, tmp_path, settings, monkeypatch):
    """A place that looks empty, for what must be refused before anything is written."""
    settings.HOME = tmp_path / "elsewhere"
    settings.MEDIA_ROOT, settings.KEYS_FILE = settings.HOME / "files", settings.HOME / "keys.json"
    monkeypatch.setattr(snapshots, "tables", set)
    monkeypatch.setattr(snapshots, "load", None)
    return settings.HOME


def restore(file, keys=None):
    return upkeep.restore(file, keys=keys, again=False, say=lambda *_: None)


def test_what_does_not_fit_writes_nothing(saved, tmp_path, nothing_here):
    right = tmp_path / "keys"
    kept, whole = json.loads(right.read_text()), saved.read_bytes()
    kept["vault"]["index_keys"]["1"] = kept["vault"]["keys"]["1"]
    others, nonsense = tmp_path / "others", tmp_path / "nonsense"
    others.write_text(json.dumps(kept))
    nonsense.write_text("[]")
    for content, keys, refusal in (
        (whole, others, errors.KeysDoNotFit),
        (whole, None, errors.KeysNotGiven),
        (whole, nonsense, errors.NotAKeyFile),
        (whole[:-1], right, errors.ArchiveDamaged),
        (whole.replace(b"%PDF", b"%PDD", 1), right, errors.ArchiveDamaged),
    ):
        with pytest.raises(refusal):
            restore(saved_again(saved, content), keys)
        assert list(nothing_here.iterdir()) == []


def test_a_place_in_use_is_not_restored_into(saved, tmp_path, nothing_here, monkeypatch):
    (nothing_here / "files").mkdir(parents=True)
    (nothing_here / "files" / "a").touch()
    with pytest.raises(errors.PlaceNotEmpty):
        restore(saved, tmp_path / "keys")
    (nothing_here / "files" / "a").unlink()
    monkeypatch.setattr(snapshots, "tables", lambda: {"anything"})
    with pytest.raises(errors.PlaceNotEmpty):
        restore(saved, tmp_path / "keys")
    (nothing_here / "restore-unfinished.json").write_text('{"token": "x", "keys": true}')
    with pytest.raises(errors.RestoreUnfinished):
        restore(saved, tmp_path / "keys")


def test_a_backup_of_the_other_database_is_refused(saved, tmp_path, nothing_here, monkeypatch):
    for vendor, server in (("oracle", "23"), (connection.vendor, "99")):
        foreign = dataclasses.replace(verified(saved), vendor=vendor, server=server)
        monkeypatch.setattr(archive, "verified", lambda *_, foreign=foreign: foreign)
        if (vendor, server) != ("sqlite", "99"):
            with pytest.raises(errors.OtherDatabase):
                restore(saved, tmp_path / "keys")
        monkeypatch.undo()
        monkeypatch.setattr(snapshots, "tables", set)


@pytest.mark.postgresql_only
def test_tools_that_are_missing_or_of_another_version_are_named(tmp_path, saved, monkeypatch):
    monkeypatch.setattr(snapshots, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(errors.ToolMissing):
        backup(tmp_path / "c")
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    with pytest.raises(errors.ToolOfAnotherVersion, match=r"9"):
        backup(tmp_path / "c")
    assert not (tmp_path / "c.part").exists()


@pytest.fixture
def halting(tmp_path):
    """An empty place whose processes stand still before a statement, to be killed there."""
    with places.empty(tmp_path / "elsewhere", "factories.gated_settings") as place:
        yield place


def test_a_restore_that_was_killed_is_recognised_and_begun_anew(saved, tmp_path, halting):
    words = ("restore", saved, "--keys", tmp_path / "keys")
    halted = tmp_path / "halted"
    halting.env |= {"HALT_AT": "9", "HALT_FILE": str(halted)}
    process = halting.start(*places.ANLIN, *words)
    end = time.monotonic() + PATIENCE
    while not halted.exists():
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.02)
    process.kill()
    process.wait()
    del halting.env["HALT_AT"]
    assert (halting.home / "restore-unfinished.json").exists()

    code, restored, said = halting.anlin(*words)
    assert (code, restored, "--again" in said) == (1, None, True)
    code, restored, said = halting.anlin(*words, "--again")
    assert (code, restored["files"], len(halting.files)) == (0, 2, 2), said
    assert not (halting.home / "restore-unfinished.json").exists()


@pytest.mark.ordeal
def test_a_restore_may_be_killed_at_any_moment(saved, tmp_path, halting):
    words = ("restore", saved, "--keys", tmp_path / "keys")
    for twentieth in range(20):
        process = halting.start(*places.ANLIN, *words, *(["--again"] if twentieth else []))
        time.sleep(0.8 + twentieth * 0.1)
        process.kill()
        process.wait()
    code, restored, said = halting.anlin(*words, "--again")
    if code:
        # The last one may have come to its end before it was killed.
        assert "restore-unfinished" not in {path.name for path in halting.home.iterdir()}, said
        return
    assert (restored["files"], restored["differences"]) == (2, []), said


@pytest.mark.ordeal
def test_a_large_store_of_files_is_never_held_in_memory(saved, tmp_path, settings, elsewhere):
    large = settings.MEDIA_ROOT / "aa" / ("b" * 62)
    large.parent.mkdir(exist_ok=True)
    with large.open("wb") as file:
        file.truncate(2**31)
    report = backup(tmp_path / "large")
    assert report.files_size > 2**31

    command = ["/usr/bin/env", "python3", "-c", MEASURED, str(tmp_path / "large"), str(tmp_path / "keys")]  # fmt: skip
    done = subprocess.run(command, env=elsewhere.env, capture_output=True, text=True, check=False)
    assert int(done.stdout.split()[-1]) < 250_000, done.stderr
    shutil.rmtree(settings.MEDIA_ROOT)
    assert len(list((elsewhere.home / "files").rglob("*/*"))) == 3


MEASURED = """
import resource, subprocess, sys
subprocess.run([*%r, "restore", sys.argv[1], "--keys", sys.argv[2]], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
""" % [places.sys.executable, *places.ANLIN]
