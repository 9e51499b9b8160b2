"""Mail over real servers: handed over to our own, and fetched from a real IMAP server; killed in between, too."""

import os
import smtplib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

import template_database
from anlin.foundation.upkeep import api as upkeep
from anlin.kernel.actors import system
from anlin.trades.cases.models import Case
from anlin.trades.reception import actions
from anlin.trades.reception.choices import Door, Fate
from anlin.trades.reception.errors import MailboxAway
from anlin.trades.reception.models import Mail, Mailbox
from factories import mailroom

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = Path(__file__).parents[3]
BY = system("tests")
# Killed by itself in the moment between what is safe with us and what is said to the server.
KILLED_BEFORE_MARKING = """
import imaplib, os, signal, sys
from anlin.config.cli import main
ask = imaplib.IMAP4_SSL.uid
def uid(self, command, *more):
    if command == "STORE":
        os.kill(os.getpid(), signal.SIGKILL)
    return ask(self, command, *more)
imaplib.IMAP4_SSL.uid = uid
main(["mail", "fetch"])
"""
KILLED_BEFORE_ANSWERING = """
import os, signal, sys
from anlin.config.commands import mail
from anlin.config.cli import main
safely = mail._safely
def killed(question):
    answer = safely(question)
    if "_take" in str(question):
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
mail._safely = killed
main(["mail", "listen", "--port", "0"])
"""


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture(autouse=True)
def of_its_own(tmp_path, transactional_db):
    with template_database.file_of_its_own(tmp_path):
        yield


@pytest.fixture
def environment(of_its_own):
    """Of a process on the very database of this test."""
    known = connection.settings_dict
    url = (
        f"sqlite:///{known['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgres://{known['USER']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
    )
    return os.environ | {
        "DATABASE_URL": url,
        "ANLIN_HOME": str(settings.HOME),
        "ANLIN_KEYS": str(settings.KEYS_FILE),
        "DJANGO_SETTINGS_MODULE": "anlin.config.settings.test",
        "PYTHONPATH": f"{SOURCE / 'src'}:{SOURCE / 'tests'}",
    }


@pytest.fixture
def keeping(tmp_path, settings):
    with mailroom.keeping(tmp_path / "imap") as server:
        settings.IMAP_AUTHORITY = server.authority
        yield server


def on_server(server, now, **more):
    told = {"server": "localhost", "port": server.port, "user_name": "jinxiu"}
    return mailroom.mailbox(now, **told, **({"password": mailroom.PASSWORD} | more))


def handed(port, mail, *, to=(mailroom.ADDRESS,), sender="zeng@example.org", kind=smtplib.LMTP):
    with kind("127.0.0.1", port) as client:
        return client.sendmail(sender, list(to), mail.as_bytes())


@pytest.mark.parametrize("kind", [smtplib.LMTP, smtplib.SMTP])
def test_what_a_mail_server_hands_over_is_safe_when_we_say_so(now, environment, kind):
    mailroom.mailbox(now)
    more = ["--smtp"] if kind is smtplib.SMTP else []

    with mailroom.listening(*more, environment=environment) as door:
        handed(door.port, mailroom.letter(), kind=kind)
        handed(door.port, mailroom.letter(), kind=kind)

    [mail] = Mail.objects.all()
    assert (mail.door, mail.fate, Case.objects.count()) == (Door.HANDED, Fate.OPENED, 1)


def test_a_mail_to_nobody_is_refused_and_one_to_two_mailboxes_is_taken_one_by_one(now, environment):
    mailroom.mailbox(now)
    second = "second@anlin.test"
    mailroom.mailbox(now, project=Mailbox.objects.get().project, address=second)

    with mailroom.listening(environment=environment) as door:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            handed(door.port, mailroom.letter(), to=["nobody@anlin.test"])
        left = handed(door.port, mailroom.letter(), to=[mailroom.ADDRESS, second])
    assert refused.value.recipients["nobody@anlin.test"][0] == 550
    assert (left[second][0], Mail.objects.count()) == (452, 1)


def test_a_bounce_is_taken_and_opens_nothing(now, environment):
    mailroom.mailbox(now)

    with mailroom.listening(environment=environment) as door:
        handed(door.port, mailroom.letter(), sender="")

    assert (Mail.objects.get().fate, Case.objects.exists()) == (Fate.AUTOMATIC, False)


