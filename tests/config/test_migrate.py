"""`anlin migrate`: behind a pooler it goes to the server itself; it lays keys, and a company learns what is new."""

import argparse
from pathlib import Path

import pytest
from django.db import connection

from anlin.config import first_data
from anlin.config.commands import migrate
from anlin.foundation.accounts.models import Account
from anlin.foundation.audit.models import Entry
from anlin.foundation.upkeep import api as upkeep
from anlin.foundation.upkeep.errors import SessionNeeded
from anlin.ground.workforce.models import KnownRight, Role, RoleRight
from anlin.kernel.actors import system

SERVER = {"NAME": "theirs", "USER": "anlin", "PASSWORD": "", "HOST": "10.0.0.11", "PORT": "5432"}


def at():
    return {name: connection.settings_dict[name] for name in SERVER}


@pytest.mark.django_db(transaction=True)
def test_behind_a_pooler_the_server_itself_is_asked_and_the_pooler_afterwards(settings):
    before, settings.POOLED, settings.SESSION_DATABASE = at(), True, SERVER
    with upkeep.session():
        inside = at()
    assert (inside, at()) == (SERVER, before)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@pytest.mark.django_db(transaction=True)
def test_nobody_who_did_not_say_where_the_server_is_migrates_through_a_pooler(
    settings, monkeypatch
):
    settings.POOLED, settings.SESSION_DATABASE = True, None
    monkeypatch.setattr(migrate, "_migrate", lambda patience: pytest.fail("It migrated."))
    with pytest.raises(SessionNeeded):
        migrate.run(migrate_options())


def migrate_options():
    parser = argparse.ArgumentParser()
    migrate.arguments(parser)
    return parser.parse_args([])


@pytest.fixture
def migrated(settings, tmp_path, monkeypatch):
    """Runs the command as if there were nothing left to migrate, with a key file of its own."""
    settings.KEYS_FILE = tmp_path / "keys.json"
    monkeypatch.setattr(migrate, "_migrate", lambda patience: None)
    return lambda: migrate.run(migrate_options())


@pytest.mark.django_db
def test_a_new_house_has_its_keys_to_carry_apart_and_no_company(migrated, settings):
    migrated()
    first = Path(settings.KEYS_FILE).read_bytes()
    migrated()

    assert Path(settings.KEYS_FILE).read_bytes() == first
    assert (Role.objects.count(), Entry.objects.count(), Account.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_a_company_learns_of_a_right_that_a_version_brings(migrated, noon):
    first_data.enter(by=system("tests"), at=noon)
    KnownRight.objects.filter(right="upkeep.set_terms").delete()
    RoleRight.objects.filter(right="upkeep.set_terms").delete()
    before = Entry.objects.count()

    for _time in range(2):
        migrated()

    held = RoleRight.objects.filter(right="upkeep.set_terms")
    assert "administrator" in held.values_list("role__code", flat=True)
    told = Entry.objects.order_by("id").values_list("deed", flat=True)[before:]
    assert [*told] == ["workforce.role_defined"] * held.count()
