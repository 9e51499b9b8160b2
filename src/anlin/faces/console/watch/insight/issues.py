"""Hot issues: the list by heat, one with its map, curve and voices, and one common cause for its matters."""

from typing import Any

from django import forms as django_forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.watch.insight import drawing
from anlin.faces.kit.forms.fields import Form
from anlin.faces.kit.lists.columns import Column, Tab
from anlin.kernel.errors import NotThere
from anlin.trades.cases import permissions as cases
from anlin.trades.cases import queries as case_queries
from anlin.trades.cases.choices import Axis
from anlin.trades.cases.models import Case, Category
from anlin.trades.workorders.choices import ServiceNature, Urgency
from anlin.watch.insight import actions, permissions, queries
from anlin.watch.insight.models import HotIssue


class Issues(shell.ListPage):
    desk = "watch.insight"
    title = _("Hot issues")
    hint = _("Heat counts people, not messages, and halves in thirty days.")
    right = permissions.SEE
    key = "heat"
    tabs = (
        Tab("open", _("Without a common cause"), lambda rows, _page: rows.filter(cause=None)),
        Tab("caused", _("With a common cause"), lambda rows, _page: rows.exclude(cause=None)),
    )
    columns = (
        Column("name", _("Issue"), leads=True),
        Column("heat", _("Heat"), kind="number", get=lambda issue: round(issue.heat / 1000, 1)),
        Column("people", pgettext_lazy("hot issue", "People"), kind="number"),
        Column("matters", _("Matters"), kind="number"),
        Column("first_at", pgettext_lazy("hot issue", "First"), kind="moment"),
        Column("last_at", pgettext_lazy("hot issue", "Latest"), kind="moment"),
        Column("cause", _("Common cause"), get=lambda issue: issue.cause and issue.cause.title),
    )
    export_name = "hot-issues"
    empty = _("Nothing that several people speak about")
    empty_hint = _("A hot issue appears here when several matters resemble each other.")

    def rows(self) -> QuerySet:
        found = queries.visible_to(self.actor)
        return found.filter(project=self.project.id) if self.project else found.none()

    def row_address(self, row: Any) -> str:
        return reverse("console:hot_issue", args=[row.pk])


class OnIssue(shell.Page):
    """One hot issue of the actor's projects."""

    desk = "watch.insight"
    right = permissions.SEE

    def prepare(self) -> None:
        super().prepare()
        found = queries.visible_to(self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotThere
        self.issue: HotIssue = found


class Issue(OnIssue):
    template_name = "console/insight/issue.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.issue.name

    def context(self) -> dict[str, Any]:
        may_link = cases.may_link(self.actor, self.issue.project_id)
        days = queries.curve(self.issue, self.actor, timezone.localdate(self.now))
        return {
            "issue": self.issue,
            "heat": round(self.issue.heat / 1000, 1),
            "curve": drawing.curve(days),
            "map": drawing.buildings(queries.spots(self.issue, self.actor)),
            "voices": queries.voices(self.issue, self.actor),
            "to_link": queries.to_link(self.issue).count() if may_link else 0,
            "answering": self._answering() if may_link else None,
        }

    def _answering(self) -> int | None:
        """A matter from whose page everybody with the cause is answered."""
        if self.issue.cause is None or self.issue.cause.solved_at is not None:
            return None
        linked = queries.matters_of(self.issue, self.actor).filter(cause=self.issue.cause)
        return linked.order_by("pk").values_list("pk", flat=True).first()


class Together(Form):
    """What the cause is called, which matters it has, and where those belong that nobody sorted yet."""

    title = django_forms.CharField(label=_("What the common cause is called"), max_length=120)
    matters = django_forms.ModelMultipleChoiceField(
        label=_("Matters with this cause"),
        queryset=Case.objects.none(),
        widget=django_forms.CheckboxSelectMultiple,
        help_text=_("Untick what only sounds alike."),
    )
    trade = django_forms.ModelChoiceField(
        label=_("Trade"),
        queryset=Category.objects.none(),
        help_text=_(
            "For those that nobody sorted yet; read from the newest message, please check."
        ),
    )
    service_nature = django_forms.ChoiceField(
        label=_("Nature of service"), choices=ServiceNature.choices
    )
    urgency = django_forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices)

    def __init__(self, *args, waiting, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["matters"].queryset = waiting
        fields["matters"].label_from_instance = lambda case: f"{case.number} {case.title}"
        fields["trade"].queryset = case_queries.categories(Axis.TRADE)
        if not waiting.filter(sorted_at=None).exists():
            for name in ("trade", "service_nature", "urgency"):
                del fields[name]


class OpenCause(OnIssue, shell.FormPage):
    title = _("Open one common cause")
    right = cases.LINK
    form_class = Together
    button = _("Open the common cause")
    done = _("The matters have one cause and can be answered all at once.")
    hint = _("Each matter keeps its number, its person and its own answer.")

    @property
    def back_to(self) -> str:
        return reverse("console:hot_issue", args=[self.issue.pk])

    def form_arguments(self) -> dict[str, Any]:
        waiting = queries.to_link(self.issue)
        initial: dict[str, Any] = {
            "title": (self.issue.cause.title if self.issue.cause else self.issue.name)[:120],
            "matters": [case.pk for case in waiting],
        }
        newest = waiting.last()
        if newest is not None:
            proposal = case_queries.propose(newest.words, title=newest.title)
            initial |= {"trade": proposal.trade, "urgency": proposal.urgency}
        return {"initial": initial, "waiting": waiting}

    def act(self, form: django_forms.Form) -> str:
        given = form.cleaned_data
        sorting = None
        if "trade" in given:
            nature, urgency = ServiceNature(given["service_nature"]), Urgency(given["urgency"])
            sorting = actions.Sorting(given["trade"], nature, urgency)
        actions.open_cause(
            issue=self.issue,
            title=given["title"],
            matters=list(given["matters"]),
            sorting=sorting,
            by=self.actor,
            at=self.now,
        )
        return self.back_to
