"""The working calendar: years that were entered, and years that say they were not."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.foundation.settings import forms
from anlin.faces.console.foundation.settings.places import InSettings
from anlin.ground.workforce import actions, permissions, queries
from anlin.ground.workforce.models import CalendarYear
from anlin.kernel.errors import require

AHEAD = 2


class Years(InSettings):
    template_name = "console/foundation/settings/calendar.html"
    title = _("Working calendar")

    def context(self) -> dict:
        known = {entered.year: entered for entered in CalendarYear.objects.all()}
        now = timezone.localdate(self.now).year
        wanted = sorted({*known, *range(now - 1, now + AHEAD)}, reverse=True)
        return {
            "years": [(year, known.get(year)) for year in wanted],
            "may_enter": permissions.may_edit_calendar(self.actor),
        }


class Enter(shell.FormPage, InSettings):
    form_class = forms.Year
    done = _("The year is entered; everything that counts working days uses it from now on.")

    @property
    def title(self) -> str:
        return str(self.kwargs["year"])

    @property
    def hint(self) -> str:
        return str(_("What was entered for this year before is replaced."))

    @property
    def back_to(self) -> str:
        return reverse("console:settings:calendar")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_edit_calendar(self.actor))

    def form_arguments(self) -> dict:
        year = self.kwargs["year"]
        entered = CalendarYear.objects.filter(year=year).first()
        days = [
            f"{line.day} {'+' if line.works else '-'} {line.name}".strip()
            for line in queries.calendar_days(year)
        ]
        source = entered.source if entered else ""
        return {"initial": {"source": source, "days": "\n".join(days)}}

    def act(self, form) -> str:
        actions.enter_year(
            year=self.kwargs["year"],
            days=form.cleaned_data["days"],
            source=form.cleaned_data["source"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to
