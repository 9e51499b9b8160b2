"""Mediation on its real path: S02, the piano between 604 and 704, and what is refused on the way."""

import datetime as dt

import pytest
from django.utils import timezone

from anlin.instruments.correspondence.models import Message
from anlin.kernel.actors import system
from anlin.trades.cases import actions as cases_actions
from anlin.trades.cases import queries
from anlin.trades.cases.choices import Axis, CaseKind, CaseState
from anlin.trades.disputes.choices import MediationState, Side
from anlin.trades.disputes.models import (
    Agreement,
    Exchange,
    HandOver,
    Mediation,
    Option,
    Party,
    Recheck,
    Renewal,
    Statement,
)
from anlin.trades.workorders.choices import ServiceNature, Urgency
from factories import cases, disputes, duty, estate, ways

BY = system("tests")
DESK = "/console/trades/disputes/"
CASES = "/console/trades/cases/"


def moment(at):
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def text(answer):
    return answer.content.decode()


@pytest.fixture
def night(made):
    return made.at.replace(hour=23, minute=30, second=0, microsecond=0) - dt.timedelta(days=8)


@pytest.fixture
def piano(made, night):
    """A complaint at half past eleven at night, taken and sorted."""
    case = cases.opened(
        made.project, night, kind=CaseKind.COMPLAINT, words="楼上半夜弹琴，孩子睡不着。",
        reporter=made.person, unit=made.unit,
    )  # fmt: skip
    return cases_actions.sort(
        case=case, trade=queries.find_category(Axis.TRADE, "noise-order"), service_nature=ServiceNature.ROUTINE,
        urgency=Urgency.FAIRLY_URGENT, need="夜里安静", is_need_confirmed=True, by=BY, at=night,
    )  # fmt: skip


@pytest.fixture
def above(made):
    """The home above, with whom we know by name only."""
    return estate.units(made.unit.entrance, "1602")[0]


def opened(clerk, case, made, above, **said):
    given = {
        "kind": "owners", "a_unit": made.unit.address, "a_interests": "家里有小学生要睡觉", "b_name": "乙先生",
        "b_unit": above.address, "mediator": made.desk.pk,
    }  # fmt: skip
    return clerk.post(f"{DESK}of/{case.pk}/open/", given | said)


def step(client, mediation, name, **said):
    return client.post(f"{DESK}{mediation.pk}/{name}/", said)


def state_of(mediation):
    mediation.refresh_from_db()
    return mediation.state


def heard(clerk, mediation, side, words, at, **more):
    return step(
        clerk,
        mediation,
        "hear",
        side=side,
        words=words,
        how="in_person",
        heard_at=moment(at),
        **more,
    )


