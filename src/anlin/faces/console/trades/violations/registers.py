"""The registers beside violations: rules of the estate, appointed places at homes, contractors, campaigns."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.trades.violations import forms
from anlin.faces.kit.lists.columns import Column, label_of
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Project, Unit
from anlin.kernel.errors import NotThere
from anlin.trades.violations import actions, permissions, queries
from anlin.trades.violations.choices import PlaceFor, ViolationKind
from anlin.trades.violations.models import EstateRule, RuleVersion, SiteContractor


class InProject:
    """Mixed in before a page of the project that is worked in; without one there is nothing to show."""

    desk = "trades.violations"
    right: str | None = permissions.SEE
    project: Any
    actor: Any
    now: Any

    @property
    def here(self) -> Project:
        if self.project is None:
            raise NotThere
        return Project.objects.get(pk=self.project.id)

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.actor, "at": self.now}


class Rules(InProject, shell.Page):
    template_name = "console/trades/violations/rules.html"
    title = _("Rules of the estate")

    def context(self) -> dict[str, Any]:
        if self.project is None:
            return {"versions": [], "unread": set(), "older": []}
        today = timezone.localdate(self.now)
        unread = queries.unread_by(self.actor.staff_id or 0, self.project.id, today)
        versions = list(queries.in_force(self.project.id, today))
        known = queries.rules_visible_to(self.actor).filter(project=self.project.id)
        now_held = {version.pk for version in versions}
        return {
            "versions": versions,
            "unread": set(unread.values_list("pk", flat=True)),
            "others": [
                (rule, version)
                for rule in known.order_by("code")
                for version in rule.versions.all()
                if version.pk not in now_held
            ],
            "may_rule": permissions.may_rule(self.actor, self.project.id),
        }


class Publish(InProject, shell.FormPage):
    right = permissions.RULE
    title = _("Publish a rule")
    form_class = forms.Publish
    button = _("Publish")
    done = _("The rule is published. Staff see that they have not read it yet.")

    @property
    def back_to(self) -> str:
        return reverse("console:estate_rules")

    def form_arguments(self) -> dict[str, Any]:
        return {"initial": {"from_on": timezone.localdate(self.now)}}

    def act(self, form: Any) -> str:
        actions.publish_rule(project=self.here, **form.cleaned_data, **self.by)
        return self.back_to


class NextVersion(InProject, shell.FormPage):
    right = permissions.RULE
    title = _("Publish a new version")
    hint = _("What was published before stays as it was; violations keep the version they cite.")
    form_class = forms.NextVersion
    button = _("Publish")
    done = _("The new version is published.")

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.rule: EstateRule = one(queries.rules_visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def back_to(self) -> str:
        return reverse("console:estate_rules")

    def form_arguments(self) -> dict[str, Any]:
        newest = self.rule.versions.order_by("-version").first()
        text, is_duty = (newest.text, newest.is_duty) if newest else ("", False)
        today = timezone.localdate(self.now)
        return {"initial": {"text": text, "is_duty": is_duty, "from_on": today}}

    def act(self, form: Any) -> str:
        rule = self.rule
        actions.publish_rule(
            project=rule.project, rule=rule, code=rule.code, title=rule.title, **form.cleaned_data, **self.by
        )  # fmt: skip
        return self.back_to


class Read(InProject, shell.FormPage):
    """Whoever read a version says so with one button."""

    title = _("I have read it")
    form_class = forms.Form
    button = _("I have read it")
    done = _("Noted.")

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        mine = RuleVersion.objects.filter(rule__in=queries.rules_visible_to(self.actor))
        self.version: RuleVersion = one(mine.select_related("rule"), pk=self.kwargs["pk"])

    @property
    def hint(self) -> str:
        return self.version.text

    @property
    def back_to(self) -> str:
        return reverse("console:estate_rules")

    def act(self, form: Any) -> str:
        actions.read_rule(version=self.version, **self.by)
        return self.back_to


class FindHome(InProject, shell.Page):
    template_name = "console/trades/violations/find_home.html"
    title = _("Appointed places")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("home", "").strip()[:40]
        unit = estate.find_unit(self.here.pk, asked) if asked else None
        if unit is not None:
            return self.go(reverse("console:appointed_places", args=[unit.pk]))
        form = forms.FindHome(initial={"home": asked})
        return self.answer(form=form, asked=asked, status=422 if asked else 200)


class OnHome(InProject):
    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        projects = self.actor.projects_with(permissions.SEE)
        units = Unit.objects.select_related("project", "building")
        mine = units if projects is None else units.filter(project__in=projects)
        self.unit: Unit = one(mine, pk=self.kwargs["pk"])  # type: ignore[attr-defined]


class Home(OnHome, shell.Page):
    """One page to be printed and given to owner and contractor (B-VIO-11)."""

    template_name = "console/trades/violations/home.html"

    @property
    def title(self) -> str:
        return str(_("Appointed places of %(home)s") % {"home": self.unit.address})

    def context(self) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "appointed": queries.places_of(self.unit),
            "may_appoint": permissions.may_appoint(self.actor, self.unit.project_id),
        }


class Appoint(OnHome, shell.FormPage):
    right = permissions.HANDLE
    title = _("Appoint a place")
    form_class = forms.Appoint
    button = _("Appoint")
    done = _("The place is appointed.")

    @property
    def back_to(self) -> str:
        return reverse("console:appointed_places", args=[self.unit.pk])

    def act(self, form: Any) -> str:
        given = form.cleaned_data
        actions.appoint_place(
            unit=self.unit, thing=PlaceFor(given["thing"]), words=given["words"], **self.by
        )
        return self.back_to


class Contractors(InProject, shell.ListPage):
    template_name = "console/trades/violations/contractors.html"
    title = _("Contractors in homes")
    columns = (
        Column("name", _("Firm"), leads=True),
        Column("trade", _("What it does")),
        Column(
            "may_enter",
            _("May enter"),
            kind="state",
            get=lambda row: _("yes") if row.may_enter else _("suspended"),
            tone=lambda row: "good" if row.may_enter else "bad",
        ),
        Column("suspended_because", _("Reason or commitment")),
        Column("listed_at", _("Listed"), kind="moment"),
    )
    key = "listed_at"
    empty = _("No firm is listed")
    empty_hint = _("Firms that work in homes are listed here, with their right to enter.")

    def rows(self) -> QuerySet:
        found = queries.contractors_visible_to(self.actor)
        return found.filter(project=self.project.id) if self.project else found.none()

    def row_address(self, row: Model) -> str:
        if not permissions.may_rule(self.actor, self.project.id):
            return ""
        return reverse("console:site_contractor_entry", args=[row.pk])


class ListFirm(InProject, shell.FormPage):
    right = permissions.HANDLE
    title = _("List a firm")
    form_class = forms.ListFirm
    button = _("List the firm")
    done = _("The firm is listed.")

    @property
    def back_to(self) -> str:
        return reverse("console:site_contractors")

    def act(self, form: Any) -> str:
        actions.list_contractor(project=self.here, **form.cleaned_data, **self.by)
        return self.back_to


class Entry(InProject, shell.FormPage):
    """Suspends or restores the right of a firm to work in homes here; never that of a resident to come home."""

    right = permissions.RULE
    form_class = forms.Entry
    done = _("Noted.")

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        mine = queries.contractors_visible_to(self.actor)
        self.firm: SiteContractor = one(mine, pk=self.kwargs["pk"])

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.firm.name

    @property
    def button(self) -> Any:  # type: ignore[override]
        return _("Suspend the right to enter") if self.firm.may_enter else _("Let it enter again")

    @property
    def back_to(self) -> str:
        return reverse("console:site_contractors")

    def act(self, form: Any) -> str:
        deed = actions.suspend_entry if self.firm.may_enter else actions.restore_entry
        deed(firm=self.firm, **form.cleaned_data, **self.by)
        return self.back_to


class Campaigns(InProject, shell.ListPage):
    template_name = "console/trades/violations/campaigns.html"
    title = _("Campaigns for good manners")
    columns = (
        Column("theme", _("Theme"), leads=True),
        Column("kind", _("Against"), get=label_of("kind", ViolationKind)),
        Column("first_on", pgettext_lazy("period", "First day"), kind="day"),
        Column("last_on", pgettext_lazy("period", "Last day"), kind="day"),
        Column("reached", _("People reached"), kind="number"),
        Column("noted_at", pgettext_lazy("violation", "Noted"), kind="moment"),
    )
    key = "noted_at"
    empty = _("No campaign is noted")
    empty_hint = _(
        "What was done for good manners stands here, beside the violations it was meant for."
    )

    def rows(self) -> QuerySet:
        found = queries.campaigns_visible_to(self.actor)
        return found.filter(project=self.project.id) if self.project else found.none()


class NoteCampaign(InProject, shell.FormPage):
    right = permissions.HANDLE
    title = _("Note a campaign")
    form_class = forms.NoteCampaign
    button = _("Note it")
    done = _("Noted.")

    @property
    def back_to(self) -> str:
        return reverse("console:campaigns")

    def act(self, form: Any) -> str:
        given = dict(form.cleaned_data)
        kind = ViolationKind(given.pop("kind"))
        actions.note_campaign(project=self.here, kind=kind, **given, **self.by)
        return self.back_to