def test_while_the_house_is_closed_or_the_database_away_the_sender_keeps_the_mail(now, environment):
    mailroom.mailbox(now)
    upkeep.close(reason="备份", opens_at=None, by=BY, at=now)
    with mailroom.listening(environment=environment) as door:
        with pytest.raises(smtplib.SMTPDataError) as closed:
            handed(door.port, mailroom.letter())
        upkeep.reopen(by=BY, at=now)
        handed(door.port, mailroom.letter())
    away = environment | {"DATABASE_URL": "postgres://anlin@127.0.0.1:1/anlin?connect_timeout=1"}
    with (
        mailroom.listening(environment=away) as door,
        pytest.raises(smtplib.SMTPRecipientsRefused) as refused,
    ):
        handed(door.port, mailroom.letter())

    assert closed.value.smtp_code == 451
    assert refused.value.recipients[mailroom.ADDRESS][0] == 451
    assert Mail.objects.count() == 1


def test_killed_before_it_answers_the_door_has_the_mail_and_takes_it_no_second_time(
    now, environment
):
    mailroom.mailbox(now)
    with mailroom.listening(environment=environment, script=KILLED_BEFORE_ANSWERING) as door:
        with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
            handed(door.port, mailroom.letter())
        door.process.wait(20)
    assert Mail.objects.count() == 1

    with mailroom.listening(environment=environment) as door:
        handed(door.port, mailroom.letter())
    assert (Mail.objects.count(), Case.objects.count()) == (1, 1)


def test_mails_are_fetched_and_marked_as_read_only_then(now, keeping):
    box = on_server(keeping, now)
    keeping.put("1.a", mailroom.letter())
    keeping.put("2.b", b"Subject: from nobody\r\n\r\nhello")

    assert actions.fetch(mailbox=box, by=BY, at=now) == 2
    assert actions.fetch(mailbox=box, by=BY, at=now) == 0

    assert sorted(Mail.objects.values_list("fate", "door")) == [
        ("held", "fetched"),
        ("opened", "fetched"),
    ]
    assert (keeping.seen(), keeping.unread()) == (["1.a", "2.b"], 0)


def test_killed_between_taking_and_marking_nothing_is_lost_and_nothing_is_double(
    now, keeping, environment
):
    on_server(keeping, now)
    keeping.put("1.a", mailroom.letter())
    more = EmailMessage()
    more["From"], more["Subject"] = "zhao@example.org", "没有编号的来信"
    more.set_content("路灯不亮")
    keeping.put("2.b", more)
    told = environment | {"ANLIN_IMAP_AUTHORITY": keeping.authority}

    for _run in range(2):
        killed = subprocess.run(
            [sys.executable, "-c", KILLED_BEFORE_MARKING], env=told, check=False
        )
        assert (killed.returncode, keeping.seen()) == (-9, [])
    assert Mail.objects.count() == 1
    run = subprocess.run(
        [sys.executable, "-m", "anlin.config.cli", "mail", "fetch"], env=told, check=True
    )

    assert (run.returncode, Mail.objects.count(), Case.objects.count()) == (0, 2, 2)
    assert keeping.seen() == ["1.a", "2.b"]


def test_a_wrong_password_and_a_server_nobody_trusts_are_told_and_lose_nothing(
    now, keeping, settings
):
    box = on_server(keeping, now, password="another")
    keeping.put("1.a", mailroom.letter())
    with pytest.raises(MailboxAway):
        actions.fetch(mailbox=box, by=BY, at=now)
    assert actions.fetch_all(by=BY, at=now) == 0
    box.refresh_from_db()
    assert box.trouble
    assert mailroom.PASSWORD not in box.trouble

    settings.IMAP_AUTHORITY = ""
    with pytest.raises(MailboxAway) as untrusted:
        actions.fetch(mailbox=box, by=BY, at=now)
    assert ("TLS" in str(untrusted.value), keeping.seen(), Mail.objects.count()) == (True, [], 0)


def test_one_mailbox_that_is_away_keeps_no_other_from_being_read(now, keeping, monkeypatch):
    monkeypatch.setenv("ANLIN_IMAP_PASSWORD", mailroom.PASSWORD)
    box = on_server(keeping, now, password="")
    away = {"server": "localhost", "port": 1, "user_name": "x", "address": "away@anlin.test"}
    mailroom.mailbox(now, project=box.project, **away)
    keeping.put("1.a", mailroom.letter())

    assert actions.fetch_all(by=BY, at=now) == 1
    assert [bool(b.trouble) for b in Mailbox.objects.order_by("pk")] == [False, True]
