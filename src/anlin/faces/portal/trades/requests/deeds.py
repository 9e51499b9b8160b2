"""What a resident does: report, add, confirm, refuse, reopen."""

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anlin.faces.kit.forms import once
from anlin.faces.portal import shell
from anlin.faces.portal.trades.requests import forms
from anlin.faces.portal.trades.requests.views import OfMatter
from anlin.ground.estate.models import Unit
from anlin.ground.people import queries as people
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotThere
from anlin.trades.cases import actions as cases
from anlin.trades.cases import queries
from anlin.trades.cases.choices import CaseKind, NoteKind
from anlin.trades.cases.errors import ReportedBefore
from anlin.trades.cases.models import Case

PORTAL = "portal"


class Form(shell.FormPage):
    template_name = "portal/form.html"
    desk = "requests"


class Report(Form):
    """Sent by the form itself or by the outbox of the phone; the same key is the same report."""

    form_class = forms.Report
    template_name = "portal/trades/requests/report.html"
    title = _("Report something")

    @cached_property
    def units(self):
        """Homes of theirs; a resident without one has nothing to report about."""
        found = Unit.objects.filter(pk__in=self.actor.unit_ids).select_related("project")
        return found.order_by("pk")

    def prepare(self) -> None:
        if not self.units:
            raise NotThere

    def form_arguments(self) -> dict:
        wanted = self.request.GET.get("kind", "")
        return {"units": self.units, "initial": {"kind": wanted} if wanted else {}}

    def answer(self, *args, form, **facts):
        return super().answer(*args, form=form, tiles=forms.tiles(form), **facts)

    def act(self, form) -> HttpResponse | str:
        source_key = f"{self.actor.key}:{form.cleaned_data['key']}"
        case = _known(source_key)
        if case is None:
            try:
                case = self._open(form, source_key)
            except ReportedBefore:
                # Sent twice at the same moment: the other one was faster, and it is the same report.
                case = _known(source_key)
                if case is None:
                    raise
        if case.words != form.cleaned_data["words"].strip():
            once.renew(form)
            raise once.SentBefore(number=case.number)
        address = reverse("portal:matter_sent", args=[case.pk])
        if "X-Outbox" in self.request.headers:
            return JsonResponse({"address": address, "number": case.number})
        return address

    @transaction.atomic
    def _open(self, form, source_key: str) -> Case:
        said = form.cleaned_data
        new = cases.NewCase(
            project=said["unit"].project,
            kind=CaseKind(said["kind"]),
            words=said["words"],
            channel=queries.channel_by_code(PORTAL),
            reported_at=self.now,
            reporter=people.by_id(int(self.actor.key)),
            unit=said["unit"],
            wanted_by=said["wanted_by"],
            source_key=source_key,
        )
        case = cases.open_case(new=new, by=self.actor, at=self.now)
        keep_photos(case, said["file"], by=self.actor, at=self.now)
        return case


def _known(source_key: str) -> Case | None:
    channel = queries.channel_by_code(PORTAL)
    found = queries.reported_from(channel.pk, [source_key])
    return Case.objects.get(pk=found[source_key]) if found else None


def keep_photos(case: Case, files: list, *, by: Actor, at) -> None:
    for file in files:
        documents.keep(
            file,
            name=file.name,
            subject=case.subject,
            kind=DocumentKind.PHOTO,
            project_id=case.project_id,
            by=by,
            at=at,
        )


class OnMatter(OfMatter, Form):
    """A form about one matter of theirs; afterwards one sees the matter."""

    @property
    def back_to(self) -> str:
        return reverse("portal:matter", args=[self.case.pk])

    @property
    def hint(self) -> str:
        return f"{self.case.number} · {self.case.title}"

    def act(self, form) -> str:
        self.do(**form.cleaned_data)
        return self.back_to

    def do(self, **said) -> None:
        raise NotImplementedError


class AddWord(OnMatter):
    form_class = forms.Word
    title = _("Add something")
    button = _("Send")
    done = _("Added. Whoever handles it sees it.")

    @transaction.atomic
    def do(self, *, words: str, file: list) -> None:
        if words.strip():
            cases.note(
                case=self.case, kind=NoteKind.RESIDENT, words=words, by=self.actor, at=self.now
            )
        keep_photos(self.case, file, by=self.actor, at=self.now)


class Satisfied(OnMatter):
    form_class = forms.Satisfied
    title = _("Confirm")
    button = _("Confirm")
    done = _("Thank you. You have confirmed that it is done.")

    def do(self, *, grade: int, words: str) -> None:
        cases.agree(case=self.case, grade=grade, words=words, by=self.actor, at=self.now)


class Unsatisfied(OnMatter):
    form_class = forms.Unsatisfied
    title = _("Not satisfied")
    button = _("Send")
    done = _("We take it up again.")

    def do(self, *, words: str) -> None:
        cases.object_(case=self.case, words=words, by=self.actor, at=self.now)


class Reopen(OnMatter):
    form_class = forms.Unsatisfied
    title = _("It is not over")
    button = _("Take it up again")
    done = _("We take it up again.")

    def do(self, *, words: str) -> None:
        cases.reopen(case=self.case, words=words, by=self.actor, at=self.now)
