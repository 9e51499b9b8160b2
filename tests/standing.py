"""A scene that stands for all tests of a module: each begins with it, and its own changes are rolled back to it.

Making it costs more than most tests that begin with it. Tests that commit need one of their own.
"""

import copy

import pytest
from django.db import transaction

from factories import desks


@pytest.fixture(scope="module")
def _standing_scene(request, django_db_setup, django_db_blocker):
    beside = [item for item in request.session.items if item.module is request.module]
    committing = [item.nodeid for item in beside if _commits(item)]
    assert not committing, f"These commit, and a scene of the module is open: {committing}"
    with django_db_blocker.unblock(), transaction.atomic():
        yield desks.scene()
        transaction.set_rollback(True)


@pytest.fixture
def scene(_standing_scene, db):
    """The desk, the technician, a household; a copy, so that no test finds what another changed in it."""
    return copy.deepcopy(_standing_scene)


def _commits(item):
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or (
        marker is not None and bool(marker.kwargs.get("transaction"))
    )
