"""What a matter owes by the rules that come with the house, from the first report to the follow-up."""

import datetime as dt

import pytest

from anlin.foundation.news import api as news
from anlin.ground.workforce.actions import plan_shift
from anlin.ground.workforce.choices import Duty
from anlin.instruments.correspondence.models import Message
from anlin.instruments.duty import actions as duty_actions
from anlin.instruments.duty import queries as duties
from anlin.instruments.duty.models import ClockPause
from anlin.kernel.actors import system
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import CaseKind, FollowUpMethod, NoteKind
from anlin.trades.cases.queries import Promised
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import PauseReason, Urgency
from factories import actors, cases, duty, residents, workforce

pytestmark = pytest.mark.django_db
BY = system("tests")
FINISHED = "proof: news, deed: workorders.order_finished, what: 完工记录"
# Monday, noon.
MONDAY = duty.moment(dt.date(2026, 3, 2), 12)


def after(**more):
    return MONDAY + dt.timedelta(**more)


@pytest.fixture
def home():
    """Somebody's home in a project where the baseline's clocks run since the morning."""
    at_home = residents.home(MONDAY)
    duty.clocks_of_the_desk(at_home.unit.project, at=MONDAY)
    return at_home


def sort(case, at, **more):
    more.setdefault("urgency", Urgency.ORDINARY)
    more.setdefault("trade", queries.find_category("trade", "water"))
    return actions.sort(case=case, service_nature="routine", by=BY, at=at, **more)


def answer(case, at, words="修好了，请您看看。"):
    return actions.answer(case=case, words=words, channel=case.channel, by=BY, at=at)


def passed(home, case, at, **more):
    department = case.department or workforce.department(at=at)
    order = workorders.NewOrder(project=case.project, title="换软管", unit=home.unit)
    return actions.pass_on(case=case, department=department, order=order, by=BY, at=at, **more)


def returned(case, at):
    return actions.return_result(case=case, result="换了软管", by=BY, at=at)


@pytest.mark.shows("B-CASE-11", "B-FUP-03")
def test_a_repair_is_acknowledged_answered_and_asked_after_each_in_its_time(home):
    case = residents.matter_of(home, MONDAY, kind=CaseKind.REPAIR)
    assert {code: row.last_at for code, row in duty.about(case.subject).items()} == {
        "b-repair-report-acknowledged": after(minutes=15),
    }

    sort(case, after(minutes=10))
    about = duty.about(case.subject)
    assert about["b-repair-report-acknowledged"].done_at == after(minutes=10)
    assert about["ordinary-repair-answered"].last_at == duty.moment(dt.date(2026, 3, 6))
    passed(home, case, after(minutes=12), in_charge=workforce.hired("李强", at=MONDAY))
    returned(case, after(hours=3))
    assert duty.open_about(case.subject) == {"ordinary-repair-answered", "b-repair-callback/1"}
    assert duty.about(case.subject)["b-repair-callback/1"].last_at == duty.moment(dt.date(2026, 3, 3))  # fmt: skip
    answer(case, after(hours=4))
    actions.follow_up(
        case=case, method=FollowUpMethod.PHONE, is_satisfied=True, by=BY, at=after(hours=5)
    )

    assert duty.open_about(case.subject) == set()
    assert {row.missed_at for row in duty.about(case.subject).values()} == {None}
    assert duties.audit(at=after(hours=5)).is_whole


@pytest.mark.shows("A-CASE-07")
def test_each_urgency_has_a_term_of_its_own_counted_from_the_first_report(home):
    found = {}
    for urgency in Urgency:
        case = residents.matter_of(home, MONDAY, kind=CaseKind.REPAIR)
        sort(case, after(hours=2), urgency=urgency)
        found[urgency] = queries.promised(case)

    assert found == {
        Urgency.URGENT: Promised(duty.moment(dt.date(2026, 3, 3)), None),
        Urgency.FAIRLY_URGENT: Promised(duty.moment(dt.date(2026, 3, 5)), None),
        Urgency.ORDINARY: Promised(duty.moment(dt.date(2026, 3, 6)), None),
    }


