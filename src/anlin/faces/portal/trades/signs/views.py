"""Telling us something at a sign and following it: open to whoever knows the code, or the secret link."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.kit.frame import errors, pace
from anlin.faces.portal import shell
from anlin.faces.portal.trades.signs import forms
from anlin.kernel.actors import system
from anlin.kernel.errors import NotThere
from anlin.trades.cases.models import Case
from anlin.trades.reception import actions, queries
from anlin.trades.reception.models import Sign

HOUR = 3600
US = system("signs")
reports = pace.Pace(HOUR)


class Open(shell.Page):
    """A page without an account: no places of the bar below, and no search engine remembers it."""

    needs_account = False

    def answer(self, *args, **facts) -> HttpResponse:
        response = super().answer(*args, **facts | {"places": []})
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


class OpenForm(Open, shell.FormPage):
    """A form for whoever comes by: counted by the address it comes from."""

    template_name = "portal/trades/signs/form.html"
    button = _("Send")

    def post(self, request, *args, **kwargs) -> HttpResponse:
        address = get_adapter().get_client_ip(request)
        wait = reports.wait(address, settings.REPORTS_AN_HOUR, self.now)
        if wait:
            return pace.timed(errors.too_often(request), wait)
        return super().post(request, *args, **kwargs)

    @staticmethod
    def files(form) -> list:
        return [(file.name, file) for file in form.cleaned_data["file"]]


class OfSign(Open):
    """Nothing of any matter is shown here: the code hangs where everybody reads it."""

    def prepare(self) -> None:
        sign = queries.by_code(self.kwargs["code"])
        if sign.taken_down_at is not None or sign.project.left_on is not None:
            raise NotThere
        self.sign: Sign = sign

    @property
    def hint(self) -> str:
        return f"{self.sign.project.name} · {self.sign.place}"


class AtSign(OfSign, OpenForm):
    form_class = forms.Report
    title = _("Report something here")

    def act(self, form) -> str:
        said = form.cleaned_data
        if said["homepage"]:
            # A program; it is told the same as everybody.
            return reverse("portal:sign_thanks", args=[self.sign.code])
        told = actions.Told(
            words=said["words"],
            key=said["key"],
            name=said["name"],
            phone=said["phone"],
            files=self.files(form),
        )
        _case, secret = actions.report_at_sign(sign=self.sign, told=told, by=US, at=self.now)
        return reverse("portal:followed", args=[secret])


class Thanks(OfSign):
    template_name = "portal/trades/signs/thanks.html"
    title = _("It has reached us")


class OfFollowed(Open):
    def prepare(self) -> None:
        case = queries.case_followed(self.kwargs["secret"])
        # Once we do not know any more whom it is from, nobody is shown it either.
        if case.anonymised_at is not None:
            raise NotThere
        self.case: Case = case


class Followed(OfFollowed):
    template_name = "portal/trades/signs/followed.html"

    @property
    def title(self) -> str:
        return self.case.number

    def context(self) -> dict:
        return {
            "case": self.case,
            # A neighbour's report may have been attached to the same matter.
            "said": self.case.reports.filter(taken_by=US.ref).order_by("reported_at", "pk"),
            "answers": self.case.answers.order_by("answered_at", "pk"),
            "link": self.request.build_absolute_uri(),
            "more": reverse("portal:followed_words", args=[self.kwargs["secret"]]),
        }


class AddWords(OfFollowed, OpenForm):
    form_class = forms.Words
    title = _("Add something")
    done = _("Added. Whoever handles it sees it.")

    @property
    def back_to(self) -> str:
        return reverse("portal:followed", args=[self.kwargs["secret"]])

    @property
    def hint(self) -> str:
        return self.case.number

    def act(self, form) -> str:
        said = form.cleaned_data
        actions.add_words(
            case=self.case,
            words=said["words"],
            key=said["key"],
            files=self.files(form),
            by=US,
            at=self.now,
        )
        return self.back_to
