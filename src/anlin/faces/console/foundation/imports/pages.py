"""The wizard: upload, preview with reasons by row, progress, result file, undo."""

from collections import Counter

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.kit.forms.fields import Form
from anlin.faces.kit.lists.columns import Column
from anlin.faces.kit.lists.sheets import MIME
from anlin.foundation.intake import api as intake
from anlin.foundation.jobs import api as jobs
from anlin.ground.estate import permissions as estate_rights
from anlin.ground.estate.models import Project
from anlin.ground.tenure import actions, permissions
from anlin.ground.workforce import queries as workforce
from anlin.kernel.errors import NotThere, require

State, Outcome = intake.State, intake.Outcome
STATES = {
    State.PREVIEWED: (gettext_lazy("looked at"), "calm"),
    State.APPLYING: (gettext_lazy("being applied"), "warn"),
    State.APPLIED: (gettext_lazy("applied"), "good"),
    State.UNDONE: (gettext_lazy("undone"), "calm"),
    State.FAILED: (gettext_lazy("broken off"), "bad"),
}
OUTCOMES = {
    Outcome.CREATED: pgettext_lazy("row", "new"),
    Outcome.UPDATED: pgettext_lazy("row", "changed"),
    Outcome.UNCHANGED: pgettext_lazy("row", "as it was"),
    Outcome.REFUSED: pgettext_lazy("row", "refused"),
}
SHOWN = 200


class InImports(shell.Page):
    desk = "foundation.imports"
    right = estate_rights.IMPORT


class Imports(shell.ListPage, InImports):
    title = gettext_lazy("Imports")
    template_name = "console/foundation/imports/list.html"
    key = "started_at"
    may_export = False
    empty = gettext_lazy("Nothing was imported yet")
    empty_hint = gettext_lazy("Upload the roster you have: any workbook with headings will do.")

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (
            Column("file_name", _("File"), leads=True),
            Column("started_at", _("When"), kind="moment"),
            Column("by", _("Who"), get=lambda row: self._names.get(row.by, row.by)),
            Column(
                "state",
                _("State"),
                kind="state",
                get=lambda row: STATES[State(row.state)][0],
                tone=lambda row: STATES[State(row.state)][1],
            ),
            Column("counts", _("Rows"), get=_in_words),
        )

    def rows(self):
        return intake.batches(project_ids=[self.project.id] if self.project else [])

    def row_address(self, row) -> str:
        return reverse("console:imports:batch", args=[row.pk])

    def answer(self, *args, **facts) -> HttpResponse:
        self._names = workforce.names_of({row.by for row, _address in facts.get("lines", [])})
        return super().answer(*args, **facts)


class Roster(Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "xlsx, xls or csv, with a line of headings: building, entrance, room, owner, phone, area."
        ),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.csv"}),
    )


class Upload(shell.FormPage, InImports):
    form_class = Roster
    title = gettext_lazy("Import a roster of owners")
    hint = gettext_lazy("First you see what would happen; nothing is written yet.")
    button = gettext_lazy("Look at it")

    @cached_property
    def here(self) -> Project:
        if self.project is None:
            raise NotThere
        return one(Project.objects.all(), pk=self.project.id)

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_import_roster(self.actor, self.here.pk))

    @property
    def back_to(self) -> str:
        return reverse("console:imports:list")

    def act(self, form) -> str:
        file = form.cleaned_data["file"]
        batch = actions.preview_roster(
            data=file.read(), file_name=file.name, project=self.here, by=self.actor, at=self.now
        )
        return reverse("console:imports:batch", args=[batch.pk])


class AboutBatch(InImports):
    batch: intake.Batch

    def prepare(self) -> None:
        super().prepare()
        self.batch = one(
            intake.batches(project_ids=self.actor.projects_with(estate_rights.IMPORT)),
            pk=self.kwargs["pk"],
        )
        require(permissions.may_import_roster(self.actor, self.batch.project_id or 0))

    @property
    def hint(self) -> str:
        return self.batch.file_name

    @property
    def back_to(self) -> str:
        return reverse("console:imports:batch", args=[self.batch.pk])


class BatchPage(AboutBatch):
    template_name = "console/foundation/imports/batch.html"

    @property
    def title(self) -> str:
        return self.batch.file_name

    def context(self) -> dict:
        counted = Counter(self.batch.rows.values_list("outcome", flat=True))
        words, tone = STATES[State(self.batch.state)]
        is_ordered = "ordered" in self.request.GET and self.batch.state == State.PREVIEWED
        return {
            "batch": self.batch,
            "state": words,
            "tone": tone,
            "tallies": [(outcome, words, counted[outcome]) for outcome, words in OUTCOMES.items()],
            "refused": counted[Outcome.REFUSED],
            "good": counted.total() - counted[Outcome.REFUSED],
            "rows": [
                (row, OUTCOMES[Outcome(row.outcome)])
                for row in self.batch.rows.order_by("row_number", "pk").filter(
                    outcome=Outcome.REFUSED
                )[:SHOWN]
            ],
            "is_running": is_ordered or self.batch.state == State.APPLYING,
            "may_apply": self.batch.state in {State.PREVIEWED, State.FAILED} and not is_ordered,
            "may_undo": self.batch.state in {State.APPLIED, State.FAILED},
            "progress": jobs.progress_of(actions.progress_key(self.batch)),
        }


class Progress(AboutBatch):
    """How far the worker is; sends on to the finished batch by itself."""

    template_name = "console/foundation/imports/progress.html"
    part = "progress"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if self.batch.state in {State.APPLIED, State.FAILED, State.UNDONE}:
            return self.go(self.back_to)
        return self.answer(
            batch=self.batch, progress=jobs.progress_of(actions.progress_key(self.batch))
        )


class Apply(AboutBatch):
    """The worker does it; the page may be left."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.go(self.back_to)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        only_good = request.POST.get("rows") == "good"
        actions.order_roster(batch=self.batch, only_good=only_good, by=self.actor, at=self.now)
        return self.go(f"{self.back_to}?ordered=1")


class Undo(shell.FormPage, AboutBatch):
    form_class = Form
    title = gettext_lazy("Take the import back")
    button = gettext_lazy("Take it back")
    done = gettext_lazy("The import is taken back.")

    def act(self, form) -> str:
        actions.undo_roster(batch=self.batch, by=self.actor, at=self.now)
        return self.back_to


class Refused(AboutBatch):
    """The refused rows as a workbook, to mend and send again."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        book = actions.errors_of_roster(batch=self.batch, by=self.actor)
        response = HttpResponse(book, content_type=MIME)
        response["Content-Disposition"] = f'attachment; filename="refused-{self.batch.pk}.xlsx"'
        response["Cache-Control"] = "no-store"
        return response


def _in_words(row: intake.Batch) -> str:
    told = [(OUTCOMES[outcome], row.counts.get(outcome)) for outcome in OUTCOMES]
    return " · ".join(f"{words} {count}" for words, count in told if count)
