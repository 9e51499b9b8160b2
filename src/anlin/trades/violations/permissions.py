"""Who may see violations, talk about them, and rule."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models import Case
from anlin.trades.violations import queries

SEE = queries.SEE
HANDLE = "violations.handle"
RULE = "violations.rule"

RIGHTS = {
    SEE: _("see violations and the rules of the estate"),
    HANDLE: _("note violations and talk about them"),
    RULE: _("publish rules, rule on violations, list contractors"),
}


def may_handle(actor: Actor, case: Case) -> bool:
    return actor.may(HANDLE, case.project_id)


def may_rule(actor: Actor, project_id: int) -> bool:
    return actor.may(RULE, project_id)


def may_appoint(actor: Actor, project_id: int) -> bool:
    """Places, contractors and campaigns are kept by whoever handles violations."""
    return actor.may(HANDLE, project_id)


def may_read_rules(actor: Actor, project_id: int) -> bool:
    return actor.may(SEE, project_id)


def may_see_subject(actor: Actor, subject: Subject) -> bool | None:
    """What `documents` asks: photos of a violation are for those who see it."""
    if subject.kind != "violation":
        return None
    return queries.visible_to(actor).filter(pk=subject.key).exists()