def test_what_is_sorted_as_something_else_runs_under_the_other_rules_from_its_first_report(home):
    case = residents.matter_of(home, MONDAY, kind=CaseKind.INQUIRY)
    assert duty.open_about(case.subject) == {"inquiry-answered"}

    sort(case, after(hours=1), kind=CaseKind.COMPLAINT)

    assert duty.open_about(case.subject) == {
        "a-complaint-reported-upward", "b-complaint-responsible-named", "complaint-answered", "complaint-first-reply",
    }  # fmt: skip
    acknowledged = duty.about(case.subject)["b-complaint-acknowledged"]
    # It was a complaint all the time: what nobody did within 15 minutes of it was missed.
    assert (acknowledged.missed_at, acknowledged.done_at) == (after(minutes=15), after(hours=1))
    assert {row.earliest_at for row in duty.about(case.subject).values()} == {MONDAY}


@pytest.mark.parametrize(
    ("channel", "is_done"), [("hotline", True), ("desk", True), ("letter", False), ("email", False)]
)
def test_whoever_speaks_with_us_knows_that_we_have_it(home, channel, is_done):
    case = cases.opened(home.unit.project, MONDAY, kind=CaseKind.REPAIR, channel=channel)

    [row] = duty.about(case.subject).values()
    assert (row.done_at is not None) is is_done
    if not is_done:
        # Nobody can write to somebody we do not know; a word with them counts.
        sort(case, after(minutes=1))
        assert "b-repair-report-acknowledged" in duty.open_about(case.subject)
        actions.note(case=case, kind=NoteKind.INTERNAL, words="已登记", by=BY, at=after(minutes=2))
        assert "b-repair-report-acknowledged" in duty.open_about(case.subject)
        actions.note(
            case=case, kind=NoteKind.CONTACT, words="已电话告知", by=BY, at=after(minutes=3)
        )
        assert "b-repair-report-acknowledged" not in duty.open_about(case.subject)


@pytest.mark.shows("A-CASE-36", "B-CASE-27")
def test_a_complaint_hears_from_us_though_it_takes_longer(home):
    case = residents.matter_of(home, MONDAY, kind=CaseKind.COMPLAINT)
    sort(case, after(minutes=5))
    assert "complaint-first-reply" in duty.open_about(case.subject)

    actions.give_interim_reply(
        case=case, words="还在查，周三前给您结果。", channel=case.channel, by=BY, at=after(hours=6)
    )

    assert duty.open_about(case.subject) == {
        "a-complaint-reported-upward", "b-complaint-responsible-named", "complaint-answered",
    }  # fmt: skip
    actions.note(case=case, kind=NoteKind.CONTACT, words="复述确认", by=BY, at=after(hours=7))
    answer(case, after(hours=8))
    assert duty.open_about(case.subject) == {"a-complaint-reported-upward"}


@pytest.mark.shows("A-FUP-05", "A-CMP-18")
def test_still_defective_is_reworked_at_once_and_visited_specially_within_a_day(home):
    case = residents.matter_of(home, MONDAY, kind=CaseKind.REPAIR)
    sort(case, after(minutes=5))
    passed(home, case, after(minutes=10))
    returned(case, after(hours=1))
    answer(case, after(hours=2))
    actions.object_(case=case, words="还在漏", by=home.actor, at=after(hours=3))

    about = duty.about(case.subject)
    assert {code: row.last_at for code, row in about.items() if code.endswith("/2")} == {
        "a-defect-reworked/2": after(hours=5),
        "a-defect-special-visit/2": after(hours=27),
        "b-unsatisfied-reprocessed/2": after(hours=5),
    }
    passed(home, case, after(hours=3, minutes=20))
    assert duty.open_about(case.subject) == {"b-repair-callback/1", "a-defect-special-visit/2"}
    actions.follow_up(
        case=case, method=FollowUpMethod.SPECIAL, is_satisfied=True, by=BY, at=after(hours=20)
    )

    assert duty.open_about(case.subject) == set()
    # The callback of the first round was owed on the day itself; it came a day late.
    late = duty.about(case.subject)["b-repair-callback/1"]
    assert (late.missed_at, late.done_at) == (duty.moment(dt.date(2026, 3, 3)), after(hours=20))


