"""One step of a thing's life, as a small form that stands in the thing's page or alone."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from anlin.faces.kit.forms import once
from anlin.faces.kit.forms.fields import Form
from anlin.faces.kit.forms.once import KeyField
from anlin.faces.kit.pages import FormPage
from anlin.kernel.errors import Conflict, Refusal


class Step(Form):
    """`seen` is the state the person looked at when they began; another one by now is a conflict.

    `once` is the form's own number: a second click does nothing and goes where the first went.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    once = KeyField(required=False)


class StepPage(FormPage):
    """One deed on one thing. The state that was seen travels with the form.

    `for_phone`: narrow, and what was typed is kept on the device until it was sent.
    """

    template_name = "kit/step.html"
    form_class: type[forms.Form] = Step
    style = ""
    hint: Any = ""
    for_phone = False

    @property
    def thing(self) -> Any:
        """What the deed is about: has a number, a title and a state."""
        raise NotImplementedError

    @property
    def seen(self) -> str:
        raise NotImplementedError

    @property
    def address(self) -> str:
        raise NotImplementedError

    @property
    def holder(self) -> str:
        """Who has the thing in hand; empty for nobody."""
        return ""

    @property
    def tone(self) -> str:
        return "calm"

    @property
    def back(self) -> str:
        """Where one came from, if that is a page of ours; else the thing's own."""
        asked = self.request.POST.get("back") or self.request.GET.get("back") or ""
        # An address and no name of a view, which Django would look for otherwise.
        safe = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
        return asked if safe else self.address

    def initial(self) -> dict[str, Any]:
        return {}

    def form_arguments(self) -> dict[str, Any]:
        return {"initial": {"seen": self.seen} | self.initial()}

    def act(self, form: forms.Form) -> str | HttpResponse:
        given = dict(form.cleaned_data)
        seen, key = given.pop("seen"), given.pop("once")

        def deed() -> str:
            if seen not in {"", self.seen}:
                raise Conflict(self.thing)
            self.do(given)
            return self.back

        return once.lead(self.request, key, deed) if key else deed()

    def do(self, given: dict[str, Any]) -> None:
        raise NotImplementedError

    def _refused(self, form: forms.Form, refusal: Refusal, status: int) -> HttpResponse:
        # The person sees the new state now; sending the same words again is a decision.
        sent: Any = form.data
        form.data = sent.copy()
        form.data["seen"] = self.seen  # type: ignore[index]
        once.renew(form, "once")
        return super()._refused(form, refusal, status)
