"""A violation is noted from the page of a matter; the panel there says where it stands."""

from typing import Any

from django import forms as django_forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.trades.violations import forms, words
from anlin.ground.workforce import queries as workforce
from anlin.kernel.errors import require
from anlin.trades.cases import queries as cases
from anlin.trades.cases.models import Case
from anlin.trades.violations import actions, permissions, queries
from anlin.trades.violations.choices import ViolationKind


class OnCase:
    """Mixed in before a page about a matter that is a violation, or may be one."""

    actor: Any
    kwargs: Any

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        visible = cases.visible_to(self.actor).select_related("unit")
        self.case: Case = one(visible, pk=self.kwargs["pk"])


class OfCase(OnCase, shell.Page):
    """What stands beside a matter: its violation, or the way to note one."""

    template_name = "console/trades/violations/panel.html"
    desk = "trades.violations"
    right = permissions.SEE
    part = "panel"
    title = _("Violation")

    def context(self) -> dict[str, Any]:
        violation = queries.of_case(self.case.pk)
        return {
            "case": self.case,
            "violation": violation,
            "tone": words.STATE_TONES.get(violation.state, "calm") if violation else "",
            "may_note": violation is None
            and self.case.is_open
            and permissions.may_handle(self.actor, self.case),
        }


class Find(OnCase, shell.FormPage):
    desk = "trades.violations"
    right = permissions.HANDLE
    title = _("Note a violation")
    hint = _(
        "What was seen, when, and which rule it breaks. Unlawful building is told to the authority."
    )
    form_class = forms.Find
    button = _("Note the violation")
    done = _("The violation is noted. Talk to them: explain the reason first.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_handle(self.actor, self.case))

    @property
    def back_to(self) -> str:
        return reverse("console:case", args=[self.case.pk])

    def form_arguments(self) -> dict[str, Any]:
        today, project_id = timezone.localdate(self.now), self.case.project_id
        return {
            "staff": workforce.works_in(project_id, today),
            "rules": queries.in_force(project_id, today),
            "firms": queries.contractors_visible_to(self.actor).filter(project=project_id),
            "initial": {"found_by": self.actor.staff_id, "found_at": self.now},
        }

    def act(self, form: django_forms.Form) -> str:
        given = form.cleaned_data
        violation = actions.find(
            case=self.case,
            kind=ViolationKind(given["kind"]),
            finding=given["finding"],
            rule=given["rule"],
            contractor=given["contractor"],
            found_by_id=given["found_by"].pk,
            found_at=given["found_at"],
            by=self.actor,
            at=self.now,
        )
        return reverse("console:violation", args=[violation.pk])
