"""The desk's clerk, the technician and somebody of another project, signed in."""

import pytest
from django.test import Client

from browsers import let_in


@pytest.fixture
def made(scene):
    return scene


def signed_in(staff):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    return client


@pytest.fixture
def clerk(made):
    return signed_in(made.desk)


@pytest.fixture
def technician(made):
    return signed_in(made.worker)


@pytest.fixture
def stranger(made):
    return signed_in(made.stranger)


@pytest.fixture
def at_screen(screen):
    """Sit down at a real browser with a name of the scene."""

    def enter(name):
        let_in(screen, name)
        return screen

    return enter
