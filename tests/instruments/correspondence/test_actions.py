import datetime as dt

import pytest

from anlin.foundation.jobs import api as jobs
from anlin.instruments.correspondence import actions, queries
from anlin.instruments.correspondence.choices import Channel, MessageState
from anlin.instruments.correspondence.errors import ChannelPlanned, NothingToSay, NotReachable
from anlin.instruments.correspondence.models import Message
from anlin.kernel.errors import NotAllowed, NotThere
from anlin.kernel.states import NoSuchStep
from anlin.kernel.subjects import Subject
from factories import actors, people

pytestmark = pytest.mark.django_db(transaction=True)
CASE = Subject("case", "42")
CLERK = actors.staff("correspondence.send")
LATER = dt.timedelta(hours=3)


@pytest.fixture(autouse=True)
def _empty_queue(noon):
    # The queue of PostgreSQL is no Django table, so emptying the database after a test leaves it.
    jobs.run_waiting(now=noon)


@pytest.fixture(autouse=True)
def _sender(settings):
    settings.DEFAULT_FROM_EMAIL = "安邻 <desk@anlin.example>"


@pytest.fixture
def chen(noon):
    return people.person(at=noon, email="chen@example.com")


def send(person, *channels, at, by=CLERK, title="水龙头\n修好了", body="请确认。"):
    return actions.send(
        person=person,
        subject=CASE,
        title=title,
        body=body,
        project_id=None,
        channels=channels,
        by=by,
        at=at,
    )


def test_a_message_is_in_the_portal_at_once_and_read_once(chen, noon):
    [message] = send(chen, Channel.IN_PROGRAM, at=noon)
    assert list(queries.unread_for(chen.pk)) == [message]

    owner = actors.resident(key=chen.pk)
    stale = Message.objects.get(pk=message.pk)
    actions.mark_read(message=message, by=owner, at=noon)
    again = actions.mark_read(message=stale, by=owner, at=noon + LATER)

    assert (again.state, again.read_at, again.body) == (MessageState.READ, noon, "请确认。")
    assert list(queries.unread_for(chen.pk)) == []
    assert list(queries.in_portal_of(chen.pk)) == [message]


def test_a_mail_leaves_after_the_commit(chen, office, noon):
    portal, mail = send(chen, Channel.IN_PROGRAM, Channel.EMAIL, at=noon)
    assert (mail.state, office.kept) == (MessageState.QUEUED, [])

    jobs.run_waiting(now=noon + LATER)

    [taken] = office.kept
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.tries) == (MessageState.SENT, noon + LATER, 1)
    assert (taken["To"], taken["Subject"]) == ("chen@example.com", "水龙头 修好了")
    assert taken["Message-ID"] == f"<{mail.ref}@anlin.example>"
    assert taken.get_content().strip() == "请确认。"
    assert list(queries.of_subject(CASE)) == [portal, mail]


def test_a_sent_mail_is_not_sent_again(chen, office, noon):
    [mail] = send(chen, Channel.EMAIL, at=noon)
    for _time in range(2):
        actions.deliver(message_id=mail.pk, at=noon)

    assert len(office.kept) == 1


def test_a_mail_whose_sending_was_not_noted_goes_out_under_the_same_name(chen, office, noon):
    [mail] = send(chen, Channel.EMAIL, at=noon)
    actions.deliver(message_id=mail.pk, at=noon)
    Message.objects.filter(pk=mail.pk).update(state=MessageState.QUEUED, sent_at=None)
    actions.deliver(message_id=mail.pk, at=noon)

    assert len({taken["Message-ID"] for taken in office.kept}) == 1


def test_a_mail_waits_while_the_server_says_later(chen, office, noon):
    office.answers.append("451 try later")
    [mail] = send(chen, Channel.EMAIL, at=noon)
    jobs.run_waiting(now=noon, limit=1)
    mail.refresh_from_db()
    assert (mail.state, mail.tries, office.kept) == (MessageState.QUEUED, 1, [])

    jobs.run_waiting(now=noon + LATER)
    mail.refresh_from_db()
    assert (mail.state, mail.tries, len(office.kept)) == (MessageState.SENT, 2, 1)


def test_a_mail_that_is_refused_for_good_can_be_sent_again_by_hand(chen, office, noon):
    office.answers.append("550 no such mailbox")
    [mail] = send(chen, Channel.EMAIL, at=noon)
    jobs.run_waiting(now=noon)
    mail.refresh_from_db()
    assert (mail.state, mail.failed_reason) == (MessageState.FAILED, "550 no such mailbox")
    assert list(queries.not_delivered(None)) == [mail]

    actions.send_again(message=mail, by=CLERK, at=noon)
    jobs.run_waiting(now=noon)
    mail.refresh_from_db()
    assert (mail.state, mail.failed_reason, len(office.kept)) == (MessageState.SENT, "", 1)
    with pytest.raises(NoSuchStep):
        actions.send_again(message=mail, by=CLERK, at=noon)


def test_who_has_no_address_is_told_in_the_portal_only(noon):
    zhou = people.person("周全", at=noon)

    assert [m.channel for m in send(zhou, *Channel.values[:2], at=noon)] == [Channel.IN_PROGRAM]
    with pytest.raises(NotReachable):
        send(zhou, Channel.EMAIL, at=noon)
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"by": actors.staff("correspondence.see")}, NotAllowed),
        ({"by": actors.resident()}, NotAllowed),
        ({"title": " \n"}, NothingToSay),
        ({"body": " "}, NothingToSay),
    ],
)
def test_a_message_is_refused_and_nothing_is_written(changes, refusal, chen, noon):
    with pytest.raises(refusal):
        send(chen, Channel.EMAIL, at=noon, **changes)

    assert (Message.objects.count(), jobs.waiting_count()) == (0, 0)


def test_planned_channels_say_so(chen, noon):
    with pytest.raises(ChannelPlanned):
        send(chen, Channel.IN_PROGRAM, Channel.SMS, at=noon)
    assert not Message.objects.exists()


@pytest.mark.parametrize("by", [actors.resident(key=0), CLERK])
def test_only_the_person_reads_their_message(by, chen, noon):
    [message] = send(chen, Channel.IN_PROGRAM, at=noon)

    with pytest.raises(NotThere):
        actions.mark_read(message=message, by=by, at=noon)
    assert list(queries.unread_for(chen.pk)) == [message]


def test_a_message_is_found_by_its_reference(chen, noon):
    [message] = send(chen, Channel.IN_PROGRAM, at=noon)

    assert queries.by_ref(message.ref.lower()) == message
    with pytest.raises(NotThere):
        queries.by_ref("NOTTHERE")
