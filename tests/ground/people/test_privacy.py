"""A person's own data: a copy of all of it, erasure by two, and holds that stand against it."""

import datetime as dt

import pytest
from django.conf import settings

from anlin.foundation.accounts import api as accounts
from anlin.foundation.audit import api as audit
from anlin.foundation.jobs import api as jobs
from anlin.foundation.search import api as search
from anlin.ground.people import actions, permissions, queries
from anlin.ground.people.choices import CallTime, Fate, RequestKind, RequestState
from anlin.ground.people.errors import (
    AlreadyErased,
    AskedBefore,
    HoldStands,
    NotPrepared,
    SecondPersonNeeded,
    StillNeeded,
)
from anlin.ground.people.models import DataRequest, Person
from anlin.ground.tenure import actions as tenure
from anlin.ground.tenure.choices import EndedBecause, TenureRole
from anlin.instruments.correspondence import actions as correspondence
from anlin.instruments.correspondence.choices import Channel
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents import queries as kept
from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.actors import Actor, ActorKind, system
from anlin.kernel.errors import NotAllowed
from anlin.kernel.subjects import Subject
from anlin.trades.cases import actions as cases_actions
from anlin.trades.cases.choices import FollowUpMethod
from anlin.trades.cases.models import Case
from factories import cases, desks, dumps, people
from factories import documents as pictures
from factories import tenure as tenants
from factories.accounts import PASSWORD

BY = system("tests")
NAME, PHONE, EMAIL = "亓官霏翎", "13755660917", "qiguan.feiling@example.com"
WORDS = "阳台的蓝色花盆掉下去了。"
DUE = dt.date(2027, 1, 4)


def one(number, *rights):
    return Actor(kind=ActorKind.STAFF, key=number, rights_by_project={None: frozenset(rights)})


FIRST, SECOND = one(1, permissions.ERASE), one(2, permissions.ERASE)


@pytest.fixture
def lived(settings, tmp_path):
    """Somebody who lived here, said something in the portal, was written to, and moved away."""
    settings.MEDIA_ROOT = tmp_path
    made = desks.scene()
    made.person = people.person(NAME, PHONE, email=EMAIL)
    account = accounts.open_account(username="feiling", password=PASSWORD, phone=PHONE, at=made.at)
    accounts.set_email(account=account, email=EMAIL, at=made.at)
    actions.note_call_time(person=made.person, call_time=CallTime.EVENING, by=BY, at=made.at)
    actions.give_account(person=made.person, account=account, by=BY, at=made.at)
    made.account = account
    held = tenants.holder(made.unit, made.person, role=TenureRole.TENANT)
    me = Actor(kind=ActorKind.RESIDENT, key=made.person.pk, unit_ids=frozenset({made.unit.pk}))
    made.me = me
    made.case = cases.opened(
        made.project, made.at, words=WORDS, reporter=made.person, unit=made.unit, by=me
    )
    made.called = cases.opened(
        made.project, made.at, words=WORDS, reporter_name=NAME, reporter_phone=PHONE
    )
    made.picture = documents.keep(
        pictures.picture(), name=f"{NAME}.jpg", subject=made.case.subject, kind=DocumentKind.PHOTO,
        project_id=made.project.pk, by=me, at=made.at,
    )  # fmt: skip
    correspondence.send(
        person=made.person, subject=made.case.subject, title="回复", body=f"{NAME}，您好。", by=BY,
        project_id=made.project.pk, channels=[Channel.IN_PROGRAM], at=made.at,
    )  # fmt: skip
    for case in (made.case, made.called):
        cases.sorted_(case, made.at)
        cases_actions.answer(
            case=case, words=f"已联系{NAME}（{PHONE}）。", channel=case.channel, by=BY, at=made.at
        )
    made.held = held
    return made


def leave(made):
    for case in (made.case, made.called):
        cases_actions.follow_up(
            case=Case.objects.get(pk=case.pk), method=FollowUpMethod.PHONE, is_satisfied=True,
            new_information=f"{NAME}搬走了", by=BY, at=made.at,
        )  # fmt: skip
    today = made.at.date()
    tenure.end(tenure=made.held, on=today, because=EndedBecause.MOVED_OUT, by=BY, at=made.at)
    return actions.ask(
        person=made.person,
        kind=RequestKind.ERASURE,
        reason="搬走了",
        due_on=DUE,
        by=made.me,
        at=made.at,
    )


@pytest.mark.django_db
def test_a_copy_holds_what_every_room_knows(lived):
    held = actions.export(person=lived.person, why="本人申请", by=lived.me, at=lived.at)

    told = "\n".join(line.text for holding in held for line in holding.lines)
    assert all(word in told for word in (NAME, PHONE, EMAIL, WORDS, "您好", str(lived.unit)))
    assert str(CallTime.EVENING.label) in told
    [picture] = [file for holding in held for line in holding.lines for file in line.files]
    assert picture.path == kept.file_of(lived.picture)
    [entry, *_] = audit.of_subject(lived.person.subject)
    assert (entry.deed, entry.details["files"]) == ("people.exported", 1)
    with pytest.raises(NotAllowed):
        actions.export(person=lived.person, why="好奇", by=one(3, "people.look"), at=lived.at)


