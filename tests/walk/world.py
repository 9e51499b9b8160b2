"""One project with a thing of every kind in it, and everybody who might knock: from it, from elsewhere, from nowhere."""

import datetime as dt
from types import SimpleNamespace

from anlin.ground.people import actions as people
from anlin.ground.people.choices import ContactKind, RequestKind
from anlin.ground.workforce import actions as workforce_actions
from anlin.ground.workforce import queries as workforce_queries
from anlin.ground.workforce.choices import Duty
from anlin.ground.workforce.models import Grant
from anlin.instruments.correspondence import actions as correspondence
from anlin.instruments.correspondence.choices import Channel
from anlin.instruments.handbook.models import Stage
from anlin.kernel.actors import system
from anlin.trades.callbacks.models import Review
from anlin.trades.cases import actions as cases
from anlin.trades.cases.choices import CaseKind, CaseState, FollowUpMethod
from anlin.trades.cases.models import Case
from anlin.trades.complaints import actions as complaints
from anlin.trades.reception import actions as reception
from anlin.trades.services.choices import ServiceState
from anlin.trades.violations import actions as violation_actions
from anlin.watch.insight.models import HotIssue
from factories import cases as cases_factory
from factories import (
    desks,
    documents,
    duty,
    estate,
    handbook,
    mailroom,
    relations,
    residents,
    services,
    violations,
    ways,
    workforce,
)
from factories import disputes as mediations
from factories import people as people_factory

BY = system("tests")
CALLERS = ("nobody", "without", "here", "elsewhere", "resident", "neighbour")


def world():
    """`staff` are accounts by what they may do; `things` are keys by what they open."""
    made = desks.scene()
    elsewhere = made.stranger.granted_in = estate.project("YH", name="云和苑")
    # Somebody to hand on to what an office cannot solve.
    workforce.department("technical", at=made.at, name="技术部")
    rights = sorted(workforce_queries.all_rights())
    everything = workforce.role("everything", *rights, at=made.at)
    callers = {
        "nobody": None,
        "without": _hired("无权", "without", made),
        "here": _hired("在此", "here", made, everything, made.project),
        "elsewhere": _hired("在别处", "elsewhere", made, everything, elsewhere),
        "resident": _account_of(made.person, made),
        "neighbour": residents.signed_in_as(
            estate.units(made.unit.entrance, "1503")[0], made.at, username="neighbour"
        ).account,
    }
    return SimpleNamespace(made=made, callers=callers, things=_things(made))


def _hired(name, username, made, role=None, project=None):
    staff = workforce.hired(name, at=made.at, username=username)
    if role is not None:
        workforce.granted(staff, role, at=made.at, project_id=project.pk)
    return staff.account


def _account_of(person, made):
    residents.key_for(person, made.at, "resident")
    person.refresh_from_db()
    return person.account


