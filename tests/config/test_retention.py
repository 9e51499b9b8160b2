"""What is kept for how long, and what the night lets go."""

import datetime as dt
import io
import json

import pytest
import xlsxwriter
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from anlin.config.cli import main
from anlin.foundation.audit import api as audit
from anlin.foundation.intake.models import BatchRow
from anlin.foundation.jobs import api as jobs
from anlin.foundation.search import api as search
from anlin.foundation.upkeep import api as upkeep
from anlin.foundation.upkeep.errors import TermNotAllowed
from anlin.ground.people import actions as people_actions
from anlin.ground.people import queries as people_queries
from anlin.ground.people.choices import RequestKind, RequestState
from anlin.ground.people.models import DataRequest
from anlin.ground.tenure import actions as tenure_actions
from anlin.ground.tenure.choices import EndedBecause
from anlin.ground.tenure.models import RosterFile
from anlin.instruments.documents import actions as documents_actions
from anlin.instruments.documents import queries as documents
from anlin.instruments.documents.models import Document
from anlin.kernel.actors import system
from anlin.kernel.errors import NotAllowed, NotThere
from anlin.kernel.subjects import Subject
from anlin.trades.cases import actions as cases_actions
from anlin.trades.cases.choices import FollowUpMethod
from anlin.trades.cases.models import Case
from factories import actors, cases, desks, people, tenure
from factories import documents as pictures

BY = system("tests")
NAME, PHONE = "亓官霏翎", "13755660917"
CODES = [
    "accounts.sessions",
    "tenure.rosters",
    "tenure.former",
    "documents.withdrawn",
    "cases.callers",
    "reception.originals",
]


def days(number):
    return dt.timedelta(days=number)


def kept(code):
    """Days that hold, and how many are over the term, of one kind."""
    return lambda now: next(
        (line.days, line.overdue) for line in upkeep.lines(now) if line.keeping.code == code
    )


@pytest.fixture
def made():
    return desks.scene()


@pytest.mark.django_db
def test_every_room_says_what_it_keeps_and_why(made):
    told = [line.keeping for line in upkeep.lines(made.at)]
    assert sorted(each.code for each in told) == sorted(CODES)
    assert all(each.least <= each.days <= each.most and str(each.because) for each in told)
    assert {each.code for each in upkeep.kept_for_good()} == {
        "audit.entries",
        "tenure.periods",
        "documents.shown",
        "cases.matters",
    }


@pytest.mark.django_db
def test_a_term_is_set_within_the_law_by_whoever_may(noon):
    by = actors.staff("upkeep.set_terms")
    upkeep.set_term(code="accounts.sessions", days=400, by=by, at=noon)
    assert kept("accounts.sessions")(noon) == (400, 0)
    [entry] = audit.of_subject(Subject("keeping", "accounts.sessions"))
    assert (entry.deed, entry.details) == ("upkeep.term_set", {"before": 180, "after": 400})
    for wrong in (179, 1_096):
        with pytest.raises(TermNotAllowed):
            upkeep.set_term(code="accounts.sessions", days=wrong, by=by, at=noon)
    with pytest.raises(NotThere):
        upkeep.set_term(code="everything", days=1, by=by, at=noon)
    with pytest.raises(NotAllowed):
        upkeep.set_term(
            code="accounts.sessions", days=500, by=actors.staff("settings.edit"), at=noon
        )
    assert kept("accounts.sessions")(noon) == (400, 0)


@pytest.mark.django_db
def test_where_somebody_signed_in_is_forgotten_when_the_session_ended_long_ago(made, client):
    account = made.desk.account
    for ip in ("10.0.0.1", "10.0.0.2"):
        client.force_login(account)
        UserSession.objects.create(
            user=account, session_key=client.session.session_key, ip=ip, user_agent="a browser"
        )
        client.cookies.clear()
    ended, standing = UserSession.objects.order_by("pk")
    Session.objects.filter(session_key=ended.session_key).update(expire_date=made.at)
    later = made.at + days(190)
    Session.objects.filter(session_key=standing.session_key).update(expire_date=later + days(1))
    UserSession.objects.update(last_seen_at=made.at)

    assert upkeep.let_go(now=made.at + days(179)) == {}
    assert upkeep.let_go(now=later) == {"accounts.sessions": 1}
    assert list(UserSession.objects.values_list("ip", flat=True)) == ["10.0.0.2"]


@pytest.fixture
def called(made):
    """A matter of somebody we do not know, closed."""
    case = cases.opened(
        made.project,
        made.at,
        words="阳台漏水",
        reporter_name=NAME,
        reporter_phone=PHONE,
    )
    cases.sorted_(case, made.at)
    cases_actions.answer(case=case, words="已修好。", channel=case.channel, by=BY, at=made.at)
    cases_actions.follow_up(
        case=Case.objects.get(pk=case.pk), method=FollowUpMethod.PHONE, is_satisfied=True,
        by=BY, at=made.at,
    )  # fmt: skip
    return case


@pytest.mark.django_db
def test_a_caller_we_do_not_know_is_let_go_three_years_after_the_end(made, called):
    desks.matter(made)
    soon, later = made.at + days(1_094), made.at + days(1_096)
    assert upkeep.let_go(now=soon) == {}
    assert Case.objects.get(pk=called.pk).reporter_name == NAME

    assert kept("cases.callers")(later) == (1_095, 1)
    assert upkeep.let_go(now=later)["cases.callers"] == 1

    case = Case.objects.get(pk=called.pk)
    assert (case.reporter_name, case.reporter_phone, case.reporter_phone_index) == ("*", None, "")
    assert (case.words, case.anonymised_at) == ("阳台漏水", later)
    hits = [search.find(q, kinds=None, project_ids=None) for q in (PHONE, NAME, "阳台漏水")]
    assert [len(list(found)) for found in hits] == [0, 0, 1]
    assert kept("cases.callers")(later) == (1_095, 0)