@pytest.mark.django_db
def test_what_still_runs_is_needed_and_nothing_is_erased(lived):
    request = actions.ask(
        person=lived.person, kind=RequestKind.ERASURE, reason="", due_on=DUE, by=BY, at=lived.at
    )

    said = {str(v.what): v.fate for v in queries.verdicts_on(lived.person.pk, lived.at)}
    assert list(said.values()).count(Fate.NEEDED) == 2
    with pytest.raises(StillNeeded):
        actions.prepare_erasure(request=request, by=FIRST, at=lived.at)
    with pytest.raises(AskedBefore):
        actions.ask(
            person=lived.person, kind=RequestKind.ERASURE, reason="", due_on=DUE, by=BY, at=lived.at
        )
    assert Person.objects.get(pk=lived.person.pk).name == NAME


@pytest.mark.django_db
def test_two_are_needed_and_a_hold_is_stronger(lived):
    request = leave(lived)
    with pytest.raises(NotPrepared):
        actions.confirm_erasure(request=request, by=SECOND, at=lived.at)
    actions.prepare_erasure(request=request, by=FIRST, at=lived.at)
    with pytest.raises(SecondPersonNeeded):
        actions.confirm_erasure(request=request, by=FIRST, at=lived.at)
    hold = actions.place_hold(person=lived.person, reason="诉讼", until=None, by=BY, at=lived.at)
    with pytest.raises(HoldStands):
        actions.confirm_erasure(request=request, by=SECOND, at=lived.at)
    with pytest.raises(NotAllowed):
        actions.lift_hold(hold=hold, by=SECOND, at=lived.at)
    assert Person.objects.get(pk=lived.person.pk).name == NAME

    actions.lift_hold(hold=hold, by=BY, at=lived.at)

    assert actions.confirm_erasure(request=request, by=SECOND, at=lived.at) > 0
    with pytest.raises(AlreadyErased):
        actions.ask(
            person=Person.objects.get(pk=lived.person.pk), kind=RequestKind.ERASURE, reason="",
            due_on=DUE, by=BY, at=lived.at,
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_after_erasure_nothing_says_who_it_was_and_the_figures_stay(lived):
    counted = (Case.objects.count(), Person.objects.count(), DataRequest.objects.count() + 1)
    request = leave(lived)
    path = kept.file_of(lived.picture)
    assert path.exists()
    actions.prepare_erasure(request=request, by=FIRST, at=lived.at)
    actions.confirm_erasure(request=request, by=SECOND, at=lived.at)
    jobs.run_waiting(now=lived.at)

    assert (
        Case.objects.count(), Person.objects.count(), DataRequest.objects.count()
    ) == counted  # fmt: skip
    assert DataRequest.objects.get().state == RequestState.DONE
    assert Person.objects.get(pk=lived.person.pk).call_time == ""
    secrets = {"name": NAME, "phone": PHONE, "email": EMAIL, "words": WORDS, "account": "feiling"}
    # Files of SQLite keep what was deleted until the page is used again: only what can be read counts.
    readable = [(where, held) for where, held in dumps.everything() if "sqlite3" not in where]
    assert dumps.found(secrets, readable) == []
    assert [
        sealed for sealed in opened_everywhere() if any(s in sealed for s in secrets.values())
    ] == []
    assert not path.exists()
    everywhere = {"kinds": None, "project_ids": None, "also_hidden": True}
    assert [search.find(said, **everywhere) for said in (NAME, PHONE, "花盆")] == [[], [], []]
    assert [hit.subject for hit in search.find(lived.case.number, **everywhere)] == [
        lived.case.subject
    ]
    assert accounts.account_by_phone(PHONE) is None
    audit.seal(now=lived.at)
    audit.seal(now=lived.at)
    assert audit.verify().first_fault is None


def opened_everywhere():
    """Every sealed text of the house, in clear."""
    from django.apps import apps  # noqa: PLC0415  (only here)

    from anlin.foundation.vault.places import sealed_fields  # noqa: PLC0415

    for model in apps.get_models():
        for field in sealed_fields(model):
            for row in model._default_manager.all():
                yield getattr(row, field.name) or ""


@pytest.mark.django_db
def test_a_request_is_refused_with_a_reason(lived):
    request = leave(lived)

    actions.refuse(request=request, why="法院要求保存", by=FIRST, at=lived.at)

    assert (request.state, request.answer) == (RequestState.REFUSED, "法院要求保存")
    assert list(queries.open_requests()) == []
    assert settings.DATA_REQUEST_DAYS == 15
    assert Subject("person", str(lived.person.pk)) == lived.person.subject