@pytest.mark.shows("B-MED-01", "B-MED-02", "B-MED-05", "B-MED-06", "B-MED-07", "B-MED-18")
def test_s02_the_piano_between_604_and_704(made, clerk, piano, above, night):  # noqa: PLR0915  (one journey)
    page = text(clerk.get(f"{CASES}{piano.pk}/"))
    assert f"{DESK}of/{piano.pk}/" in page
    assert "居中调解" in text(clerk.get(f"{DESK}of/{piano.pk}/"))
    answer = opened(clerk, piano, made, above)
    mediation = Mediation.objects.get()
    assert answer.url == f"{DESK}{mediation.pk}/"
    one, other = mediation.parties.order_by("side")
    assert (one.person, one.unit, one.interests) == (made.person, made.unit, "家里有小学生要睡觉")
    assert (other.person, other.name, other.unit) == (None, "乙先生", above)

    # While both were not heard nothing can be agreed, and the matter cannot be answered.
    early = step(clerk, mediation, "propose", terms="晚上不弹琴")
    assert early.status_code == 422
    late = clerk.post(
        f"{CASES}{piano.pk}/answer/",
        {"words": "这不归我们管。", "channel": ways.channel("telephone").pk},
    )
    assert late.status_code == 422
    assert "双方纠纷" in text(late)

    heard(clerk, mediation, "a", "夜里十一点还在弹。", night)
    assert state_of(mediation) == MediationState.OPENED
    heard(clerk, mediation, "b", "白天要上班，只有晚上能练。", night)
    assert state_of(mediation) == MediationState.HEARD
    for kind in ("night", "visit_a", "visit_b", "visit_a"):
        step(clerk, mediation, "contact", kind=kind, words="谈过", happened_at=moment(night))
    assert "2 轮" in text(clerk.get(f"{DESK}{mediation.pk}/"))

    step(clerk, mediation, "propose", terms="二十二点以后不弹琴。", begins="22:00", ends="07:00")
    first = Agreement.objects.get()
    today = timezone.localdate()
    step(clerk, mediation, "consent", side="a", on=today)
    assert state_of(mediation) == MediationState.HEARD
    step(clerk, mediation, "consent", side="b", on=today)
    assert state_of(mediation) == MediationState.AGREED
    first.refresh_from_db()
    assert (first.begins, first.a_agreed_on, first.b_agreed_on) == (dt.time(22), today, today)
    # Whom we know gets a copy; for the other side the desk prints one.
    assert [message.person for message in Message.objects.filter(subject_kind="mediation")][:1] == [
        made.person
    ]

    # A week later, at twenty past nine: inside what was agreed to be free, so nothing was broken.
    again = timezone.localtime().replace(hour=21, minute=20) - dt.timedelta(days=1)
    cases_actions.report_again(
        case=piano,
        channel=piano.channel,
        words="九点多又弹。",
        reported_at=again,
        by=BY,
        at=timezone.now(),
    )
    assert state_of(mediation) == MediationState.HEARD
    renewal = Renewal.objects.get()
    assert (renewal.agreement, renewal.is_inside, renewal.reported_at) == (first, False, again)

    # And the other side complains, too: somebody knocks on the pipes.
    said = Statement.objects.filter(party__side=Side.A).get()
    heard(clerk, mediation, "b", "楼下敲水管。", night, answers=said.pk)
    assert Statement.objects.get(answers=said).words == "楼下敲水管。"

    step(
        clerk,
        mediation,
        "propose",
        terms="二十一点以后不弹琴，不敲水管。",
        begins="21:00",
        ends="07:00",
    )
    for side in ("a", "b"):
        step(clerk, mediation, "consent", side=side, on=today)
    assert state_of(mediation) == MediationState.AGREED
    page = text(clerk.get(f"{DESK}{mediation.pk}/"))
    assert ("第 1 版" in page, "第 2 版" in page, "21:00–07:00" in page, "22:00–07:00" in page) == (
        True,
    ) * 4
    first.refresh_from_db()
    assert (first.terms, first.begins) == ("二十二点以后不弹琴。", dt.time(22))
    done = clerk.post(
        f"{CASES}{piano.pk}/answer/",
        {"words": "双方已谈妥。", "channel": ways.channel("telephone").pk},
    )
    assert done.status_code == 302
    piano.refresh_from_db()
    assert piano.state == CaseState.ANSWERED


@pytest.mark.shows("B-MED-10", "B-FUP-09")
def test_after_a_week_and_after_a_month_somebody_looks_and_the_end_waits_for_both(
    made, clerk, piano, night
):
    mediation = disputes.opened(piano, made.desk, night)
    disputes.both_heard(mediation, night)
    agreement = disputes.agreed(mediation, made.at)
    days = [recheck.due_on - made.at.date() for recheck in agreement.rechecks.order_by("due_on")]
    assert days == [dt.timedelta(days=7), dt.timedelta(days=30)]
    early = step(clerk, mediation, "check", is_kept="yes", words="安静")
    assert early.status_code == 422
    assert not Recheck.objects.exclude(checked_at=None).exists()

    Recheck.objects.filter(due_on=min(agreement.rechecks.values_list("due_on", flat=True))).update(
        due_on=made.at.date()
    )
    step(clerk, mediation, "check", is_kept="yes", words="一周来很安静")
    assert state_of(mediation) == MediationState.WATCHED
    assert step(clerk, mediation, "end").status_code == 422
    Recheck.objects.filter(checked_at=None).update(due_on=made.at.date() - dt.timedelta(days=1))
    step(clerk, mediation, "check", is_kept="yes", words="一个月来都好")
    step(clerk, mediation, "end")

    assert state_of(mediation) == MediationState.ENDED
    assert list(Recheck.objects.order_by("pk").values_list("is_kept", flat=True)) == [True, True]


@pytest.mark.shows("B-MED-03")
def test_whoever_belongs_to_a_side_does_not_mediate(made, clerk, piano, above):
    answer = opened(clerk, piano, made, above, b_name=made.desk.name)

    assert answer.status_code == 422
    assert "与一方当事人有关联" in text(answer)
    assert not Mediation.objects.exists()
    assert not Party.objects.exists()


@pytest.mark.shows("B-MED-04")
def test_a_counter_complaint_answers_the_other_side_and_stands_in_the_same_case(
    made, clerk, piano, night
):
    mediation = disputes.opened(piano, made.desk, night)
    disputes.both_heard(mediation, night)
    own = Statement.objects.get(party__side=Side.B)

    refused = heard(clerk, mediation, "b", "楼下还跺脚", night, answers=own.pk)
    assert refused.status_code == 422
    assert Statement.objects.count() == 2

    said = Statement.objects.get(party__side=Side.A)
    heard(clerk, mediation, "b", "楼下还跺脚", night, answers=said.pk)
    page = text(clerk.get(f"{DESK}{mediation.pk}/"))
    assert ("反诉" in page, "楼下还跺脚" in page, "夜里弹琴" in page) == (True, True, True)
    assert Mediation.objects.count() == 1


