"""The bases of every view: who asks, at which moment, in which project; refusals become answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.views import View

from anlin.faces.kit import actors, projects
from anlin.faces.kit.frame import closed, errors
from anlin.faces.kit.requests import Request, seen
from anlin.foundation.upkeep.api import HouseClosed
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Conflict, NotAllowed, NotThere, Refusal, require


class Page(View):
    """One address. `part` names the partial of the template that htmx gets instead of the page.

    `right` is what the actor must hold somewhere to open the page; actions ask again, in detail.
    `shell` is the template that the page's template extends as `{% extends shell %}`.
    """

    request: Request
    template_name: str
    shell = "kit/plain.html"
    part: str | None = None
    # Templates that the page's own one extends: a part stands in the template that draws it.
    parts_of: Sequence[str] = ()
    right: str | None = None
    # Without, whoever knows the address may look; there is no actor then.
    needs_account = True
    title: Any = ""

    @property
    def actor(self) -> Actor:
        actor = actors.of(self.request)
        if actor is None:
            raise NotAllowed
        return actor

    @property
    def now(self):
        """The one moment of this request, aware, in local time."""
        return self.request.now

    @cached_property
    def project(self) -> projects.Project | None:
        return projects.of(self.request)

    def setup(self, request: Any, *args, **kwargs) -> None:
        request.GET = seen(request.GET)
        if request.method == "POST":
            request.POST = seen(request.POST)
        super().setup(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if self.needs_account and not request.user.is_authenticated:
            return self._to_sign_in()
        try:
            # A method nobody serves is answered with 405 below, whoever asks.
            if self._knows(request.method):
                require(self.right is None or self.actor.may_anywhere(self.right))
                self.prepare()
            return super().dispatch(request, *args, **kwargs)
        except NotAllowed as refusal:
            return errors.forbidden(request, refusal)
        except NotThere:
            return errors.not_found(request)
        except Conflict as refusal:
            return errors.refused(request, refusal, 409)
        except Refusal as refusal:
            return errors.refused(request, refusal, 422)

    def _knows(self, method: str | None) -> bool:
        name = (method or "").lower()
        return name in self.http_method_names and hasattr(self, name)

    def prepare(self) -> None:
        """Load what the page is about, as the actor may see it; asked again after a conflict."""

    def context(self) -> dict[str, Any]:
        """What the template needs besides what is given when answering."""
        return {}

    def get(self, request: Request, *args, **kwargs) -> HttpResponse:
        return self.answer()

    @property
    def wants_part(self) -> bool:
        htmx = self.request.htmx
        return bool(htmx) and not htmx.boosted and htmx.request_type != "full"

    def answer(self, status: int = 200, part: str | None = None, **facts: Any) -> HttpResponse:
        """The page, or the part when htmx asks for one and the page has it."""
        part = part or self.part
        whole = {"page": self, "title": self.title, "shell": self.shell}
        drawn_by = (self.template_name, *self.parts_of) if part and self.wants_part else ()
        templates = [*(f"{name}#{part}" for name in drawn_by), self.template_name]
        context = whole | self.context() | facts
        response = render(self.request, templates, context, status=status)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def go(self, to: str) -> HttpResponse:
        """On to another address, with and without JavaScript."""
        response = redirect(to)
        if not self.request.htmx:
            return response
        return HttpResponse(status=200, headers={"HX-Redirect": response.url})

    def say(self, sentence: object) -> None:
        """A fact in passing ("The case is resolved."), shown once on the next page."""
        messages.success(self.request, str(sentence))

    def _to_sign_in(self) -> HttpResponse:
        answer = redirect_to_login(self.request.get_full_path())
        if not self.request.htmx:
            return answer
        return HttpResponse(status=200, headers={"HX-Redirect": answer.url})


class FormPage(Page):
    """Shows a form and makes one call with it.

    `act` gets the valid form and returns the address to go on to, or a finished answer. What it
    refuses stands in the form, at the field it belongs to, and nothing typed is lost.
    """

    template_name = "kit/form.html"
    part = "form"
    form_class: type[forms.Form]
    button: Any = ""
    done: Any = ""

    @classmethod
    def says_closed(cls) -> bool:
        """Whether a closed house is told by this page: one with a way of its own to take a form does not."""
        return cls.post is FormPage.post

    def act(self, form: forms.Form) -> str | HttpResponse:
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        """More arguments for the form: `initial`, choices that depend on the project."""
        return {}

    def get(self, request: Request, *args, **kwargs) -> HttpResponse:
        return self.answer(form=self.form_class(**self.form_arguments()))

    def post(self, request: Request, *args, **kwargs) -> HttpResponse:
        form = self.form_class(request.POST, request.FILES, **self.form_arguments())
        closure = closed.of(request)
        if closure is not None:
            refused = self._refused(form, HouseClosed(closure), closed.STATUS)
            return closed.timed(request, refused)
        if not form.is_valid():
            return self.answer(form=form, status=422)
        try:
            result = self.act(form)
        except (NotAllowed, NotThere):
            raise
        except Conflict as refusal:
            self.prepare()
            return self._refused(form, refusal, 409)
        except Refusal as refusal:
            return self._refused(form, refusal, 422)
        if self.done:
            self.say(self.done)
        return result if isinstance(result, HttpResponse) else self.go(result)

    def _refused(self, form: forms.Form, refusal: Refusal, status: int) -> HttpResponse:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal))
        return self.answer(form=form, status=status)
