"""What somebody may ask about their own data: a copy, erasure by two of us, and the holds against it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.ground.residents import forms
from anlin.faces.console.ground.residents.places import AboutPerson, InResidents, people_seen
from anlin.faces.kit import copies
from anlin.faces.kit.forms.fields import Form
from anlin.ground.people import actions, permissions, queries
from anlin.ground.people.choices import Fate, RequestKind, RequestState
from anlin.ground.people.models import DataRequest, LegalHold
from anlin.kernel.errors import require

TONES = {Fate.NEEDED: "bad", Fate.KEPT: "warn", Fate.ANONYMISED: "good", Fate.ERASED: "good"}


class Requests(InResidents):
    """Everybody who waits for an answer about their data, the most urgent first."""

    template_name = "console/ground/residents/requests.html"
    title = _("Requests about personal data")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_handle(self.actor))

    def context(self) -> dict:
        seen = people_seen(self.actor).values("pk")
        waiting = list(queries.open_requests().filter(person__in=seen)[:200])
        cards = queries.cards(request.person_id for request in waiting)
        lines = [(request, cards[request.person_id]) for request in waiting]
        return {"lines": lines, "today": timezone.localdate(self.now)}


class AboutData(AboutPerson):
    @property
    def back_to(self) -> str:
        return reverse("console:residents:data", args=[self.person.pk])


class Data(AboutData):
    """What is held on a person and what would become of it, their requests, and the holds."""

    template_name = "console/ground/residents/data.html"
    title = _("Their own data")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_handle(self.actor))

    def context(self) -> dict:
        verdicts = queries.verdicts_on(self.person.pk, self.now)
        today = timezone.localdate(self.now)
        return {
            "verdicts": [(verdict, TONES[verdict.fate]) for verdict in verdicts],
            "is_needed": queries.is_needed(verdicts),
            "requests": [
                (request, self._steps(request)) for request in queries.requests_of(self.person.pk)
            ],
            "holds": queries.holds_on(self.person.pk, today),
            "today": today,
            "may_export": permissions.may_export(self.actor),
            "may_hold": permissions.may_hold(self.actor),
            "may_ask": permissions.may_ask(self.actor, self.person.pk),
        }

    def _steps(self, request: DataRequest) -> list[tuple[str, object]]:
        """(address, word) of what may be done with the request now."""
        steps: list[tuple[str, object]] = []
        is_erasure = request.kind == RequestKind.ERASURE
        if permissions.may_erase(self.actor) and is_erasure:
            if request.state == RequestState.ASKED:
                steps.append(("prepare_erasure", _("Prepare")))
            if request.state == RequestState.PREPARED and request.prepared_by != self.actor.ref:
                steps.append(("confirm_erasure", _("Erase for good")))
        if request.state in {RequestState.ASKED, RequestState.PREPARED} and (
            permissions.may_refuse(self.actor)
        ):
            steps.append(("refuse_request", _("Refuse")))
        return [
            (reverse(f"console:residents:{name}", args=[request.pk]), word) for name, word in steps
        ]


class Export(shell.FormPage, AboutData):
    form_class = forms.Look
    title = _("Hand out a copy of all data")
    button = _("Download the copy")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_export(self.actor))

    def act(self, form) -> HttpResponse:
        why = form.cleaned_data["why"]
        held = actions.export(person=self.person, why=why, by=self.actor, at=self.now)
        return copies.answer(held, name=f"data-{self.person.pk}", at=self.now)


class Ask(shell.FormPage, AboutData):
    form_class = forms.DataRequest
    title = _("Put a request on record")
    done = _("The request is on record.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_ask(self.actor, self.person.pk))

    def act(self, form) -> str:
        actions.ask(
            person=self.person,
            kind=RequestKind(form.cleaned_data["kind"]),
            reason=form.cleaned_data["reason"],
            due_on=copies.due_on(timezone.localdate(self.now)),
            by=self.actor,
            at=self.now,
        )
        return self.back_to


class PlaceHold(shell.FormPage, AboutData):
    form_class = forms.Hold
    title = _("Place a legal hold")
    done = _("Nothing is erased while the hold stands.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_hold(self.actor))

    def act(self, form) -> str:
        actions.place_hold(person=self.person, by=self.actor, at=self.now, **form.cleaned_data)
        return self.back_to


class LiftHold(shell.FormPage, InResidents):
    form_class = Form
    title = _("Lift the hold")
    button = _("Lift")
    done = _("The hold is lifted.")
    hold: LegalHold

    def prepare(self) -> None:
        super().prepare()
        seen = people_seen(self.actor).values("pk")
        self.hold = one(LegalHold.objects.filter(person__in=seen), pk=self.kwargs["pk"])
        require(permissions.may_hold(self.actor))

    @property
    def hint(self) -> str:
        return self.hold.reason

    @property
    def back_to(self) -> str:
        return reverse("console:residents:data", args=[self.hold.person_id])

    def act(self, form) -> str:
        actions.lift_hold(hold=self.hold, by=self.actor, at=self.now)
        return self.back_to


class AboutRequest(shell.FormPage, InResidents):
    """One step of a request."""

    form_class = Form
    data_request: DataRequest
    may = staticmethod(permissions.may_erase)

    def prepare(self) -> None:
        super().prepare()
        seen = people_seen(self.actor).values("pk")
        self.data_request = one(
            DataRequest.objects.select_related("person").filter(person__in=seen),
            pk=self.kwargs["pk"],
        )
        require(self.may(self.actor))

    @property
    def hint(self) -> str:
        return queries.card(self.data_request.person_id).masked_name

    @property
    def back_to(self) -> str:
        return reverse("console:residents:data", args=[self.data_request.person_id])

    @property
    def deed(self) -> dict:
        return {"request": self.data_request, "by": self.actor, "at": self.now}


class Prepare(AboutRequest):
    title = _("Prepare the erasure")
    button = _("It may be erased")
    done = _("Prepared. A second person must confirm it.")

    def act(self, form) -> str:
        actions.prepare_erasure(**self.deed)
        return self.back_to


class Confirm(AboutRequest):
    title = _("Erase for good")
    button = _("Erase: nobody brings it back")
    done = _("The data was erased.")

    def act(self, form) -> str:
        actions.confirm_erasure(**self.deed)
        return self.back_to


class Refuse(AboutRequest):
    form_class = forms.Refuse
    may = staticmethod(permissions.may_refuse)
    title = _("Refuse the request")
    done = _("The request was refused; the person reads why.")

    def act(self, form) -> str:
        actions.refuse(why=form.cleaned_data["why"], **self.deed)
        return self.back_to