def test_what_nobody_answers_is_missed_and_goes_upward(home):
    case = residents.matter_of(home, MONDAY, kind=CaseKind.INQUIRY)
    duty_actions.sweep(at=after(days=3))

    [row] = duty.about(case.subject).values()
    assert row.missed_at == duty.moment(dt.date(2026, 3, 4))
    told = [(alarm.kind, alarm.to, alarm.due_at) for alarm in duties.alarms_of(row)]
    assert told[-1] == ("rise", "customer_service_supervisor", row.missed_at)
    assert queries.promised(case) == Promised(row.last_at, None)


def test_whoever_wrote_to_us_hears_until_when_they_have_an_answer(home):
    case = residents.matter_of(home, MONDAY, kind=CaseKind.SUGGESTION)
    sort(case, after(hours=1))
    sort(case, after(hours=2))
    news.deliver_waiting(now=after(hours=2))

    [message] = Message.objects.filter(subject_key=str(case.pk))
    assert message.title == f"您的建议已受理（{case.number}）"
    assert message.body.endswith("我们最迟在 3 月 5 日答复您。")


def test_whoever_called_or_has_an_answer_already_is_not_written_to(home):
    called = cases.opened(home.unit.project, MONDAY, reporter=home.person, unit=home.unit)
    sort(called, after(hours=1))
    asked = residents.matter_of(home, MONDAY)
    sort(asked, after(hours=1))
    answer(asked, after(hours=1))
    news.deliver_waiting(now=after(hours=1))

    [message] = Message.objects.all()
    assert "有答复了" in message.title


@pytest.mark.parametrize(
    ("about_head", "code"),
    [(True, {"a-director-complaint-to-leaders"}), (False, set())],
)
def test_a_complaint_about_the_head_of_the_office_goes_to_the_leaders(home, about_head, code):
    project = home.unit.project
    head, other = (workforce.hired(name, at=MONDAY) for name in ("林国栋", "陈静"))
    role = workforce.role("office_manager", "cases.see", at=MONDAY)
    workforce.granted(head, role, at=MONDAY, project_id=project.pk)

    case = residents.matter_of(
        home, MONDAY, kind=CaseKind.COMPLAINT, about_staff=head if about_head else other
    )

    assert duty.open_about(case.subject) & {"a-director-complaint-to-leaders"} == code


@pytest.mark.shows("A-CMP-09")
def test_a_claim_for_compensation_goes_to_the_leaders(home):
    case = residents.matter_of(home, MONDAY, kind=CaseKind.COMPLAINT)
    sort(case, after(minutes=1), about=queries.find_category("subject", "compensation"))

    assert "a-compensation-complaint-to-leaders" in duty.open_about(case.subject)


