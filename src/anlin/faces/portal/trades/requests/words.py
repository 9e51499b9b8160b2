"""How we say to a resident where their matter stands, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.trades.cases.choices import CaseState
from anlin.trades.cases.models import Case

STATES = {
    CaseState.RECEIVED: (_("taken in"), "calm"),
    CaseState.SORTED: (_("being arranged"), "calm"),
    CaseState.PASSED: (_("being handled"), "warn"),
    CaseState.RETURNED: (_("waiting for our answer"), "warn"),
    CaseState.ANSWERED: (_("waiting for your word"), "warn"),
    CaseState.AGREED: (_("confirmed"), "good"),
    CaseState.CLOSED: (_("over"), "good"),
}
NEXT = {
    CaseState.RECEIVED: _("The service desk looks at it and decides who takes care of it."),
    CaseState.SORTED: _("The right people are being chosen; they will come to you."),
    CaseState.PASSED: _("Somebody is taking care of it. You will get an answer when it is done."),
    CaseState.RETURNED: _("The work is done. The service desk will tell you what came of it."),
    CaseState.ANSWERED: _("We have answered. Please say whether it is right."),
    CaseState.AGREED: _("Thank you. We may ask once more whether everything holds."),
    CaseState.CLOSED: _("If it is not over after all, take it up again below."),
}


@dataclass(frozen=True)
class Summary:
    """A matter in a line or two."""

    pk: int
    number: str
    kind: str
    title: str
    opened_at: datetime
    state: Any
    tone: str
    next_step: Any
    waits_for_you: bool

    @property
    def address(self) -> str:
        return reverse("portal:matter", args=[self.pk])


def summary(case: Case) -> Summary:
    state = CaseState(case.state)
    word, tone = STATES[state]
    return Summary(
        pk=case.pk,
        number=case.number,
        kind=case.get_kind_display(),
        title=case.title,
        opened_at=case.opened_at,
        state=word,
        tone=tone,
        next_step=NEXT[state],
        waits_for_you=state == CaseState.ANSWERED,
    )
