"""Mails become matters, join the matter they belong to, or are held; each once."""

import datetime as dt

import pytest
from django.core import mail as outbox
from PIL import Image

from anlin.foundation.audit.models import Entry
from anlin.foundation.jobs import api as jobs
from anlin.foundation.news import api as news
from anlin.ground.people.sockets import Erasure
from anlin.instruments.documents import queries as papers
from anlin.instruments.documents.models import Document
from anlin.kernel.actors import system
from anlin.kernel.errors import Conflict, NotAllowed
from anlin.trades.cases import actions as cases
from anlin.trades.cases.models import Case, Report
from anlin.trades.reception import actions, queries
from anlin.trades.reception.choices import Fate, Hold
from anlin.trades.reception.models import Mail, Original
from factories import actors, documents, estate, mailroom
from factories import cases as case_factory
from factories import people as person_factory
from factories import tenure as tenure_factory

pytestmark = pytest.mark.django_db
BY = system("tests")


@pytest.fixture
def box(noon):
    return mailroom.mailbox(noon)


def owner(box, email="zeng@example.org", name="曾丽华"):
    unit = estate.unit(box.project)
    person = person_factory.person(name, email=email)
    tenure_factory.holder(unit, person)
    return person, unit


@pytest.mark.shows("B-INT-08")
def test_a_mail_becomes_a_matter_of_its_sender_and_is_acknowledged_with_its_number(box, noon):
    person, unit = owner(box)
    mail = mailroom.letter("三号楼电梯困人。\n-- \n曾")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (22.0, 32.0, 1.0)
    photo = documents.picture(exif=exif)
    mail.add_attachment(photo, maintype="image", subtype="jpeg", filename="a.jpg")

    taken = mailroom.taken(box, mail, noon)

    case = Case.objects.get()
    assert (taken.fate, taken.case, taken.rest) == (Fate.OPENED, case, "-- \n曾")
    assert (case.words, case.title, case.reporter, case.unit, case.channel.code) == (
        "三号楼电梯困人。", "电梯困人", person, unit, "email",
    )  # fmt: skip
    [kept] = Document.objects.all()
    with Image.open(papers.file_of(kept)) as drawn:
        assert (kept.subject, dict(drawn.getexif())) == (case.subject, {})
    assert queries.original_of(taken) == mail.as_bytes()
    jobs.run_waiting(now=noon)
    [sent] = outbox.outbox
    assert (sent.to, sent.from_email) == (["zeng@example.org"], mailroom.ADDRESS)
    assert f"[{case.number}]" in sent.subject
    assert case.number in sent.body
    assert sent.extra_headers["In-Reply-To"] == "<one@example.org>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-replied"


def test_somebody_we_do_not_know_is_kept_by_the_address_they_wrote_from(box, noon):
    mailroom.taken(box, mailroom.letter(), noon)

    case = Case.objects.get()
    assert (case.reporter, case.reporter_name) == (None, "曾丽华 <zeng@example.org>")
    jobs.run_waiting(now=noon)
    assert outbox.outbox[0].to == ["zeng@example.org"]


def test_an_address_that_two_people_have_is_nobodys(box, noon):
    owner(box)
    person_factory.person("赵明", email="zeng@example.org")

    mailroom.taken(box, mailroom.letter(), noon)

    assert Case.objects.get().reporter is None


def test_the_same_mail_twice_is_one_matter(box, noon):
    first = mailroom.taken(box, mailroom.letter(), noon)
    again = mailroom.taken(box, mailroom.letter(), noon)

    jobs.run_waiting(now=noon)
    assert (first.pk, Case.objects.count(), len(outbox.outbox)) == (again.pk, 1, 1)


def test_another_sender_with_the_same_id_is_another_mail(box, noon):
    mailroom.taken(box, mailroom.letter(), noon)
    mailroom.taken(box, mailroom.letter(From="else@example.org"), noon)

    assert Case.objects.count() == 2


@pytest.mark.parametrize("by_number", [True, False])
def test_an_answer_joins_the_matter_it_belongs_to(box, noon, by_number):
    first = mailroom.taken(box, mailroom.letter(), noon)
    number = first.case.number
    more = {"Subject": f"Re: [{number}]"} if by_number else {"In_Reply_To": "<one@example.org>"}
    jobs.run_waiting(now=noon)

    second = mailroom.taken(
        box, mailroom.letter("人出来了。\n> 您好", Message_ID="<two@example.org>", **more), noon
    )

    assert (second.fate, second.case, Case.objects.count()) == (Fate.JOINED, first.case, 1)
    assert [r.words for r in Report.objects.order_by("pk")][1:] == ["人出来了。"]
    jobs.run_waiting(now=noon)
    assert len(outbox.outbox) == 1


def test_an_answer_to_our_own_mail_joins_though_its_subject_was_changed(box, noon):
    first = mailroom.taken(box, mailroom.letter(Message_ID=None), noon)
    jobs.run_waiting(now=noon)
    ours = outbox.outbox[0].extra_headers["Message-ID"]

    second = mailroom.taken(
        box, mailroom.letter("好的", Subject="谢谢", Message_ID="<2@x>", In_Reply_To=ours), noon
    )

    assert second.case == first.case


@pytest.mark.parametrize("how", ["number", "thread"])
def test_who_only_knows_the_number_gets_into_nobody_elses_matter(box, noon, how):
    first = mailroom.taken(box, mailroom.letter(), noon)
    more = (
        {"Subject": f"[{first.case.number}]"}
        if how == "number"
        else {"References": "<one@example.org>"}
    )

    second = mailroom.taken(
        box, mailroom.letter("给我看看", From="thief@x.test", Message_ID="<2@x>", **more), noon
    )

    assert (second.fate, second.named) == (Fate.OPENED, first.case)
    assert second.case != first.case
    assert Report.objects.filter(case=first.case).count() == 1
    jobs.run_waiting(now=noon)
    assert first.case.number not in outbox.outbox[1].subject + outbox.outbox[1].body


