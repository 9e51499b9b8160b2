"""Questionnaires a resident may answer, their own words with what became of them, and the complaint lines."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.bonds.relations import actions, queries
from anlin.faces.kit.forms.questions import Replying
from anlin.faces.portal import shell
from anlin.kernel.errors import NotThere


class Opinions(shell.Page):
    template_name = "portal/bonds/relations/opinions.html"
    desk = "bonds.relations"
    title = _("Your opinion")

    def context(self) -> dict[str, Any]:
        projects = set(queries.projects_of(self.actor))
        return {
            "asked": list(queries.to_answer(self.actor, self.now)),
            "lines": queries.lines_for(projects),
            "said": list(queries.said_by(self.actor)),
        }


class Answering(shell.FormPage):
    """One questionnaire; every question may be left out."""

    desk = "bonds.relations"
    form_class = Replying
    button = _("Send my answers")
    done = _("Thank you. Whoever wrote something hears from us.")

    def prepare(self) -> None:
        super().prepare()
        found = queries.to_answer(self.actor, self.now).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotThere
        self.activity = found

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.activity.title

    @property
    def back_to(self) -> str:
        return reverse("portal:opinions")

    def form_arguments(self) -> dict[str, Any]:
        return {"questions": list(self.activity.questions.order_by("rank"))}

    def act(self, form: Any) -> str:
        actions.reply(
            activity=self.activity,
            points=form.points,
            words=form.written,
            by=self.actor,
            at=self.now,
        )
        return self.back_to
