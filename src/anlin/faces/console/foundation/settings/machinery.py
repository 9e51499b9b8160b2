"""What the program does by itself, and what it gave up: jobs, letters, the clock."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.foundation.settings import forms
from anlin.faces.console.foundation.settings.places import InSettings
from anlin.faces.kit import formats
from anlin.faces.kit.forms.fields import Form
from anlin.foundation.jobs import api as jobs
from anlin.foundation.news import api as news
from anlin.ground.workforce import permissions
from anlin.kernel.errors import require

SHOWN = 100


class Jobs(InSettings):
    template_name = "console/foundation/settings/jobs.html"
    title = _("Background work")

    def context(self) -> dict:
        return {
            "dead_jobs": jobs.dead_jobs()[:SHOWN],
            "dead_letters": news.dead_letters()[:SHOWN],
            "may_mend": permissions.may_mend(self.actor),
            "backlog": news.backlog(),
            "waiting": jobs.waiting_count(),
            "scheduled": [(line.name, rhythm(line)) for line in jobs.all_jobs() if line.rhythm],
        }


def rhythm(line: jobs.JobLine) -> str:
    if line.daily_at is not None:
        return gettext("every day at %(time)s") % {"time": f"{line.daily_at:%H:%M}"}
    seconds = int(line.every.total_seconds()) if line.every else 0
    if seconds < formats.MINUTE:
        return ngettext("every second", "every %(count)s seconds", seconds) % {"count": seconds}
    return gettext("every %(span)s") % {"span": formats.span(seconds)}


class Mending(shell.FormPage, InSettings):
    form_class = Form

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_mend(self.actor))

    @property
    def back_to(self) -> str:
        return reverse("console:settings:jobs")


class RetryJob(Mending):
    title = _("Try the job again")
    button = _("Try again")
    done = _("The job is tried again.")

    @transaction.atomic
    def act(self, form) -> str:
        jobs.retry(job_id=self.kwargs["pk"], by=self.actor, at=self.now)
        return self.back_to


class RetryLetter(Mending):
    title = _("Deliver the letter again")
    button = _("Try again")
    done = _("The letter is delivered again.")

    @transaction.atomic
    def act(self, form) -> str:
        news.retry(letter_id=self.kwargs["pk"], by=self.actor, at=self.now)
        return self.back_to


class DropLetter(Mending):
    form_class = forms.Drop
    title = _("Give the letter up")
    hint = _("Later letters about the same subject go on.")
    button = _("Give it up")
    done = _("The letter is given up.")

    @transaction.atomic
    def act(self, form) -> str:
        news.drop(
            letter_id=self.kwargs["pk"],
            reason=form.cleaned_data["reason"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to
