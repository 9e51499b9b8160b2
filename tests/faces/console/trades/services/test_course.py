"""A planned service on its real path, S13: asked for, surveyed, proposed, agreed, done, put right, accepted."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from anlin.foundation.audit.models import Entry as AuditEntry
from anlin.instruments.correspondence import queries as messages
from anlin.instruments.documents.models import Document
from anlin.kernel.actors import system
from anlin.trades.cases import actions as cases
from anlin.trades.cases.choices import CaseState
from anlin.trades.services import queries
from anlin.trades.services.choices import OfferAxis, ServiceState
from anlin.trades.services.models import (
    Decision,
    Entry,
    MaintenanceReport,
    Plan,
    Remark,
    ServiceRequest,
)
from anlin.trades.workorders.models import WorkOrder
from factories import desks, documents, residents, services, ways

BY = system("tests")
DESK = "/console/trades/services/"
HOME = "/trades/services/"
BOTH = {
    "proposal": "更换老化接头", "schedule": "周一关阀，周二更换", "begins_on": "2030-03-04", "ends_on": "2030-03-05",
}  # fmt: skip


@pytest.fixture
def office(made):
    services.catalogue(made.at)
    made.manager = desks.employee("韩经理", "hanjl", "office_manager", made=made)
    return made


@pytest.fixture
def manager(office):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(office.manager.account)
    return client


@pytest.fixture
def owner(office):
    residents.key_for(office.person, office.at)
    office.person.refresh_from_db()
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(office.person.account)
    return client


def step(client, made, name, **said):
    return client.post(f"{DESK}{made.pk}/{name}/", said)


def state_of(made):
    made.refresh_from_db()
    return made.state


def ask(owner, office, **said):
    wanted = (office.at + dt.timedelta(days=14)).strftime("%Y-%m-%dT%H:%M")
    given = {"content": "每季度保养入户水管。", "wanted_by": wanted, "unit": office.unit.pk}
    return owner.post(f"{HOME}new/", given | said)


@pytest.mark.shows("B-SR-01")
def test_an_owner_asks_for_a_service_with_what_and_when(owner, office, manager):
    kind = queries.offers(OfferAxis.KIND).get(code="periodic_maintenance")
    answer = ask(owner, office, kind=kind.pk)

    made = ServiceRequest.objects.get()
    assert answer.url == f"{HOME}{made.pk}/"
    assert (made.content, made.kind, made.person, made.unit, made.state) == (
        "每季度保养入户水管。", kind, office.person, office.unit, "filed",
    )  # fmt: skip
    assert made.wanted_by > office.at
    assert made.number in manager.get(DESK).content.decode()


@pytest.mark.shows("B-SR-01")
@pytest.mark.parametrize(
    ("field", "said"), [("content", ""), ("wanted_by", ""), ("wanted_by", "2020-01-01T08:00")]
)
def test_without_content_or_time_nothing_is_filed(owner, office, field, said):
    answer = ask(owner, office, **{field: said})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not ServiceRequest.objects.exists()


@pytest.mark.shows("B-SR-02", "B-SR-03", "B-SR-04")
def test_survey_before_plan_both_papers_and_every_version_stay(owner, office, manager, technician):
    made = services.filed(office)
    early = step(manager, made, "propose", **BOTH)
    assert (early.status_code, Plan.objects.count(), state_of(made)) == (422, 0, "filed")

    step(manager, made, "appoint", to=office.worker.pk)
    empty = step(technician, made, "survey", findings=" ")
    assert (empty.status_code, state_of(made)) == (422, "appointed")
    photo = SimpleUploadedFile("a.jpg", documents.picture())
    step(manager, made, "survey", findings="接头老化", photo=photo)
    assert (made.surveys.get().findings, state_of(made)) == ("接头老化", "surveyed")
    assert Document.objects.get().subject == made.subject
    made.refresh_from_db()
    assert made.surveyor == office.worker

    for missing in ("proposal", "schedule"):
        refused = step(manager, made, "propose", **BOTH | {missing: ""})
        assert (refused.status_code, Plan.objects.count()) == (422, 0)
    step(manager, made, "propose", **BOTH)
    owner.post(f"{HOME}{made.pk}/remark/", {"words": "请改到周末", "version": 1})
    step(manager, made, "propose", **BOTH | {"schedule": "周六更换"})

    page = owner.get(f"{HOME}{made.pk}/").content.decode()
    assert [plan.schedule for plan in made.plans.order_by("version")] == [
        "周一关阀，周二更换", "周六更换",
    ]  # fmt: skip
    assert all(
        words in page for words in ("周六更换", "周一关阀，周二更换", "请改到周末", "更换老化接头")
    )
    assert Remark.objects.get().plan.version == 1


@pytest.mark.shows("B-SR-04")
def test_who_read_an_older_version_cannot_agree_to_the_new_one_by_mistake(owner, office):
    made = services.at_state(office, ServiceState.PROPOSED)
    services.proposed(made, office.at, version="二")
    late = owner.post(f"{HOME}{made.pk}/agree/", {"version": 1})
    assert late.status_code == 409
    assert not Plan.objects.exclude(owner_agreed_at=None).exists()


@pytest.mark.shows("B-SR-05")
def test_no_work_before_both_sides_have_agreed(owner, office, manager, technician):
    made = services.at_state(office, ServiceState.PROPOSED)
    deeds = AuditEntry.objects.count()
    tried = [
        step(technician, made, "begin"),
        step(technician, made, "log", words="先换了"),
        step(manager, made, "order", title="换接头"),
        step(technician, made, "report", result="好了"),
    ]
    assert [answer.status_code for answer in tried] == [422] * 4
    assert "双方同意后方可开工" in tried[0].content.decode()
    left = (WorkOrder.objects.count(), Entry.objects.count(), MaintenanceReport.objects.count())
    assert (left, state_of(made), AuditEntry.objects.count()) == ((0, 0, 0), "proposed", deeds)

    owner.post(f"{HOME}{made.pk}/agree/", {"version": 1})
    assert (state_of(made), step(technician, made, "begin").status_code) == ("proposed", 422)
    step(manager, made, "agree_for_company")
    assert (state_of(made), made.agreed_at is not None) == ("agreed", True)
    step(technician, made, "begin")
    assert state_of(made) == "running"


@pytest.mark.shows("B-SR-06", "B-SR-07", "B-SR-08", "B-SR-09")
def test_s13_from_the_application_over_a_rectification_to_the_acceptance(
    owner, office, manager, technician
):
    ask(owner, office)
    made = ServiceRequest.objects.get()
    step(manager, made, "appoint", to=office.worker.pk)
    step(technician, made, "survey", findings="接头老化")
    step(manager, made, "propose", **BOTH)
    owner.post(f"{HOME}{made.pk}/agree/", {"version": 1})
    step(manager, made, "agree_for_company")
    step(technician, made, "begin")

    assert step(technician, made, "report", result="好了").status_code == 422
    step(technician, made, "log", words="关阀，换了三处接头")
    early = owner.post(f"{HOME}{made.pk}/accept/", {"words": ""})
    assert (early.status_code, Decision.objects.count()) == (422, 0)
    step(technician, made, "report", result="不再渗水")
    report = MaintenanceReport.objects.get()
    assert ("换了三处接头" in report.words, "不再渗水" in report.words) == (True, True)
    [sent] = messages.of_subject(made.subject).filter(title__contains="报告")
    assert (sent.person, sent.body, report.is_sent) == (office.person, report.words, True)
    assert "换了三处接头" in owner.get(f"{HOME}{made.pk}/").content.decode()
    assert [(e.kind, e.words) for e in made.entries.order_by("pk")] == [
        ("course", "关阀，换了三处接头"), ("result", "不再渗水"),
    ]  # fmt: skip

    unsaid = owner.post(f"{HOME}{made.pk}/demand/", {"words": " "})
    assert (unsaid.status_code, state_of(made)) == (422, "reported")
    owner.post(f"{HOME}{made.pk}/demand/", {"words": "卫生间还在滴"})
    assert (state_of(made), made.round, made.is_rectifying) == ("running", 2, True)
    barred = step(manager, made, "close")
    assert (barred.status_code, "整改要求尚未了结" in barred.content.decode()) == (422, True)
    assert (state_of(made), made.closed_at) == ("running", None)
    assert made.number in manager.get(f"{DESK}?view=rectifying").content.decode()

    step(technician, made, "log", words="换了卫生间接头")
    step(technician, made, "report", result="全部不漏")
    assert step(manager, made, "close").status_code == 422
    owner.post(f"{HOME}{made.pk}/accept/", {"words": "这次好了"})
    demand, accepted = made.decisions.order_by("pk")
    assert (demand.settled_at is not None, accepted.is_accepted, accepted.how) == (
        True, True, "themselves",
    )  # fmt: skip
    assert (state_of(made), made.is_rectifying) == ("accepted", False)
    step(manager, made, "close")
    assert state_of(made) == "closed"
    page = manager.get(f"{DESK}{made.pk}/").content.decode()
    assert all(words in page for words in ("卫生间还在滴", "这次好了", "换了卫生间接头"))


@pytest.mark.shows("B-SR-10", "B-SR-11")
def test_the_catalogue_begins_with_six_scopes_and_seven_kinds_and_both_are_offered(owner, office):
    page = owner.get(f"{HOME}new/").content.decode()
    scopes, kinds = queries.offers(OfferAxis.SCOPE), queries.offers(OfferAxis.KIND)
    assert (scopes.count(), kinds.count()) == (6, 7)
    assert all(offer.name in page for offer in [*scopes, *kinds])


def test_a_matter_that_asked_for_a_service_waits_for_it(office, clerk, manager):
    case = ways.at_state(office, CaseState.SORTED)
    wanted = (office.at + dt.timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    clerk.post(
        f"/console/trades/cases/{case.pk}/plan_service/", {"content": "换管", "wanted_by": wanted}
    )
    made = ServiceRequest.objects.get()
    assert (made.subject_key, made.person, made.content) == (str(case.pk), office.person, "换管")

    answer = {"words": "好了", "channel": ways.channel().pk}
    refused = clerk.post(f"/console/trades/cases/{case.pk}/answer/", answer)
    case.refresh_from_db()
    assert (refused.status_code, made.number in refused.content.decode()) == (422, True)
    assert (case.state, case.answers.count()) == (CaseState.SORTED, 0)
    cases.give_interim_reply(
        case=case, words="正在制定方案", channel=ways.channel(), by=BY, at=office.at
    )
    assert case.number in manager.get(f"{DESK}{made.pk}/").content.decode()

    step(manager, made, "withdraw", why="不需要了")
    assert clerk.post(f"/console/trades/cases/{case.pk}/answer/", answer).status_code == 302
