"""What the handbook lends to a matter and to a call: answers that fit, the procedure with its stages, what is to be studied."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import address_of, one
from anlin.faces.console.instruments.handbook import forms
from anlin.faces.console.instruments.handbook.pages import OfDesk
from anlin.ground.workforce import queries as workforce
from anlin.instruments.handbook import actions, permissions, queries
from anlin.instruments.handbook.models import Stage
from anlin.kernel.errors import NotThere
from anlin.trades.cases import queries as cases
from anlin.trades.cases.models import Case
from anlin.trades.workorders import queries as workorders
from anlin.trades.workorders.models import WorkOrder

# The code of the article that every visit goes by.
PROVISION = "service-provision"


class OnCase(OfDesk):
    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.case: Case = one(cases.visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def back_to(self) -> str:
        return reverse("console:case", args=[self.case.pk])


class OfCase(OnCase, shell.Page):
    """What stands beside a matter."""

    template_name = "console/instruments/handbook/panel.html"
    part = "panel"
    title = _("From the handbook")

    def context(self) -> dict[str, Any]:
        case = self.case
        words = f"{case.title}\n{case.words}"
        return {
            "case": case,
            "answers": queries.answering(words, case.project_id, self.today),
            "answer_at": address_of("console:case_answer", case.pk) if case.is_open else "",
            "courses": queries.courses(self.actor, case.subject, self.now),
            "orders": list(queries.orders_about(case.subject)),
            "may_teach": permissions.may_teach(self.actor, case.project_id),
        }


class OfOrder(OfDesk, shell.Page):
    """What stands beside a work order: how services are provided, for whoever stands at the door (A-CASE-18)."""

    template_name = "console/instruments/handbook/provision.html"
    part = "panel"
    title = _("How services are provided")

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.order: WorkOrder = one(workorders.visible_to(self.actor), pk=self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        edition = queries.edition_of(PROVISION, self.today)
        read = edition is not None and edition.studied.filter(staff=self.actor.staff_id).exists()
        return {"edition": edition, "is_read": read}


class Fitting(OfDesk, shell.Page):
    """The standard answers that fit what somebody is saying on the telephone."""

    template_name = "console/instruments/handbook/fitting.html"
    part = "fitting"
    title = _("Standard answers")

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.get(request)  # type: ignore[attr-defined,no-any-return]

    def context(self) -> dict[str, Any]:
        words = self.request.POST.get("words", "")[:2000]  # type: ignore[attr-defined]
        here = self.project.id if self.project else None
        return {"answers": queries.answering(words, here, self.today, most=2) if words else []}


class Tick(OnCase, shell.FormPage):
    """A stage of the procedure was done for this matter."""

    form_class = forms.Tick
    button = _("It is done")
    done = _("The stage is ticked.")

    def prepare(self) -> None:
        super().prepare()
        stage = Stage.objects.select_related("edition").filter(pk=self.kwargs["stage"]).first()
        if stage is None:
            raise NotThere
        self.stage = stage

    @property
    def title(self) -> str:
        return self.stage.what

    def act(self, form: Any) -> str:
        actions.tick(
            stage=self.stage, subject=self.case.subject, words=form.cleaned_data["words"], **self.by
        )
        return self.back_to


class OrderStudy(OnCase, shell.FormPage):
    right = permissions.TEACH
    title = _("Give somebody an article to study")
    hint = _("So that it does not happen again. They find it in their handbook.")
    form_class = forms.OrderStudy
    button = _("Give it to them")
    done = _("They find it in their handbook.")

    def form_arguments(self) -> dict[str, Any]:
        return {
            "articles": queries.visible_to(self.actor).order_by("kind", "title"),
            "staff": workforce.works_in(self.case.project_id, self.today),
        }

    def act(self, form: Any) -> str:
        actions.order_study(
            about=self.case.subject, project_id=self.case.project_id, **form.cleaned_data, **self.by
        )
        return self.back_to
