"""Who may file, plan, carry out and judge services."""

from django.utils.translation import gettext_lazy as _

from anlin.ground.people import queries as people
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.services import queries, rules
from anlin.trades.services.choices import ServiceState, ServiceStep
from anlin.trades.services.models import ServiceRequest

SEE = queries.SEE
FILE = "services.file"
PLAN = "services.plan"
WORK = "services.work"
ARRANGE = "services.arrange"

RIGHTS = {
    SEE: _("see service requests"),
    FILE: _("file service requests and note what the owner says"),
    PLAN: _("plan services and agree for the company"),
    WORK: _("survey and carry out services"),
    ARRANGE: _("arrange the catalogue of services"),
}


def may_see(actor: Actor, request: ServiceRequest) -> bool:
    return is_owner(actor, request) or actor.may(SEE, request.project_id)


def may_file(actor: Actor, project_id: int, unit_id: int | None) -> bool:
    """The desk for anybody; a resident for themselves, about a unit of theirs."""
    if actor.is_resident:
        return unit_id is not None and unit_id in actor.unit_ids
    return actor.may(FILE, project_id)


def may_plan(actor: Actor, request: ServiceRequest) -> bool:
    return actor.may(PLAN, request.project_id)


def may_work(actor: Actor, request: ServiceRequest) -> bool:
    return actor.may(WORK, request.project_id)


def may_survey(actor: Actor, request: ServiceRequest) -> bool:
    """Whoever was appointed, and whoever plans: they write down what a telephone says."""
    return may_plan(actor, request) or may_work(actor, request)


def may_speak_for_owner(actor: Actor, request: ServiceRequest) -> bool:
    """The owner themselves; the desk may write down what they said."""
    return is_owner(actor, request) or actor.may(FILE, request.project_id)


def may_arrange(actor: Actor) -> bool:
    return actor.may(ARRANGE, None)


def is_owner(actor: Actor, request: ServiceRequest) -> bool:
    """Whether the actor is who asked, under whichever of their rows."""
    if actor.person_id is None or request.person_id is None:
        return False
    return request.person_id in people.same_person(actor.person_id)


def steps_for(actor: Actor, request: ServiceRequest) -> list[ServiceStep]:
    """What the actor may do with the request now, in the order of the table."""
    may_speak = may_speak_for_owner(actor, request)
    allowed = {
        ServiceStep.APPOINT: may_plan(actor, request),
        ServiceStep.SURVEY: may_survey(actor, request),
        ServiceStep.PROPOSE: may_plan(actor, request),
        ServiceStep.AGREE: may_speak or may_plan(actor, request),
        ServiceStep.BEGIN: may_work(actor, request),
        ServiceStep.REPORT: may_work(actor, request),
        ServiceStep.ACCEPT: may_speak,
        ServiceStep.DEMAND: may_speak,
        ServiceStep.CLOSE: may_plan(actor, request),
        ServiceStep.WITHDRAW: may_plan(actor, request) or may_speak,
    }
    return [step for step in rules.LIFE.steps_from(ServiceState(request.state)) if allowed[step]]


def may_see_subject(actor: Actor, subject: Subject) -> bool | None:
    """What `documents` asks of pictures of a survey; None about anything else."""
    if subject.kind != "service":
        return None
    request = ServiceRequest.objects.filter(pk=int(subject.key)).first()
    return request is not None and may_see(actor, request)