def test_a_matter_told_by_telephone_is_joined_by_its_reporter_alone(box, noon):
    person, _unit = owner(box)
    case = case_factory.opened(box.project, noon, reporter=person)

    mine = mailroom.taken(box, mailroom.letter(Subject=case.number), noon)
    other = mailroom.taken(
        box, mailroom.letter(Subject=case.number, From="x@y.test", Message_ID="<3@x>"), noon
    )

    assert (mine.case, other.case == case) == (case, False)


def test_a_number_of_another_project_is_a_number_of_nothing(box, noon):
    elsewhere = mailroom.mailbox(noon, project=estate.project("ZZ"), address="zz@anlin.test")
    first = mailroom.taken(elsewhere, mailroom.letter(), noon)

    second = mailroom.taken(
        box, mailroom.letter(Subject=f"[{first.case.number}]", Message_ID="<2@x>"), noon
    )

    assert (second.fate, second.named, second.case.project) == (Fate.OPENED, None, box.project)


@pytest.mark.parametrize(
    ("more", "door"),
    [
        ({"Auto_Submitted": "auto-replied"}, {}), ({"Precedence": "bulk"}, {}), ({}, {"is_bounce": True}),
        ({"From": "MAILER-DAEMON@x.test"}, {}), ({"From": mailroom.ADDRESS}, {}),
    ],
)  # fmt: skip
def test_what_a_machine_wrote_opens_nothing_and_gets_no_answer(box, noon, more, door):
    taken = mailroom.taken(box, mailroom.letter(**more), noon, **door)

    jobs.run_waiting(now=noon)
    assert (taken.fate, Case.objects.count(), outbox.outbox) == (Fate.AUTOMATIC, 0, [])


def test_what_cannot_be_read_is_held_with_its_bytes_and_settled_by_somebody(box, noon):
    held = mailroom.taken(box, b"Subject: from nobody\r\n\r\nhello", noon)

    assert (held.fate, held.hold, Case.objects.count()) == (Fate.HELD, Hold.NO_SENDER, 0)
    assert queries.original_of(held) == b"Subject: from nobody\r\n\r\nhello"
    with pytest.raises(NotAllowed):
        actions.settle(mail=held, by=actors.staff("reception.see"), at=noon)
    actions.settle(mail=held, by=actors.staff("reception.take"), at=noon)
    with pytest.raises(Conflict):
        actions.settle(
            mail=Mail(pk=held.pk, fate=Fate.HELD, project_id=held.project_id), by=BY, at=noon
        )


def test_who_writes_more_than_people_do_is_held_from_then_on(box, noon):
    for n in range(queries.MOST_AN_HOUR):
        mailroom.taken(box, mailroom.letter(Message_ID=f"<{n}@x>"), noon)
    over = mailroom.taken(box, mailroom.letter(Message_ID="<over@x>"), noon)
    later = mailroom.taken(
        box, mailroom.letter(Message_ID="<later@x>"), noon + dt.timedelta(hours=2)
    )

    assert (over.hold, later.fate) == (Hold.FLOOD, Fate.OPENED)


def test_a_file_that_may_not_be_kept_is_named_with_the_reason(box, noon):
    mail = mailroom.letter()
    mail.add_attachment(b"MZ", maintype="application", subtype="x", filename="run.exe")

    taken = mailroom.taken(box, mail, noon)

    assert "run.exe" in taken.left_out
    assert not Document.objects.exists()


def test_an_answer_of_the_desk_goes_out_below_their_mail_and_only_there(box, noon):
    taken = mailroom.taken(box, mailroom.letter(), noon)
    by_phone = case_factory.opened(box.project, noon)
    for case in (taken.case, by_phone):
        case_factory.sorted_(case, noon)
        cases.answer(case=case, words="已修好。", channel=case.channel, by=BY, at=noon)
    news.deliver_waiting(now=noon)
    jobs.run_waiting(now=noon)
    jobs.run_waiting(now=noon)

    answers = [m for m in outbox.outbox if "已修好。" in m.body]
    assert [m.extra_headers["In-Reply-To"] for m in answers] == ["<one@example.org>"]


def test_nothing_of_a_mail_stands_in_the_audit_or_in_clear(box, noon):
    mailroom.taken(box, mailroom.letter("电话13800001234"), noon)

    told = " ".join(str(entry.__dict__) for entry in Entry.objects.all())
    assert not any(word in told for word in ("zeng", "13800001234", "困人"))
    with_raw = Original.objects.values_list("folded", flat=True)
    assert all(isinstance(value, bytes | memoryview) for value in with_raw)


def test_whoever_is_erased_leaves_no_mail_behind(box, noon):
    person, _unit = owner(box)
    mail = mailroom.taken(box, mailroom.letter(), noon)
    jobs.run_waiting(now=noon)
    assert "三号楼电梯困人" in str(queries.held_on([person.pk]).lines)

    actions.forget(Erasure(person_ids=(person.pk,), names=("曾丽华",), phones=(), by=BY, at=noon))

    mail.refresh_from_db()
    assert (mail.words, mail.sender, mail.title, queries.original_of(mail)) == (
        "*",
        None,
        None,
        None,
    )


def test_originals_are_let_go_after_their_term(box, noon):
    mail = mailroom.taken(box, mailroom.letter(), noon)
    [keeping] = actions.kept()

    assert keeping.due(noon) == 0
    assert keeping.let_go(noon + dt.timedelta(seconds=1), noon) == 1
    assert queries.original_of(mail) is None
