"""The loop of a matter: sort, pass on, return, answer, judge, follow up, close, link."""

from typing import Annotated

from ninja import Router, Status
from pydantic import Field

from anlin.faces.api.pages import Code, Id, Input, Line, Moment, Number, Words, one, perhaps
from anlin.faces.api.problems import ANY
from anlin.faces.api.v1.trades import shapes
from anlin.ground.workforce.models import Department, Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotThere
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import Axis, CaseKind, FollowUpMethod, FollowUpRhythm
from anlin.trades.cases.models import Case, Category, Cause
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import ServiceNature, Urgency

deeds = Router(tags=["cases"])
causes = Router(tags=["causes"])
Grade = Annotated[int, Field(ge=1, le=5)]
CASE = {200: shapes.CaseOut} | ANY


class Sort(Input):
    trade: Code
    service_nature: ServiceNature
    urgency: Urgency
    about: Code | None = None
    kind: CaseKind | None = None
    need: Words | None = None
    is_need_confirmed: bool = False
    is_out_of_scope: bool = False


class PassOn(Input):
    """`with_order` raises a work order too, for `worker` if one is named."""

    department: Number
    in_charge: Number | None = None
    words: Words = ""
    with_order: bool = False
    worker: Number | None = None


class Said(Input):
    words: Words


class Answered(Input):
    words: Words
    channel: Code
    is_unresolved: bool = False
    rule_cited: Line = ""


class Interim(Input):
    words: Words
    channel: Code
    wanted_by: Moment | None = None


class Agreed(Input):
    grade: Grade | None = None
    words: Words = ""


class FollowedUp(Input):
    method: FollowUpMethod
    is_satisfied: bool
    grade: Grade | None = None
    remaining_problem: Words = ""
    new_information: Words = ""
    next_action: Line = ""
    rhythm: FollowUpRhythm = FollowUpRhythm.OCCASIONAL


class Origin(Input):
    origin_cause: Words
    prevention: Words
    facts: Words | None = None
    effect_on_order: Words | None = None


class NewCause(Input):
    title: Line
    cases: Annotated[list[Number], Field(min_length=1, max_length=200)]


def _case(request, case_id: int) -> Case:
    found: Case = one(queries.visible_to(request.auth), case_id)
    return found


def _by(request) -> dict:
    return {"by": request.auth, "at": request.now}


def _category(axis: Axis, code: str | None) -> Category | None:
    if code is None:
        return None
    found = queries.find_category(axis, code)
    if found is None:
        raise NotThere
    return found


@deeds.post("/{id}/sort/", response=CASE, summary="Sort it")
def sort(request, id: Id, said: Sort):  # noqa: A002  (the name in the address)
    trade = _category(Axis.TRADE, said.trade)
    assert trade is not None
    return actions.sort(
        case=_case(request, id),
        trade=trade,
        about=_category(Axis.SUBJECT, said.about),
        **said.model_dump(exclude={"trade", "about"}),
        **_by(request),
    )


@deeds.post("/{id}/pass-on/", response=CASE, summary="Pass it on")
def pass_on(request, id: Id, said: PassOn):  # noqa: A002  (the name in the address)
    case = _case(request, id)
    department = one(Department.objects.all(), said.department)
    order = workorders.NewOrder(
        project=case.project, title=case.title, unit=case.unit, place=case.place,
        urgency=Urgency(case.urgency or Urgency.ORDINARY), wanted_by=case.wanted_by,
        contact=case.reporter, department=department, reported_at=case.opened_at,
    )  # fmt: skip
    return actions.pass_on(
        case=case,
        department=department,
        in_charge=perhaps(Staff.objects.all(), said.in_charge),
        words=said.words,
        order=order if said.with_order else None,
        worker=perhaps(Staff.objects.all(), said.worker),
        **_by(request),
    )


@deeds.post("/{id}/hand-back/", response=CASE, summary="Hand it back to the desk")
def hand_back(request, id: Id, said: Said):  # noqa: A002  (the name in the address)
    return actions.hand_back(case=_case(request, id), why=said.words, **_by(request))


@deeds.post("/{id}/take-on/", response=CASE, summary="It has reached the department")
def take_on(request, id: Id):  # noqa: A002  (the name in the address)
    return actions.take_on(case=_case(request, id), **_by(request))


@deeds.post("/{id}/remind/", response=CASE, summary="Press whoever has it")
def remind(request, id: Id, said: Said):  # noqa: A002  (the name in the address)
    case = _case(request, id)
    actions.remind(case=case, words=said.words, **_by(request))
    return case


