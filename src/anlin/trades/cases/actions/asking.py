"""The weekly sample: drawn by lot, asked about by somebody who does not belong to the office."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.ids import public_ref
from anlin.trades.cases import permissions, queries, rules, sockets
from anlin.trades.cases.actions import owing
from anlin.trades.cases.actions.judging import follow_up
from anlin.trades.cases.choices import FollowUpMethod, FollowUpRhythm
from anlin.trades.cases.errors import CallerOfTheOffice, DrawnAlready, NothingToDraw
from anlin.trades.cases.models import Draw, DrawnOrder, FollowUp


@transaction.atomic
def draw_sample(
    *, project: Project, week_from: date, by: Actor, at: datetime, seed: str = ""
) -> Draw:
    """Draw of the orders that were finished in the week what the rule in force there asks for (A-FUP-02, A-FUP-03).

    Where no rule stands it is a fifth, and at least one. `week_from` is a Monday. Every order of the week is kept with
    the draw, drawn or not, and so are the seed and how much was asked for.
    Refused with `DrawnAlready` or `NothingToDraw`.
    """
    require(permissions.may_ask_for_company(by))
    if Draw.objects.filter(project=project, week_from=week_from).exists():
        raise DrawnAlready
    finished = list(queries.finished_in_week(project.pk, week_from))
    if not finished:
        raise NothingToDraw

    share, at_least = owing.sample_asked(project.pk, at)
    draw = Draw.objects.create(
        project=project,
        week_from=week_from,
        seed=seed or public_ref(),
        share=share,
        at_least=at_least,
        drawn_at=at,
        drawn_by=by.ref,
    )
    drawn = rules.sample(len(finished), seed=draw.seed, share=share, at_least=at_least)
    DrawnOrder.objects.bulk_create(
        DrawnOrder(
            draw=draw, place=place, order_id=order_id, case_id=case_id, is_drawn=place in drawn
        )
        for place, (order_id, case_id) in enumerate(finished)
    )

    audit.record(
        "cases.sample_drawn",
        draw.subject,
        by=by,
        at=at,
        project_id=project.pk,
        orders=len(finished),
        drawn=len(drawn),
    )
    return draw


def say_nothing_was_finished(*, project: Project, week_from: date, by: Actor, at: datetime) -> None:
    """Nobody can be asked about a week in which no order was finished: the duty to ask is answered by that."""
    require(permissions.may_ask_for_company(by))
    if queries.finished_in_week(project.pk, week_from):
        return
    owing.nothing_to_call(project.pk, week_from, by=by, at=at)


@transaction.atomic
def ask_drawn(*, drawn: DrawnOrder, by: Actor, at: datetime, **heard: Any) -> FollowUp:
    """Telephone whoever the drawn order was done for; `heard` is what `follow_up` takes.

    Refused with `CallerOfTheOffice` when the caller holds a post in the office (A-FUP-11).
    """
    require(permissions.may_ask_for_company(by))
    project_id = drawn.draw.project_id
    if by.staff_id is not None:
        staff = queries.of_the_office(by.staff_id, project_id, at.date())
        if staff is not None:
            raise CallerOfTheOffice(staff=staff.name)

    was_given_up = sockets.given_up.first(drawn.case_id)
    asked = follow_up(
        case=drawn.case,
        method=FollowUpMethod.PHONE,
        rhythm=FollowUpRhythm.PERIODIC,
        by=by,
        at=at,
        **heard,
    )
    rows.change(drawn, expecting=("follow_up_id",), follow_up=asked)
    waiting = drawn.draw.orders.filter(is_drawn=True, follow_up=None)
    if all(sockets.given_up.first(line.case_id) for line in waiting) and not was_given_up:
        owing.sample_was_called(project_id, drawn.draw.subject, by=by, at=at)
    return asked