def _things(made):
    case, order = desks.matter(made), desks.order(made, to=made.worker)
    linked = desks.matter(made)
    cause = cases.name_cause(title="水管爆裂", cases=[linked], by=BY, at=made.at)
    post = workforce_actions.open_post(department=made.department, name="前台", by=BY, at=made.at)
    day = made.at.date()
    merged = people_factory.person("曾丽花")
    contact = people.add_contact(
        person=made.person, kind=ContactKind.MOBILE, value="13911112222", by=BY, at=made.at
    )
    sent = correspondence.send(
        person=made.person, subject=case.subject, title="您报的事", body="已经受理。",
        project_id=made.project.pk, channels=[Channel.IN_PROGRAM], by=BY, at=made.at,
    )  # fmt: skip
    shift = workforce_actions.plan_shift(
        project_id=made.project.pk, staff=made.worker, duty=Duty.REPAIR, starts_at=made.at,
        ends_at=made.at + dt.timedelta(hours=8), by=BY, at=made.at,
    )  # fmt: skip
    duty.standing(made.project, duty.rule("reply", duty.CLOCK), at=made.at)
    duty.happened(made.project.pk, case.subject, at=made.at)
    [owed] = duty.occurrences()
    reviewed = ways.at_state(made, CaseState.ANSWERED)
    cases.follow_up(
        case=reviewed, method=FollowUpMethod.PHONE, is_satisfied=True, by=BY, at=made.at
    )
    review = Review.objects.create(
        case=reviewed, round=1, follow_up=reviewed.follow_ups.get(), is_content_at_follow_up=True,
        opened_at=made.at,
    )  # fmt: skip
    box = mailroom.mailbox(made.at, project=made.project)
    sign = reception.put_up_sign(project=made.project, place="北门", by=BY, at=made.at)
    told = reception.Told(words="道闸不抬杆。", key="0" * 32)
    quarrel = mediations.opened(desks.matter(made), made.desk, made.at)
    grievance = cases_factory.opened(made.project, made.at, kind=CaseKind.COMPLAINT)
    hole = violations.found(desks.matter(made), made.worker, made.at)
    rule = violations.rule(made.project, made.at)
    hot = HotIssue.objects.create(
        project=made.project,
        name="车库照明",
        first_at=made.at,
        last_at=made.at,
        gathered_at=made.at,
    )
    asked = relations.questionnaire(made)
    handbook.shipped(made.at)
    edition = handbook.written(made.at, project=made.project)
    stage = Stage.objects.filter(edition__article__code="complaint-procedure").earliest("rank")
    voice = relations.voice(asked, made.at)
    return {
        "article": edition.article_id, "edition": edition.pk, "stage": stage.pk,
        "activity": asked.pk, "voice": voice.pk, "drive": relations.drive(made).pk,
        "measure": relations.measure(made, [voice]).pk,
        "hot_issue": hot.pk, "violation": hole.pk, "estate_rule": rule.rule_id, "rule_version": rule.pk,
        "contractor": violations.firm(made.project, made.at).pk,
        "objection": violation_actions.object_(
            violation=hole, words="位置不合理", by=BY, at=made.at).pk,
        "dispute": quarrel.pk,
        "complaint": complaints.take_up(case=grievance, by=BY, at=made.at).pk,
        "service": services.at_state(made, ServiceState.PROPOSED).pk, "review": review.pk,
        "duty": owed.pk, "standing": owed.standing_id,
        "case": case.pk, "order": order.pk, "cause": cause.pk, "unit": made.unit.pk,
        "building": made.unit.building_id, "space": estate.space(made.project).pk,
        "project": made.project.pk, "person": made.person.pk, "tenure": made.tenure.pk,
        "contact": contact.pk, "message": sent[0].ref, "staff": made.desk.pk,
        "department": made.department.pk, "post": post.pk, "shift": shift.pk,
        "holding": workforce_actions.appoint(
            staff=made.worker, post=post, on=day, by=BY, at=made.at).pk,
        "stand_in": workforce_actions.stand_in(staff=made.desk, post=post, by=BY, at=made.at).pk,
        "grant": Grant.objects.filter(staff=made.desk).first().pk,
        "merge": people.merge(
            kept=made.person, absorbed=merged, reason="同一人", by=BY, at=made.at).pk,
        "data_request": people.ask(
            person=made.person, kind=RequestKind.ERASURE, reason="搬走", due_on=made.at.date(), by=BY,
            at=made.at).pk,
        "hold": people.place_hold(
            person=made.person, reason="诉讼", until=None, by=BY, at=made.at).pk,
        "box": cases.put_up_box(project=made.project, place="北门", by=BY, at=made.at).pk,
        "document": documents.keep(
            at=made.at, by=BY, subject=case.subject, project_id=made.project.pk).ref,
        "mailbox": box.pk, "mail": mailroom.taken(box, b"Subject: x\r\n\r\nhello", made.at).pk,
        "sign": sign.pk, "sign_code": sign.code,
        "secret": reception.report_at_sign(sign=sign, told=told, by=BY, at=made.at)[1],
        "own_case": Case.objects.get(pk=case.pk).pk,
    }  # fmt: skip