@deeds.post("/{id}/return/", response=CASE, summary="Return the result to the desk")
def return_result(request, id: Id, said: Said):  # noqa: A002  (the name in the address)
    return actions.return_result(case=_case(request, id), result=said.words, **_by(request))


@deeds.post("/{id}/answer/", response={201: shapes.AnswerOut} | ANY, summary="Answer the person")
def answer(request, id: Id, said: Answered):  # noqa: A002  (the name in the address)
    given = actions.answer(
        case=_case(request, id),
        channel=queries.channel_by_code(said.channel),
        **said.model_dump(exclude={"channel"}),
        **_by(request),
    )
    return Status(201, given)


@deeds.post("/{id}/interim/", response={201: shapes.AnswerOut} | ANY, summary="Interim reply")
def interim(request, id: Id, said: Interim):  # noqa: A002  (the name in the address)
    given = actions.give_interim_reply(
        case=_case(request, id),
        channel=queries.channel_by_code(said.channel),
        **said.model_dump(exclude={"channel"}),
        **_by(request),
    )
    return Status(201, given)


@deeds.post("/{id}/agree/", response=CASE, summary="The person is satisfied")
def agree(request, id: Id, said: Agreed):  # noqa: A002  (the name in the address)
    return actions.agree(case=_case(request, id), **said.model_dump(), **_by(request))


@deeds.post("/{id}/object/", response=CASE, summary="The person is not satisfied")
def object_(request, id: Id, said: Said):  # noqa: A002  (the name in the address)
    return actions.object_(case=_case(request, id), words=said.words, **_by(request))


@deeds.post("/{id}/follow-up/", response=CASE, summary="Ask afterwards")
def follow_up(request, id: Id, said: FollowedUp):  # noqa: A002  (the name in the address)
    case = _case(request, id)
    actions.follow_up(case=case, **said.model_dump(), **_by(request))
    return _case(request, id)


@deeds.post("/{id}/origin/", response=CASE, summary="Keep cause and prevention")
def note_origin(request, id: Id, said: Origin):  # noqa: A002  (the name in the address)
    return actions.note_origin(case=_case(request, id), **said.model_dump(), **_by(request))


@deeds.post("/{id}/close/", response=CASE, summary="Close it, satisfied")
def close(request, id: Id):  # noqa: A002  (the name in the address)
    return actions.close(case=_case(request, id), **_by(request))


@deeds.post("/{id}/close-unsatisfied/", response=CASE, summary="Close it all the same")
def close_unsatisfied(request, id: Id, said: Said):  # noqa: A002  (the name in the address)
    return actions.close_unsatisfied(case=_case(request, id), reason=said.words, **_by(request))


@deeds.post("/{id}/reopen/", response=CASE, summary="Take it up again")
def reopen(request, id: Id, said: Said):  # noqa: A002  (the name in the address)
    return actions.reopen(case=_case(request, id), words=said.words, **_by(request))


@deeds.post("/{id}/link/{cause}/", response=CASE, summary="It has this cause")
def link(request, id: Id, cause: Id):  # noqa: A002  (the name in the address)
    case = _case(request, id)
    return actions.link(case=case, cause=_cause(request.auth, cause), **_by(request))


@deeds.post("/{id}/unlink/", response=CASE, summary="It has a cause of its own")
def unlink(request, id: Id):  # noqa: A002  (the name in the address)
    return actions.unlink(case=_case(request, id), **_by(request))


@causes.post("/", response={201: shapes.CauseOut} | ANY, summary="Name a cause of several cases")
def name_cause(request, said: NewCause):
    found = [_case(request, case_id) for case_id in said.cases]
    return Status(201, actions.name_cause(title=said.title, cases=found, **_by(request)))


@causes.post("/{id}/answer/", response={200: list[shapes.AnswerOut]} | ANY, summary="Answer all")
def answer_all(request, id: Id, said: Interim):  # noqa: A002  (the name in the address)
    return actions.answer_all(
        cause=_cause(request.auth, id),
        words=said.words,
        channel=queries.channel_by_code(said.channel),
        **_by(request),
    )


def _cause(actor: Actor, cause_id: int) -> Cause:
    """A cause is known to whoever sees cases of its project."""
    projects = actor.projects_with(queries.SEE)
    rows = Cause.objects.all() if projects is None else Cause.objects.filter(project__in=projects)
    found: Cause = one(rows, cause_id)
    return found
