"""Who may open, sort, pass on, answer and close matters."""

from django.utils.translation import gettext_lazy as _

from anlin.ground.people import queries as people
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.cases import queries, rules
from anlin.trades.cases.choices import CaseState, CaseStep
from anlin.trades.cases.models import Case

SEE = queries.SEE
OPEN = "cases.open"
SORT = "cases.sort"
PASS_ON = "cases.pass_on"  # noqa: S105  (a right, not a password)
RETURN_RESULT = "cases.return_result"
ANSWER = "cases.answer"
FOLLOW_UP = "cases.follow_up"
CLOSE_UNSATISFIED = "cases.close_unsatisfied"
LINK = "cases.link"
ARRANGE = "cases.arrange"

RIGHTS = {
    SEE: _("see cases"),
    OPEN: _("open cases"),
    SORT: _("sort cases"),
    PASS_ON: _("pass cases on and dispatch"),
    RETURN_RESULT: _("return results to the desk"),
    ANSWER: _("answer the person"),
    FOLLOW_UP: _("follow up"),
    CLOSE_UNSATISFIED: _("close although the person is not satisfied"),
    LINK: _("link cases of one cause"),
    ARRANGE: _("arrange channels and categories"),
}


def may_see(actor: Actor, case: Case) -> bool:
    if actor.is_resident:
        return is_reporter(actor, case)
    return actor.may(SEE, case.project_id)


def may_open(actor: Actor, project_id: int, unit_id: int | None = None) -> bool:
    """The desk for anybody; a resident for themselves, about a unit of theirs or the project they live in."""
    if actor.is_resident:
        return unit_id is None or unit_id in actor.unit_ids
    return actor.may(OPEN, project_id)


def may_sort(actor: Actor, case: Case) -> bool:
    return actor.may(SORT, case.project_id) and not is_about(actor, case)


def may_retitle(actor: Actor, case: Case) -> bool:
    """Whoever says what a matter is also says what it is called."""
    return may_sort(actor, case)


def may_pass_on(actor: Actor, case: Case) -> bool:
    return actor.may(PASS_ON, case.project_id) and not is_about(actor, case)


def may_return(actor: Actor, case: Case) -> bool:
    return actor.may(RETURN_RESULT, case.project_id) and not is_about(actor, case)


def may_answer(actor: Actor, case: Case) -> bool:
    return actor.may(ANSWER, case.project_id) and not is_about(actor, case)


def may_judge(actor: Actor, case: Case) -> bool:
    """Whether satisfied is for the reporter to say; the desk may write down what they said."""
    return is_reporter(actor, case) or may_follow_up(actor, case)


def may_follow_up(actor: Actor, case: Case) -> bool:
    return actor.may(FOLLOW_UP, case.project_id) and not is_about(actor, case)


def may_close_unsatisfied(actor: Actor, case: Case) -> bool:
    return actor.may(CLOSE_UNSATISFIED, case.project_id) and not is_about(actor, case)


def may_link(actor: Actor, project_id: int) -> bool:
    return actor.may(LINK, project_id)


def may_note(actor: Actor, case: Case) -> bool:
    return may_see(actor, case)


def is_about(actor: Actor, case: Case) -> bool:
    """Whether the complaint is about the actor: then every step is somebody else's (B-CASE-24)."""
    return actor.is_staff and case.about_staff_id == actor.staff_id


def is_supervisor(actor: Actor, case: Case) -> bool:
    """Whoever may end a matter against the person's wish also speaks for the company where it matters."""
    return may_close_unsatisfied(actor, case)


def may_remind(actor: Actor, case: Case) -> bool:
    """The desk presses, not whoever does the work (A-CASE-35)."""
    return may_pass_on(actor, case)


def may_ask_for_company(actor: Actor) -> bool:
    """Who asks about the work of an office holds the right in all of the company (A-FUP-11)."""
    return actor.may(FOLLOW_UP, None)


def may_arrange(actor: Actor) -> bool:
    return actor.may(ARRANGE, None)


def steps_for(actor: Actor, case: Case) -> list[CaseStep]:
    """What the actor may do with the matter now, in the order of the table."""
    allowed = {
        CaseStep.SORT: may_sort(actor, case),
        CaseStep.PASS_ON: may_pass_on(actor, case),
        CaseStep.HAND_BACK: may_return(actor, case),
        CaseStep.RETURN: may_return(actor, case),
        CaseStep.ANSWER: may_answer(actor, case),
        CaseStep.AGREE: may_judge(actor, case),
        CaseStep.OBJECT: may_judge(actor, case),
        CaseStep.CLOSE: may_answer(actor, case),
        CaseStep.CLOSE_UNSATISFIED: may_close_unsatisfied(actor, case),
        CaseStep.REOPEN: may_judge(actor, case),
    }
    return [step for step in rules.LIFE.steps_from(CaseState(case.state)) if allowed[step]]


def is_reporter(actor: Actor, case: Case) -> bool:
    """Whether it is their matter, under whichever of their rows it was reported."""
    if actor.person_id is None or case.reporter_id is None:
        return False
    return case.reporter_id == actor.person_id or (
        case.reporter_id in people.same_person(actor.person_id)
    )


def may_see_subject(actor: Actor, subject: Subject) -> bool | None:
    """What `documents` asks of pictures and letters of a case; None about anything else."""
    if subject.kind != "case":
        return None
    case = Case.objects.filter(pk=int(subject.key)).first()
    return case is not None and may_see(actor, case)
