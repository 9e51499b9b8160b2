"""Somebody signed in with rights in one project, the people of the scene signed in, and a small estate to look at."""

import pytest
from django.test import Client
from django.utils import timezone

from anlin.faces.kit import actors, projects
from anlin.faces.kit.frame import locking
from anlin.ground.estate.models import Project
from anlin.kernel.actors import Actor, ActorKind
from browsers import let_in
from factories import accounts, estate


@pytest.fixture(autouse=True)
def _first_page_was_seen(monkeypatch):
    """The first page of a session writes down that somebody is there; questions are counted without that."""
    sign_in = Client.force_login

    def force_login(self, user, backend=None):
        sign_in(self, user, backend)
        session = self.session
        session[locking.SEEN] = session[locking.SAID] = timezone.localtime().isoformat()
        session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture
def yl(db):
    return estate.project("YL", name="云栖里")


@pytest.fixture
def signed_in(client, monkeypatch, db):
    """Sign the client in with rights in one project, everywhere without one."""

    def sign_in(*rights, project=None):
        who = accounts.account()
        held = {project.pk if project else None: frozenset(rights)}
        actor = Actor(kind=ActorKind.STAFF, key=7, account_id=who.pk, rights_by_project=held)
        offered = tuple(
            projects.Project(pk, name)
            for pk, name in Project.objects.order_by("code").values_list("id", "name")
            if project is None or pk == project.pk
        )
        monkeypatch.setattr(actors.actor_for, "_answerers", [lambda account: actor])
        monkeypatch.setattr(
            actors.introduced, "_answerers", [lambda actor: actors.Introduction("陈静")]
        )
        monkeypatch.setattr(projects.projects_for, "_answerers", [lambda actor: offered])
        client.force_login(who)
        return client

    return sign_in


@pytest.fixture
def made(scene):
    return scene


def _client_of(staff):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    return client


@pytest.fixture
def clerk(made):
    return _client_of(made.desk)


@pytest.fixture
def technician(made):
    return _client_of(made.worker)


@pytest.fixture
def stranger(made):
    return _client_of(made.stranger)


@pytest.fixture
def at_screen(screen):
    """Sit down at a real browser with a name of the scene."""

    def enter(name):
        let_in(screen, name)
        return screen

    return enter
