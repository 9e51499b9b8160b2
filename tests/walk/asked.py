"""What is asked of an actor's rights, noted down: who gives the same answers is answered the same.

A role is one set of rights among 2⁴⁰, but an address asks after two or three of them. Two callers
who answer those questions alike cannot be told apart, so only one of them need call.
"""

import dataclasses
import re
from contextlib import contextmanager

from django.db import connection

from anlin.faces.kit import pages
from anlin.ground.workforce import queries as workforce

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|COPY)\s+"?(\w+)', re.IGNORECASE)
# Of no deed: who is signed in, and what was answered before.
BESIDE = {"django_session", "accounts_idempotentrequest", "cache", "accounts_token"}


class Rights(frozenset):
    """Rights that note each question; reading them all at once cannot be noted and is a fault."""

    def __new__(cls, held, notes):
        made = super().__new__(cls, held)
        made.notes = notes
        return made

    def __contains__(self, right):
        has = frozenset.__contains__(self, right)
        self.notes.append((right, has))
        return has

    def __iter__(self):
        raise AssertionError("Ask for one right, so that it can be noted who asked.")


class Notes(list):
    """Questions of one call in their order; `before_show` are those the deed itself asked."""

    shown_from = None

    @property
    def before_show(self):
        return self[: self.shown_from]


@contextmanager
def noted(monkeypatch):
    """Within, staff who act have rights that take notes; yields the notes, to be emptied before each call."""
    notes, actor_of, render = Notes(), workforce.actor_of, pages.render

    def noting(account, at):
        actor = actor_of(account, at)
        if actor is None:
            return None
        rights = {place: Rights(held, notes) for place, held in actor.rights_by_project.items()}
        return dataclasses.replace(actor, rights_by_project=rights)

    def shown(*args, **kwargs):
        if notes.shown_from is None:
            notes.shown_from = len(notes)
        return render(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(workforce, "actor_of", noting)
        patch.setattr(pages, "render", shown)
        yield notes


@contextmanager
def writing():
    """Yields the names of tables that are written to within."""
    tables = set()

    def look(execute, statement, parameters, many, context):
        found = WRITES.match(str(statement))
        if found and found[1] not in BESIDE:
            tables.add(found[1])
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(look):
        yield tables
