"""The key file and the database belong together: a lost or foreign one is noticed before anything starts."""

import json

import pytest
from django.core import checks

from anlin.config.cli import main
from anlin.foundation.accounts.adapters import SecondFactor
from anlin.foundation.vault import api as vault
from anlin.foundation.vault import keys
from factories import people

pytestmark = pytest.mark.django_db
BREAKAGES = {
    "lost": (lambda path: path.unlink(), vault.KeysLost),
    "of another": (
        lambda path: path.write_text(json.dumps(json.loads(path.read_text()) | other())),
        vault.KeysOfAnother,
    ),
    "without the key": (
        lambda path: path.write_text(json.dumps(json.loads(path.read_text()) | {"keys": {}})),
        vault.KeysOfAnother,
    ),
    "damaged": (lambda path: path.write_text("{"), vault.KeysUnreadable),
}


def other():
    return {"keys": {"1": "A" * 43 + "="}}


@pytest.fixture
def sealed_with(settings, tmp_path):
    settings.KEYS_FILE = tmp_path / "keys.json"
    keys._read.cache_clear()
    people.person("曾丽华", "13800001234")
    yield settings.KEYS_FILE
    keys._read.cache_clear()


def test_the_keys_of_this_database_are_accepted(sealed_with):
    vault.require_keys()

    assert checks.run_checks(tags=["database"], databases=["default"]) == []


def test_a_new_database_needs_no_key_file(settings, tmp_path):
    settings.KEYS_FILE = tmp_path / "keys.json"

    vault.require_keys()

    assert not settings.KEYS_FILE.exists()


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_other_keys_are_refused_with_a_sentence_that_names_the_file(sealed_with, breakage):
    spoil, refusal = BREAKAGES[breakage]
    spoil(sealed_with)
    keys._read.cache_clear()

    with pytest.raises(refusal, match=r"keys\.json"):
        vault.require_keys()
    [found] = checks.run_checks(tags=["database"], databases=["default"])
    assert (found.id, found.level) == ("vault.C001", checks.CRITICAL)


@pytest.mark.parametrize("command", ["serve", "worker", "projects", "demo"])
def test_no_command_starts_without_the_key_file_and_none_makes_a_new_one(
    sealed_with, capsys, command
):
    sealed_with.unlink()

    with pytest.raises(SystemExit) as ended:
        main([command])

    assert (ended.value.code, sealed_with.exists()) == (1, False)
    assert str(sealed_with) in capsys.readouterr().err


def test_the_doctor_says_what_is_the_matter_with_the_keys(sealed_with, capsys):
    sealed_with.unlink()

    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--json"])

    said = json.loads(capsys.readouterr().out)["keys"]
    assert (ended.value.code, said["well"]) == (1, False)
    assert str(sealed_with) in said["says"]


def test_secrets_of_second_factors_are_kept_sealed():
    kept = SecondFactor().encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSW" not in kept
    assert SecondFactor().decrypt(kept) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(vault.SealBroken):
        vault.secret_of(kept, purpose="another")
    with pytest.raises(vault.SealBroken):
        SecondFactor().decrypt("JBSWY3DPEHPK3PXP")
