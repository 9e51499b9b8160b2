"""`anlin migrate` sets what holds for its session, so behind a pooler it goes to the server itself."""

import argparse

import pytest
from django.db import connection

from anlin.config.commands import migrate
from anlin.foundation.upkeep import api as upkeep
from anlin.foundation.upkeep.errors import SessionNeeded

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