@pytest.mark.shows("B-MED-08", "B-MED-09")
def test_interests_stand_beside_each_side_and_the_guide_on_screen(made, clerk, piano, above):
    opened(clerk, piano, made, above)
    mediation = Mediation.objects.get()

    page = text(clerk.get(f"{DESK}{mediation.pk}/"))
    assert "家里有小学生要睡觉" in page
    # Names are masked there as everywhere.
    assert (made.person.name in page, "曾**" in page) == (False, True)
    assert "换位思考" in text(clerk.get(f"{DESK}{mediation.pk}/contact/"))


@pytest.mark.shows("B-MED-11")
def test_a_report_at_night_owes_somebody_at_once_and_going_there_answers_it(
    made, clerk, piano, above, night
):
    duty.clocks_of_the_desk(made.project, at=night - dt.timedelta(days=1))
    opened(clerk, piano, made, above)
    owed = duty.about(piano.subject)["b-night-dispute-stepped-in"]
    assert (owed.done_at, owed.last_at - night) == (None, dt.timedelta(minutes=30))

    step(
        clerk,
        Mediation.objects.get(),
        "contact",
        kind="night",
        words="到场劝停",
        happened_at=moment(night),
    )

    assert duty.about(piano.subject)["b-night-dispute-stepped-in"].done_at is not None
    assert duty.about(piano.subject)["b-dispute-stepped-in"].done_at is None


@pytest.mark.shows("B-MED-12")
def test_an_ultimatum_is_a_risk_that_stands_on_top(made, clerk, piano, night):
    mediation = disputes.opened(piano, made.desk, night)
    step(
        clerk, mediation, "contact", kind="telephone", words="明天不停我就砸门", risk="ultimatum",
        happened_at=moment(night),
    )  # fmt: skip

    assert Exchange.objects.get().risk == "ultimatum"
    assert "有风险" in text(clerk.get(f"{DESK}{mediation.pk}/"))
    assert piano.number in text(clerk.get(f"{DESK}?tab=risk"))


@pytest.mark.shows("B-MED-13")
def test_s06_the_dog_is_mediated_with_a_look_into_the_rules(made, clerk, above, night):
    case = cases.sorted_(
        cases.opened(made.project, night, kind=CaseKind.COMPLAINT, words="对门养狗叫"),
        night,
        trade="pets",
    )
    opened(clerk, case, made, above, a_name="曾丽华")
    mediation = Mediation.objects.get()
    told = {"kind": "rules", "words": "未禁止养犬，须办证、拴绳。", "happened_at": moment(night)}
    assert step(clerk, mediation, "contact", **told).status_code == 422
    assert not Exchange.objects.exists()
    step(clerk, mediation, "contact", **told, rule_cited="管理规约 第二十一条")
    heard(clerk, mediation, "a", "要求不许养狗。", night)
    heard(clerk, mediation, "b", "一定要养。", night)
    step(clerk, mediation, "propose", terms="办证，夜间关门窗，遛狗拴绳。")
    for side in ("a", "b"):
        step(clerk, mediation, "consent", side=side, on=timezone.localdate())

    assert state_of(mediation) == MediationState.AGREED
    page = text(clerk.get(f"{DESK}{mediation.pk}/"))
    assert ("管理规约 第二十一条" in page, "办证，夜间关门窗" in page) == (True, True)


@pytest.mark.shows("B-MED-15")
def test_s10_night_parking_is_weighed_voted_and_agreed(made, clerk, above, night):
    case = cases.sorted_(
        cases.opened(made.project, night, kind=CaseKind.COMPLAINT, words="夜里车停在窗下，没有别的车位"), night, trade="parking",
    )  # fmt: skip
    opened(clerk, case, made, above, kind="owners", a_name="曾丽华", b_name="车主代表")
    mediation = Mediation.objects.get()
    for kind, words in (
        ("time_limit", "22 点后不进出"),
        ("rotation", "窗下车位轮换"),
        ("other_place", "夜间停东门外"),
    ):
        step(clerk, mediation, "option", kind=kind, words=words)
    first = Option.objects.order_by("pk").first()
    votes = {"option": first.pk, "in_favour": 41, "against": 7, "on": timezone.localdate()}
    late = step(
        clerk, mediation, "votes", **votes | {"on": timezone.localdate() + dt.timedelta(days=1)}
    )
    assert (late.status_code, Option.objects.exclude(voted_on=None).count()) == (422, 0)
    step(clerk, mediation, "votes", **votes)
    # A vote is counted once.
    assert step(clerk, mediation, "votes", **votes | {"in_favour": 1}).status_code == 422
    first.refresh_from_db()
    assert (first.in_favour, first.against) == (41, 7)
    heard(clerk, mediation, "a", "发动机吵醒孩子。", night)
    heard(clerk, mediation, "b", "没有别处可停。", night)
    step(
        clerk,
        mediation,
        "propose",
        terms="二十二点后窗下车位不进出。",
        begins="22:00",
        ends="06:00",
    )
    for side in ("a", "b"):
        step(clerk, mediation, "consent", side=side, on=timezone.localdate())
    page = text(clerk.get(f"{DESK}{mediation.pk}/"))
    assert ("41 票赞成" in page, "22:00–06:00" in page, "窗下车位轮换" in page) == (
        True,
        True,
        True,
    )
    assert state_of(mediation) == MediationState.AGREED


