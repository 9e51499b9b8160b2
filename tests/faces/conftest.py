"""Somebody who is signed in, with an actor and projects behind the account."""

import os
from pathlib import Path

import pytest

from anlin.faces.kit import actors, projects
from anlin.kernel.actors import Actor, ActorKind
from browsers import SCREENS, leave, let_in, opened, sign_in
from factories.accounts import account

# Where to leave pictures of the pages, for whoever wants to look at them.
SHOTS = os.environ.get("ANLIN_SHOTS")


@pytest.fixture
def rights():
    """Rights that the signed-in staff member holds everywhere; tests add to it."""
    return set()


@pytest.fixture
def known(monkeypatch, rights):
    """Who accounts are: names beginning with `owner` are residents, all others staff."""

    def actor_for(who):
        kind = ActorKind.RESIDENT if who.username.startswith("owner") else ActorKind.STAFF
        return Actor(
            kind=kind, key=who.pk, account_id=who.pk, rights_by_project={None: frozenset(rights)}
        )

    offered = (projects.Project(1, "锦绣湖畔"), projects.Project(2, "云栖里"))
    monkeypatch.setattr(actors.actor_for, "_answerers", [actor_for])
    monkeypatch.setattr(
        actors.introduced,
        "_answerers",
        [lambda actor: actors.Introduction(*(("陈静", "客服") if actor.is_staff else ("曾女士",)))],
    )
    monkeypatch.setattr(projects.projects_for, "_answerers", [lambda actor: offered])


@pytest.fixture
def staff(db, known, client):
    """A client signed in as a staff member."""
    client.force_login(account("chenjing"))
    return client


@pytest.fixture
def owner(db, known, client):
    """A client signed in as a resident."""
    client.force_login(account("owner1"))
    return client


@pytest.fixture(params=list(SCREENS))
def screen(request, browser, live_server):
    """A page of that size that remembers every complaint of the browser."""
    page = opened(browser, live_server.url, request.param)

    def signed_in(name):
        account(name)
        sign_in(page, name)

    def at_work(name):
        account(name)
        let_in(page, name)

    def look(name):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if SHOTS:
                page.screenshot(path=str(Path(SHOTS) / f"{name}-{page.kind}-{scheme}.png"))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name

    page.sign_in, page.at_work, page.look = signed_in, at_work, look
    yield page
    leave(page)
