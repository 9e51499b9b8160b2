"""The work itself: somebody ahead of the crew, manners at the door, what is written down, what the owner says."""

import pytest

from anlin.foundation.audit import api as audit
from anlin.trades.workorders.choices import Manner
from factories import desks

LIST = "/console/trades/workorders/"


def post(client, order, step, **given):
    return client.post(f"{LIST}{order.pk}/{step}/", given)


def page(client, order, part=""):
    return client.get(f"{LIST}{order.pk}/{part}").content.decode()


@pytest.mark.shows("B-REP-14", "B-REP-15")
def test_while_the_crew_is_out_somebody_goes_ahead_and_the_crew_reads_what_they_found(
    made, clerk, technician
):
    first, order = (desks.order(made, to=made.worker) for _ in range(2))
    third = desks.order(made, to=made.worker)
    leader = desks.employee("孙班长", "sunbanzhang", "squad_leader", made=made)
    post(clerk, third, "send_ahead", staff=made.desk.pk, desk_held_by=leader.pk)
    assert "陈静" in page(clerk, third, "record/")
    assert "前台由孙班长" in page(clerk, third, "record/")
    assert clerk.get(f"{LIST}{third.pk}/").context["story"][-1]["what"] == audit.sentence(
        "workorders.sent_ahead"
    )
    post(clerk, third, "relay", spot="北卧室", found="暖气片上热下凉，进水阀半开")
    post(clerk, third, "next")
    call = third.first_calls.get()
    assert (call.staff, call.desk_held_by, call.examined_at is not None) == (
        made.desk,
        leader,
        True,
    )
    assert "北卧室 暖气片上热下凉，进水阀半开" in page(technician, third, "record/")
    jobs = [job["order"] for job in technician.get(f"{LIST}mine/").context["jobs"]]
    assert jobs == [third, first, order]


@pytest.mark.shows("B-REP-16", "B-REP-21", "B-REP-29")
def test_at_a_home_one_greets_and_asks_first_then_covers_shoes_and_protects(made, technician):
    order = desks.order(made, to=made.worker)
    for step in ("accept", "arrive"):
        post(technician, order, step)
    early = post(technician, order, "manner", manner="shoe_covers")
    assert (early.status_code, order.manners.count()) == (422, 0)
    for manner in ("greeted", "permission", "shoe_covers", "protection"):
        post(technician, order, "manner", manner=manner)
    kept = [(step.manner, step.kept_by) for step in order.manners.order_by("id")]
    done = "greeted permission shoe_covers protection".split()
    assert kept == [(manner, f"staff:{made.worker.pk}") for manner in done]
    checklist = page(technician, order, "manners/")
    words = [str(Manner(manner).label) for manner in done]
    assert [word for word in words if word not in checklist] == []
    assert checklist.count("chip-good") == 4


@pytest.mark.shows("B-REP-08", "B-REP-11")
def test_an_order_records_fault_cause_method_material_times_persons_result_and_acceptance(
    made, clerk, technician
):
    order = desks.order(made, to=made.worker)
    for step in ("accept", "arrive"):
        post(technician, order, step)
    post(technician, order, "part", name="角阀", quantity="1", measure="个", price="25.00")
    for manner in ("permission", "cleared"):
        post(technician, order, "manner", manner=manner)
    told = {
        "finding": "角阀滴漏", "cause": "密封圈老化", "method": "更换角阀",
        "loss": "楼下顶棚渗水约一平方米",
    }  # fmt: skip
    post(technician, order, "finish", **told)
    post(clerk, order, "pass", grade="5", words="修得很好，地也擦干净了")
    shown = page(clerk, order)
    wanted = [*told.values(), "角阀", "李师傅", "非常满意", "修得很好，地也擦干净了"]
    assert [text for text in wanted if text not in shown] == []
    span = order.spans.get()
    assert (span.staff, span.started_at <= span.ended_at) == (made.worker, True)
    story = {line["what"]: line["at"] for line in clerk.get(f"{LIST}{order.pk}/").context["story"]}
    assert (
        story[audit.sentence("workorders.arrived")] <= story[audit.sentence("workorders.finished")]
    )
    assert {step.manner for step in order.manners.all()} == {"permission", "cleared"}
    assert page(clerk, order, "manners/").count("chip-good") == 2


@pytest.mark.shows("B-REP-10")
@pytest.mark.parametrize("grade", ["1", "5"])
def test_the_owners_opinion_stands_on_the_order_with_a_grade_up_to_very_satisfied(
    made, clerk, technician, grade
):
    order = desks.order(made, to=made.worker)
    for step in ("accept", "arrive"):
        post(technician, order, step)
    post(technician, order, "finish", finding="防水层老化", method="重做防水")
    post(clerk, order, "pass", grade=grade, words="谢谢")
    order.refresh_from_db()
    said = {"1": "非常不满意", "5": "非常满意"}[grade]
    assert (order.customer_grade, order.customer_words) == (int(grade), "谢谢")
    assert said in page(clerk, order)