@pytest.mark.django_db
def test_a_withdrawn_file_goes_and_one_that_is_shown_elsewhere_stays(made, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    twice = [pictures.keep(at=made.at, by=BY) for _time in range(2)]
    alone = pictures.keep(pictures.picture((300, 200)), at=made.at, by=BY)
    for document in (twice[0], alone):
        documents_actions.withdraw(document=document, reason="错了", by=BY, at=made.at)
    later = made.at + days(366)

    assert upkeep.let_go(now=later) == {"documents.withdrawn": 2}

    assert [documents.file_of(each).exists() for each in (twice[1], alone)] == [True, False]
    gone = dict(Document.objects.values_list("pk", "removed_at"))
    assert gone == {twice[0].pk: later, twice[1].pk: None, alone.pk: later}
    assert list(documents.missing()) == []
    assert upkeep.let_go(now=later) == {}


@pytest.mark.django_db
def test_a_roster_goes_after_its_term_with_what_was_refused(made, roster):
    later = made.at + days(91)
    assert kept("tenure.rosters")(made.at + days(89)) == (90, 0)

    assert upkeep.let_go(now=later) == {"tenure.rosters": 1}

    assert RosterFile.objects.count() == 0
    assert {row.reason for row in BatchRow.objects.filter(outcome="refused")} == {"*"}
    with pytest.raises(NotThere):
        tenure_actions.errors_of_roster(batch=roster, by=BY)


@pytest.fixture
def roster(made):
    """A roster with one good row and one whose area is refused."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("楼栋", "单元", "房号", "业主", "电话", "建筑面积"))
        sheet.write_row(1, 0, ("1", "1", "101", "赵一", "13900000001", "88.1"))
        sheet.write_row(2, 0, ("1", "1", "102", "钱二", "13900000002", "很大"))
    batch = tenure_actions.preview_roster(
        data=file.getvalue(), file_name="名册.xlsx", project=made.project, by=BY, at=made.at
    )
    tenure_actions.apply_roster(batch=batch, only_good=True, by=BY, at=made.at)
    return batch


@pytest.fixture
def gone(made):
    """Somebody who moved away today."""
    person = people.person(NAME, PHONE)
    held = tenure.holder(made.unit, person, role="tenant")
    tenure_actions.end(
        tenure=held, on=made.at.date(), because=EndedBecause.MOVED_OUT, by=BY, at=made.at
    )
    return person


@pytest.mark.django_db
def test_who_left_long_ago_is_put_before_two_people_and_not_erased_by_a_clock(made, gone):
    later = made.at + days(1_826)
    assert upkeep.let_go(now=made.at + days(1_824)) == {}

    assert upkeep.let_go(now=later) == {"tenure.former": 1}

    [asked] = DataRequest.objects.all()
    assert (asked.person, asked.kind, asked.state, asked.asked_by) == (
        gone,
        RequestKind.ERASURE,
        RequestState.ASKED,
        "system:retention",
    )
    assert people_queries.by_id(gone.pk).name == NAME
    assert upkeep.let_go(now=later + days(1)) == {}


@pytest.mark.django_db
def test_a_refusal_stands_for_a_whole_term_and_a_hold_for_as_long_as_it_does(made, gone):
    later = made.at + days(1_826)
    hold = people_actions.place_hold(person=gone, reason="诉讼", until=None, by=BY, at=made.at)
    assert upkeep.let_go(now=later) == {}
    people_actions.lift_hold(hold=hold, by=BY, at=later)
    assert upkeep.let_go(now=later) == {"tenure.former": 1}
    asked = DataRequest.objects.get()
    people_actions.refuse(request=asked, why="还欠物业费", by=BY, at=later)
    assert upkeep.let_go(now=later + days(1_000)) == {}
    assert upkeep.let_go(now=later + days(1_826)) == {"tenure.former": 1}


def told(capsys, *words):
    with pytest.raises(SystemExit) as ended:
        main(["retention", *words, "--json"])
    assert ended.value.code == 0
    return json.loads(capsys.readouterr().out)["cases.callers"]


@pytest.mark.django_db
def test_the_command_tells_first_and_does_then(made, called, capsys):
    Case.objects.filter(pk=called.pk).update(closed_at=made.at - days(1_100))
    over = {"days": 1_095, "overdue": 1}
    assert told(capsys, "--dry-run") == over | {"let_go": 0}
    assert Case.objects.get(pk=called.pk).reporter_name == NAME
    assert told(capsys) == over | {"let_go": 1}
    assert told(capsys) == over | {"overdue": 0, "let_go": 0}


@pytest.mark.django_db(transaction=True)
def test_the_night_does_it_by_itself(made, called):
    Case.objects.filter(pk=called.pk).update(closed_at=made.at - days(1_100))
    jobs.enqueue("upkeep.let_go")
    jobs.run_waiting(now=made.at)
    assert Case.objects.get(pk=called.pk).reporter_name == "*"
    [entry] = audit.of_subject(Subject("keeping", "cases.callers"))
    assert (entry.deed, entry.details) == ("upkeep.let_go", {"count": 1, "days": 1_095})