class TestWorkOrders:
    @pytest.fixture
    def office(self, home):
        """A technician on duty for repairs, who may do everything with orders."""
        rights = (
            "workorders.see workorders.raise workorders.dispatch workorders.claim workorders.work"
        )
        technician = workforce.hired("李强", at=MONDAY)
        project = home.unit.project
        role = workforce.role("technician", "workorders.work", at=MONDAY)
        workforce.granted(technician, role, at=MONDAY, project_id=project.pk)
        hand = actors.staff(*rights.split(), key=technician.pk, project_id=project.pk)
        return project, hand, technician

    def raised(self, project, by, at=MONDAY, **more):
        more.setdefault("urgency", Urgency.URGENT)
        new = workorders.NewOrder(project=project, title="爆管", **more)
        return workorders.raise_order(new=new, by=by, at=at)

    @pytest.mark.shows("B-REP-02", "B-REP-05")
    def test_an_urgent_one_is_accepted_at_once_and_an_ordinary_one_begun_within_a_day(self, office):
        project, hand, _technician = office
        urgent = self.raised(project, hand)
        ordinary = self.raised(project, hand, urgency=Urgency.ORDINARY, repair_class="civil")

        assert {c: r.last_at for c, r in duty.about(urgent.subject).items()} == {
            "b-emergency-repair-sent": after(minutes=10),
        }  # fmt: skip
        assert {c: r.last_at for c, r in duty.about(ordinary.subject).items()} == {
            "b-ordinary-repair-handled": after(hours=24),
            "a-civil-defect-finished": duty.moment(dt.date(2026, 3, 6)),
        }
        workorders.claim(order=urgent, by=hand, at=after(minutes=4))
        workorders.claim(order=ordinary, by=hand, at=after(minutes=5))
        assert duty.open_about(urgent.subject) == set()
        workorders.arrive(order=ordinary, by=hand, at=after(hours=25))
        assert duty.open_about(ordinary.subject) == {"a-civil-defect-finished"}
        workorders.finish(order=ordinary, finding="裂", method="补", by=hand, at=after(hours=26))

        assert duty.open_about(ordinary.subject) == set()
        begun = duty.about(ordinary.subject)["b-ordinary-repair-handled"]
        assert (begun.missed_at, begun.done_at) == (after(hours=24), after(hours=25))

    def test_where_everybody_is_busy_somebody_goes_there_first(self, office):
        project, hand, technician = office
        plan_shift(
            project_id=project.pk, staff=technician, duty=Duty.REPAIR, starts_at=MONDAY,
            ends_at=after(hours=8), by=workforce.BY, at=MONDAY,
        )  # fmt: skip
        first = self.raised(project, hand)
        assert set(duty.about(first.subject)) == {"b-emergency-repair-sent"}
        workorders.claim(order=first, by=hand, at=after(minutes=1))

        second = self.raised(project, hand, at=after(minutes=2))

        stand_in = duty.about(second.subject)["b-stand-in-sent"]
        assert (stand_in.earliest_at, stand_in.target_at, stand_in.last_at) == (
            after(minutes=2), after(minutes=7), after(minutes=8),
        )  # fmt: skip

    @pytest.mark.shows("B-REP-28")
    def test_a_pause_the_customer_agreed_to_stops_the_terms_that_may_stand_still(self, office):
        project, hand, _technician = office
        rules = [
            duty.rule(code, f"clock: {{on: workorders.order_raised, within: 3d{more}}}", evidence=FINISHED)
            for code, more in (("may", ", pausable: true"), ("may-not", ""))
        ]  # fmt: skip
        duty.standing(project, *rules, at=MONDAY)
        order = self.raised(project, hand, urgency=Urgency.ORDINARY, repair_class="minor")
        workorders.claim(order=order, by=hand, at=after(hours=1))
        workorders.arrive(order=order, by=hand, at=after(hours=2))
        before = duty.about(order.subject)

        workorders.pause(
            order=order, reason=PauseReason.CUSTOMER, words="下周再来", customer_agreed=True, by=hand,
            at=after(hours=3),
        )  # fmt: skip
        [stood] = ClockPause.objects.all()
        assert (stood.occurrence, stood.from_at, stood.until_at) == (before["may"], after(hours=3), None)  # fmt: skip
        assert stood.because.endswith(": 下周再来")
        duty_actions.sweep(at=after(days=6))
        workorders.resume(order=order, by=hand, at=after(days=6))

        now = duty.about(order.subject)
        assert now["may"].last_at - before["may"].last_at == dt.timedelta(days=5, hours=21)
        assert (now["may"].missed_at, now["may-not"].missed_at) == (None, before["may-not"].last_at)
        assert duties.audit(at=after(days=6)).is_whole

    def test_an_urgent_one_made_safe_first_keeps_its_terms_without_leave(self, office):
        project, hand, _technician = office
        rule = duty.rule("may", "clock: {on: workorders.order_raised, within: 3d, pausable: true}", evidence=FINISHED)  # fmt: skip
        duty.standing(project, rule, at=MONDAY)
        order = self.raised(project, hand)
        workorders.claim(order=order, by=hand, at=after(hours=1))
        workorders.arrive(order=order, by=hand, at=after(hours=2))

        workorders.pause(order=order, reason=PauseReason.SAFETY, by=hand, at=after(hours=3))
        workorders.resume(order=order, by=hand, at=after(hours=9))

        assert not ClockPause.objects.exists()
        assert duty.about(order.subject)["may"].last_at == duty.moment(dt.date(2026, 3, 6))

    def test_what_is_cancelled_is_owed_no_more(self, office):
        project, hand, _technician = office
        order = self.raised(project, hand)
        workorders.cancel(order=order, reason="业主自己修好了", by=hand, at=after(minutes=3))

        assert duty.about(order.subject) == {}


def test_nothing_is_owed_where_no_rule_stands(noon):
    case = residents.matter_of(residents.home(noon), noon)
    sort(case, noon)
    answer(case, noon)

    assert duty.occurrences() == []
    assert queries.promised(case) is None
