"""What must never happen to a matter, tried on every way from outside: page, program, file that is read in."""

import pytest
from django.test import Client

from anlin.trades.cases.choices import CaseKind, CaseState, CaseStep
from anlin.trades.cases.models import Case
from anlin.trades.cases.rules import LIFE
from anlin.trades.workorders.choices import OrderState
from anlin.trades.workorders.rules import LIFE as ORDER_LIFE
from factories import cases, desks, programs, ways

MESSAGE = [24, "A00074011", "投诉物业服务", "2026/4/23 17:03:19", "保安态度很差。", "", ""]
REPAIR = [25, "A00074012", "报修水管", "2026/4/23 18:03:19", "厨房水管漏水。", "已换。", "2026/4/24 9:00:00"]  # fmt: skip
ANSWERED = ["已批评教育。", "2026/4/24 9:00:00"]
ENDINGS = ("close", "close_unsatisfied", "agree", "follow_up")


@pytest.fixture
def made(scene):
    return scene


@pytest.fixture(params=list(ways.WAYS))
def take(request, made):
    return ways.WAYS[request.param](made)


@pytest.fixture(params=["told", "read in"])
def complaint(request, made, tmp_path, capsys):
    """A complaint told at the desk, or read in from a file; sorted and classified, not answered."""
    if request.param == "told":
        return ways.complaint_about(made)
    ways.read_in(made, tmp_path, capsys, MESSAGE)
    return ways.sorted_complaint(Case.objects.get(), made)


def state_of(case):
    return Case.objects.values_list("state", "round").get(pk=case.pk)


@pytest.mark.shows("A-GEN-06", "B-CASE-03")
def test_no_complaint_ends_without_an_answer_by_page_program_or_file(take, complaint):
    ended = {step: take(complaint, step, is_satisfied="yes") for step in ENDINGS}
    assert (ended, state_of(complaint)) == (dict.fromkeys(ENDINGS, 422), ("sorted", 1))
    take(complaint, "pass_on")
    ended = {step: take(complaint, step, is_satisfied="yes") for step in ENDINGS}
    assert (ended, state_of(complaint)) == (dict.fromkeys(ENDINGS, 422), ("passed", 1))
    take(complaint, "return")
    assert take(complaint, "answer", words=" ") == 422
    assert take(complaint, "answer") == take.done
    assert complaint.answers.get().words == "已处理。"
    assert take(complaint, "close_unsatisfied") == take.done


@pytest.mark.shows("B-CASE-03")
def test_a_file_closes_nothing_even_where_it_brings_the_answer(made, tmp_path, capsys):
    code, report = ways.read_in(made, tmp_path, capsys, [*MESSAGE[:5], *ANSWERED])
    case = Case.objects.get()
    assert (code, report["answered"], case.state, case.closed_at) == (0, 1, "answered", None)
    assert case.answers.get().words == "已批评教育。"


@pytest.mark.shows("B-CASE-08", "B-FUP-08", "A-FUP-09")
def test_whoever_is_not_satisfied_runs_the_loop_again_and_every_round_is_counted(take, complaint):
    for number in (1, 2, 3):
        assert take(complaint, "answer") == take.done
        assert take(complaint, "close") == 422
        asked = {"is_satisfied": "no", "remaining_problem": "还是一样。"}
        step = "follow_up" if number < 3 else "object"
        assert take(complaint, step, **(asked if number < 3 else {})) in {take.done, 201}
        assert state_of(complaint) == ("sorted", number + 1)


@pytest.mark.shows("B-FUP-08", "A-FUP-09")
def test_an_unsatisfied_follow_up_of_a_closed_matter_reopens_it(made, take):
    case = ways.at_state(made, CaseState.CLOSED)
    asked = {"remaining_problem": "夜里又漏了。", "new_information": "楼上在装修"}
    assert take(case, "follow_up", is_satisfied="no", **asked) == take.done
    follow_up = case.follow_ups.order_by("-pk")[0]
    assert state_of(case) == ("sorted", 2)
    assert (follow_up.remaining_problem, follow_up.new_information) == tuple(asked.values())


@pytest.mark.shows("B-CASE-04")
def test_nothing_is_passed_on_before_it_is_classified(made, take, tmp_path, capsys):
    ways.read_in(made, tmp_path, capsys, MESSAGE)
    for case in (desks.matter(made), Case.objects.get(kind=CaseKind.COMPLAINT)):
        assert (take(case, "pass_on"), state_of(case)) == (422, ("received", 1))
    complaint = Case.objects.get(kind=CaseKind.COMPLAINT)
    take(complaint, "sort")
    assert (take(complaint, "pass_on"), state_of(complaint)) == (422, ("sorted", 1))
    assert Case.objects.exclude(passings=None).count() == 0
    complaint.refresh_from_db()
    ways.sorted_complaint(complaint, made)
    assert (take(complaint, "pass_on"), state_of(complaint)) == (take.done, ("passed", 1))


@pytest.mark.shows("B-FUP-02", "B-REP-09")
def test_no_repair_closes_before_somebody_asked_whether_it_is_solved(made, take, tmp_path, capsys):
    ways.read_in(made, tmp_path, capsys, REPAIR)
    for case in (ways.at_state(made, CaseState.ANSWERED), Case.objects.get(title="报修水管")):
        assert take(case, "agree") == take.done
        assert (take(case, "close"), state_of(case)) == (422, ("agreed", 1))
        assert take(case, "follow_up", is_satisfied="yes") == take.done
        assert state_of(case) == ("closed", 1)