@pytest.mark.shows("B-MED-19")
def test_where_the_company_has_no_power_it_hands_over_and_the_matter_may_be_answered(
    made, clerk, piano, night
):
    mediation = disputes.opened(piano, made.desk, night)
    disputes.both_heard(mediation, night)
    today = timezone.localdate()
    assert (
        step(clerk, mediation, "hand_over", body="police", reason="", on=today).status_code == 422
    )
    assert not HandOver.objects.exists()

    step(clerk, mediation, "hand_over", body="police", reason="一方持刀威胁", on=today)

    assert state_of(mediation) == MediationState.HANDED_OVER
    page = text(clerk.get(f"{DESK}{mediation.pk}/"))
    assert ("公安机关" in page, "一方持刀威胁" in page) == (True, True)
    answer = clerk.post(
        f"{CASES}{piano.pk}/answer/",
        {"words": "已移交派出所。", "channel": ways.channel("telephone").pk},
    )
    assert answer.status_code == 302


@pytest.mark.shows("B-MED-20")
def test_weekdays_and_exam_days_have_hours_of_their_own(made, clerk, piano, night):
    mediation = disputes.opened(piano, made.desk, night)
    disputes.both_heard(mediation, night)
    answer = step(
        clerk, mediation, "propose", terms="按时安静。", begins="22:00", ends="07:00", weekday="5", first="2030-06-07",
        last="2030-06-09", days_begins="19:00", days_ends="07:00",
    )  # fmt: skip
    assert answer.status_code == 302
    page = text(clerk.get(f"{DESK}{mediation.pk}/"))
    assert ("周六" in page, "19:00–07:00" in page, "22:00–07:00" in page) == (True, True, True)

    # An exception without usual hours says nothing.
    refused = step(clerk, mediation, "propose", terms="按时安静。", weekday="5")
    assert refused.status_code == 422
    assert Agreement.objects.count() == 1


@pytest.mark.shows("B-MED-21")
def test_a_quarrel_is_not_turned_away_as_none_of_our_business(made, clerk, piano, night):
    mediation = disputes.opened(piano, made.desk, night)
    answer = clerk.post(
        f"{CASES}{piano.pk}/answer/",
        {"words": "邻里之事与物业无关。", "channel": ways.channel("telephone").pk},
    )

    assert answer.status_code == 422
    piano.refresh_from_db()
    assert (piano.state, piano.answered_at) == (CaseState.SORTED, None)
    # Nor is it handed over before both were heard.
    assert (
        step(
            clerk, mediation, "hand_over", body="court", reason="去法院", on=timezone.localdate()
        ).status_code
        == 422
    )
    assert state_of(mediation) == MediationState.OPENED


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_many(
    made, clerk, night, rows, django_assert_num_queries
):
    for nth in range(rows):
        case = cases.sorted_(cases.opened(made.project, night, words=f"吵闹 {nth}"), night)
        disputes.opened(case, made.desk, night)
    clerk.get(DESK)
    with django_assert_num_queries(6):
        assert len(clerk.get(DESK).context["lines"]) == rows


def test_the_page_states_its_questions(made, clerk, piano, night, django_assert_num_queries):
    mediation = disputes.opened(piano, made.desk, night)
    disputes.both_heard(mediation, night)
    disputes.agreed(mediation, made.at)
    clerk.get(f"{DESK}{mediation.pk}/")
    with django_assert_num_queries(21):
        assert clerk.get(f"{DESK}{mediation.pk}/").status_code == 200


def test_another_project_knows_nothing_of_it_and_a_technician_does_nothing(
    made, stranger, technician, piano, night
):
    mediation = disputes.opened(piano, made.desk, night)
    assert stranger.get(f"{DESK}{mediation.pk}/").status_code == 404
    assert stranger.get(f"{DESK}of/{piano.pk}/").status_code == 404
    assert heard(stranger, mediation, "a", "听", night).status_code == 404
    assert technician.get(f"{DESK}{mediation.pk}/").status_code == 403
    assert heard(technician, mediation, "a", "听", night).status_code == 403
    assert not Statement.objects.exists()
