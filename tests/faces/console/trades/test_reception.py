"""The reception at the desk: mails that came in, and the mailboxes they come from."""

import pytest
from django.test import Client

from anlin.foundation.audit.models import Entry
from anlin.trades.reception.choices import Fate
from anlin.trades.reception.models import Mail, Mailbox, Sign
from factories import desks, mailroom

pytestmark = pytest.mark.django_db
HERE = "/console/trades/reception/"
BOX = {
    "address": "Repairs@anlin.test",
    "server": "",
    "port": 993,
    "user_name": "",
    "password": "",
    "folder": "INBOX",
}


@pytest.fixture
def box(made):
    return mailroom.mailbox(made.at, project=made.project)


@pytest.fixture
def manager(made):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(desks.employee("林主任", "linzhuren", "office_manager", made=made).account)
    return client


def held(box, at, number=1):
    return mailroom.taken(box, f"Subject: {number}\r\n\r\nhello".encode(), at)


@pytest.mark.parametrize("rows", [1, 3])
def test_mails_stand_in_a_list_with_what_became_of_them(
    box, made, clerk, rows, django_assert_num_queries
):
    for n in range(rows):
        mailroom.taken(box, mailroom.letter(Message_ID=f"<{n}@x>"), made.at)
    clerk.get(HERE)

    with django_assert_num_queries(6):
        page = clerk.get(HERE).content.decode()

    assert ("成为事项" in page, "电梯困人" in page, "zeng@" in page) == (True, True, False)


def test_a_mail_shows_its_words_its_matter_and_its_bytes(box, made, clerk, stranger):
    mail = mailroom.taken(box, mailroom.letter("电梯困人。\n-- \n<b>曾</b>"), made.at)
    address = f"{HERE}mails/{mail.pk}/"

    page = clerk.get(address).content.decode()
    raw = clerk.get(f"{address}original/")

    assert (mail.case.number in page, "&lt;b&gt;曾" in page) == (True, True)
    assert raw.content == mailroom.letter("电梯困人。\n-- \n<b>曾</b>").as_bytes()
    assert "attachment" in raw.headers["Content-Disposition"]
    assert [
        stranger.get(f"{address}{more}").status_code for more in ("", "original/", "settle/")
    ] == [404] * 3


def test_a_held_mail_waits_until_somebody_dealt_with_it(box, made, clerk, technician):
    mail = held(box, made.at)
    address = f"{HERE}mails/{mail.pk}/"

    assert "没有写明" in clerk.get(address).content.decode()
    assert str(mail.pk) in clerk.get(f"{HERE}?view=held").content.decode()
    assert technician.post(f"{address}settle/").status_code == 403
    assert clerk.post(f"{address}settle/").status_code == 302
    assert clerk.post(f"{address}settle/").status_code == 302
    assert Entry.objects.filter(deed="reception.mail_settled").count() == 1
    mail.refresh_from_db()
    assert (mail.fate, mail.settled_by) == (Fate.HELD, f"staff:{made.desk.pk}")


def test_a_mailbox_is_added_changed_and_retired_and_its_password_is_never_shown(
    made, manager, clerk
):
    added = manager.post(
        f"{HERE}mailboxes/new/",
        BOX | {"server": "imap.anlin.test", "user_name": "u", "password": "geheim"},
    )
    box = Mailbox.objects.get()
    page = manager.get(f"{HERE}mailboxes/{box.pk}/").content.decode()

    assert (added.status_code, box.address, box.password, "geheim" in page) == (
        302,
        "repairs@anlin.test",
        "geheim",
        False,
    )
    changed = {**BOX, "server": "other.test", "user_name": "u"}
    assert manager.post(f"{HERE}mailboxes/{box.pk}/", changed).status_code == 302
    box.refresh_from_db()
    assert (box.server, box.password) == ("other.test", "geheim")
    assert clerk.get(f"{HERE}mailboxes/").status_code == 403
    assert manager.post(f"{HERE}mailboxes/{box.pk}/retire/").status_code == 302
    box.refresh_from_db()
    assert (box.retired_at is None, box.password) == (False, None)


@pytest.mark.parametrize(
    "wrong", [{"address": "no address"}, {"server": "imap.test"}, {"address": mailroom.ADDRESS}]
)
def test_a_mailbox_that_cannot_be_is_refused_in_words(box, made, manager, wrong):
    answer = manager.post(f"{HERE}mailboxes/new/", BOX | wrong)

    assert (answer.status_code, Mailbox.objects.count()) == (422, 1)


def test_a_mailbox_of_another_project_does_not_exist(box, stranger):
    assert stranger.get(f"{HERE}mailboxes/{box.pk}/").status_code == 404
    assert stranger.post(f"{HERE}mailboxes/{box.pk}/retire/").status_code == 404
    assert not Mail.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_signs_stand_in_a_list(made, clerk, rows, django_assert_num_queries):
    for n in range(rows):
        clerk.post(f"{HERE}signs/new/", {"place": f"{n}号水泵房", "building": ""})
    clerk.get(f"{HERE}signs/")

    with django_assert_num_queries(6):
        page = clerk.get(f"{HERE}signs/").content.decode()

    assert page.count("号水泵房") == rows


def test_a_sign_is_put_up_printed_with_its_code_and_taken_down(clerk, stranger, technician):
    refused = clerk.post(f"{HERE}signs/new/", {"place": ""})
    put_up = clerk.post(f"{HERE}signs/new/", {"place": "水泵房", "building": ""})
    sign = Sign.objects.get()
    sheet = clerk.get(put_up.url).content.decode()
    code = clerk.get(f"{put_up.url}code/")

    assert refused.status_code == 422
    assert f"http://testserver/trades/signs/at/{sign.code}/" in sheet
    assert (code.headers["Content-Type"], b"<svg" in code.content) == ("image/svg+xml", True)
    assert technician.get(f"{HERE}signs/").status_code == 403
    pages = [f"{put_up.url}{more}" for more in ("", "code/", "down/")]
    assert [stranger.get(page).status_code for page in pages] == [404] * 3
    assert clerk.post(f"{put_up.url}down/").status_code == 302
    assert clerk.get(put_up.url).status_code == 404
