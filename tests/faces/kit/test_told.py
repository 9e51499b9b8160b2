"""Whoever's password or second factor changes is told by mail; a mail server that is away undoes nothing."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from anlin.foundation.accounts import api as accounts
from factories.accounts import PASSWORD, account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]
NEW = "another-long-password-2026"


@pytest.fixture
def chen(client):
    cache.clear()
    chen = account("chen")
    accounts.set_email(account=chen, email="chen@example.com", at=chen.created_at)
    client.post(reverse("account_login"), {"login": "chen", "password": PASSWORD})
    return chen


def change(client):
    told = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return client.post(reverse("account_change_password"), told)


def test_a_changed_password_is_told_to_its_holder(client, chen, office):
    assert change(client).status_code == 302
    [told] = office.kept
    text = told.get_content()
    assert (told["To"], "密码" in text, "127.0.0.1" in text, NEW in text) == (
        "chen@example.com", True, True, False,
    )  # fmt: skip


def test_a_mail_server_that_is_away_undoes_no_change(client, chen, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert change(client).status_code == 302
    chen.refresh_from_db()
    assert chen.check_password(NEW)
    assert "could not be told" in caplog.text


def test_who_gave_no_address_is_told_nothing(client, chen, office):
    accounts.set_email(account=chen, email="", at=chen.created_at)
    assert change(client).status_code == 302
    assert office.kept == []