@pytest.mark.shows("B-FUP-06")
def test_whoever_took_the_matter_keeps_it_whoever_does_the_work(made, take, tmp_path, capsys):
    ways.read_in(made, tmp_path, capsys, MESSAGE)
    case = Case.objects.get()
    assert take(case, "sort", **subject(take)) == take.done
    for step in ("pass_on", "hand_back", "pass_on", "return"):
        given = {"in_charge": made.worker.pk} if step == "pass_on" else {}
        assert take(case, step, **given) == take.done
    case.refresh_from_db()
    assert (case.taker, case.in_charge) == (made.desk, made.worker)
    page = ways.ByPage(made).client.get(f"/console/trades/cases/{case.pk}/").content.decode()
    assert "<dt>受理人</dt><dd>陈静</dd>" in page


def subject(take):
    about = ways.queries.find_category(ways.Axis.SUBJECT, "subject-attitude")
    return {"about": about.pk if isinstance(take, ways.ByPage) else about.code}


@pytest.mark.parametrize("state", list(CaseState))
def test_a_jump_of_a_matter_is_refused_from_every_state(made, take, state):
    case = ways.at_state(made, state)
    before = state_of(case)
    jumps = [step for step in CaseStep if step not in LIFE.steps_from(state)]
    refused = {step: (take(case, step.value), state_of(case)) for step in jumps}
    assert refused == dict.fromkeys(jumps, (422, before))


def test_a_file_makes_no_jump_and_changes_nothing_that_is_in_hand(made, tmp_path, capsys):
    ways.read_in(made, tmp_path, capsys, MESSAGE)
    case = Case.objects.get()
    take = ways.ByPage(made)
    take(case, "sort", **subject(take))
    take(case, "pass_on")
    again = ways.read_in(made, tmp_path, capsys, [26, *MESSAGE[1:5], *ANSWERED], name="b.xlsx")
    same = ways.read_in(made, tmp_path, capsys, [*MESSAGE[:5], *ANSWERED], name="c.xlsx")
    assert (again[0], same[1]["unchanged"], state_of(case)) == (0, 1, ("passed", 1))
    assert [note.words for note in case.notes.all()] == ["已批评教育。"]


ORDER_STEPS = {
    "assign": ({"to": "worker"}, "assign"), "claim": ({}, "claim"), "accept": ({}, "accept"),
    "decline": ({"why": "在别处", "reason": "在别处"}, "decline"), "arrive": ({}, "arrive"),
    "pause": ({"reason": "parts", "customer_agreed": True}, "pause"), "resume": ({}, "resume"),
    "finish": ({"finding": "老化", "method": "换新"}, "finish"), "pass": ({}, "pass"),
    "send_back": ({"why": "没好"}, "send-back"), "cancel": ({"why": "不要", "reason": "不要"}, "cancel"),
}  # fmt: skip
ONLY_WHY = {"decline", "cancel"}


def order_at(made, state):
    order = desks.order(made, to=made.worker)
    type(order).objects.filter(pk=order.pk).update(
        state=state, finished_at=made.at, checked_at=made.at
    )
    order.refresh_from_db()
    return order


@pytest.mark.parametrize("way", ["page", "program"])
@pytest.mark.parametrize("state", list(OrderState))
def test_a_jump_of_a_work_order_is_refused_from_every_state(made, way, state):
    order = order_at(made, state)
    client = ways.ByPage(made).client
    headers = programs.bearer(made.desk.account, made.at) if way == "program" else {}
    known = {step.value for step in ORDER_LIFE.steps_from(state)}
    for step, (given, name) in ORDER_STEPS.items():
        if step in known:
            continue
        said = {key: made.worker.pk if value == "worker" else value for key, value in given.items()}
        if way == "page":
            reply = client.post(f"/console/trades/workorders/{order.pk}/{step}/", said)
        else:
            said = {"why": said["why"]} if step in ONLY_WHY else said
            reply = Client().post(
                f"/api/v1/work-orders/{order.pk}/{name}/", said,
                content_type="application/json", headers=headers,
            )  # fmt: skip
        assert (step, reply.status_code in {403, 422}) == (step, True)
        order.refresh_from_db()
        assert (step, order.state) == (step, state)


def test_two_people_on_one_matter_see_each_other_and_the_second_loses_nothing(made):
    case = cases.sorted_(desks.matter(made), made.at)
    first = ways.ByPage(made)
    made.desk = desks.employee("赵敏", "zhaomin", "customer_service_supervisor", made=made)
    second = ways.ByPage(made)
    address = f"/console/trades/cases/{case.pk}/"
    asked = {"headers": {"HX-Request": "true"}}
    first.client.post(f"{address}present/", **asked)
    assert "陈静" in second.client.post(f"{address}present/", **asked).content.decode()
    assert "赵敏" in first.client.post(f"{address}present/", **asked).content.decode()

    assert first.send(case, "answer", words="阀门已换。", seen="sorted:1").status_code == 302
    late = second.send(case, "answer", words="请您明天再看。", seen="sorted:1")
    told = late.content.decode()
    assert (late.status_code, "请您明天再看。" in told) == (409, True)
    assert [answer.words for answer in case.answers.all()] == ["阀门已换。"]


def test_the_second_who_gives_a_work_order_out_is_told_and_the_first_stays(made):
    order = desks.order(made)
    other = desks.employee("王师傅", "wangshifu", "technician", made=made)
    client, address = ways.ByPage(made).client, f"/console/trades/workorders/{order.pk}/assign/"
    seen = client.get(address).context["form"]["seen"].value()
    assert client.post(address, {"to": made.worker.pk, "seen": seen}).status_code == 302
    late = client.post(address, {"to": other.pk, "seen": seen})
    order.refresh_from_db()
    assert (late.status_code, order.assignee) == (409, made.worker)
    assert late.context["form"]["to"].value() == str(other.pk)
