"""Rules begin to stand, change a figure, or are given up; what that would do is seen before it is confirmed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.instruments.rulebook.figures import FiguresForm, FromForm
from anlin.faces.console.instruments.rulebook.places import AboutStanding, InProject, InRulebook
from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Project
from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty import actions, permissions, queries
from anlin.instruments.duty.choices import Confidence, Fact
from anlin.instruments.duty.models import Pack
from anlin.kernel.errors import require

COMPANY = "company"
YES, NO = "yes", "no"
MEANS = {YES: True, NO: False, "": None}


class AdoptForm(Form):
    places: Any = forms.MultipleChoiceField(
        label=gettext_lazy("Where the rules shall stand"), widget=forms.CheckboxSelectMultiple
    )
    from_on = forms.DateField(label=gettext_lazy("From which day"), widget=DayInput())
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have looked at the rules and their sources, and confirm that they hold here."),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, places: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = places  # type: ignore[attr-defined]
        if not asks:
            del self.fields["confirmed"]


class Looking(shell.FormPage):
    """First what it would do, then the deed; with other words in between it is shown again."""

    template_name = "console/instruments/rulebook/deed.html"
    button = gettext_lazy("See what would change")

    def look(self, form: Any) -> actions.Change:
        raise NotImplementedError

    def do(self, form: Any) -> str:
        raise NotImplementedError

    def act(self, form: Any) -> str | HttpResponse:
        change = self.look(form)
        # The tick is asked for by the deed itself; setting it is no other wish.
        typed = {name: str(v) for name, v in form.cleaned_data.items() if name != "confirmed"}
        seen = [(rule.code, rule.adds, rule.moves, rule.removes, rule.before, rule.after) for rule in change.rules]  # fmt: skip
        told = signing.Signer(salt="rulebook").signature(repr((self.request.path, typed, seen)))
        if self.request.POST.get("told") == told:
            return self.do(form)
        changes = [(rule, queries.title_of(rule.rule)) for rule in change.rules]
        return self.answer(form=form, change=change, changes=changes, told=told)


class Adopt(Looking, InRulebook):
    form_class = AdoptForm
    pack: Pack

    def prepare(self) -> None:
        super().prepare()
        self.pack = one(Pack.objects.all(), pk=self.kwargs["pk"])
        require(self.actor.may_anywhere(permissions.ARRANGE))

    @property
    def title(self) -> str:
        return _("Adopt: %(pack)s") % {"pack": queries.title_of(self.pack)}

    @property
    def back_to(self) -> str:
        return reverse("console:rulebook:pack", args=[self.pack.pk])

    def context(self) -> dict[str, Any]:
        if not self.pack.needs_confirmation:
            return {}
        rules = self.pack.rules.order_by("code")
        sure = [(rule, queries.title_of(rule), rule.body.get("confidence", "")) for rule in rules]
        return {"rules": sure, "confidences": Confidence}

    def form_arguments(self) -> dict[str, Any]:
        may = self.actor.projects_with(permissions.ARRANGE)
        found = Project.objects.order_by("code")
        if may is not None:
            found = found.filter(pk__in=may)
        self.offered = {str(project.pk): project for project in found}
        company = [(COMPANY, _("The company"))] if may is None else []
        here = [str(self.project.id)] if self.project else []
        return {
            "places": [*company, *((key, p.name) for key, p in self.offered.items())],
            "asks": self.pack.needs_confirmation,
            "initial": {"places": here, "from_on": self.tomorrow},
        }

    def _places(self, form: Any) -> list[Project | None]:
        return [self.offered.get(key) for key in form.cleaned_data["places"]]

    def look(self, form: Any) -> actions.Change:
        day = form.cleaned_data["from_on"]
        return actions.preview(pack=self.pack, places=self._places(form), from_on=day, at=self.now)

    def do(self, form: Any) -> str:
        given = form.cleaned_data
        actions.adopt(
            pack=self.pack,
            places=self._places(form),
            from_on=given["from_on"],
            confirmed=given.get("confirmed", False),
            reason=given["reason"],
            by=self.actor,
            at=self.now,
        )
        self.say(_("The rules stand from the chosen day."))
        return self.back_to


class Figures(Looking, AboutStanding):
    form_class = FiguresForm
    title = gettext_lazy("Change the figures of a rule")

    def form_arguments(self) -> dict[str, Any]:
        return {
            "rule": queries.said(self.standing.rule, {}),
            "now": queries.rule_of(self.standing),
            "posts": workforce.titles_of_roles(),
            "initial": {"from_on": self.tomorrow},
        }

    def look(self, form: Any) -> actions.Change:
        return actions.preview_figures(
            standing=self.standing,
            figures=form.figures(),
            from_on=form.cleaned_data["from_on"],
            at=self.now,
        )

    def do(self, form: Any) -> str:
        given = form.cleaned_data
        actions.set_figures(
            standing=self.standing,
            figures=form.figures(),
            from_on=given["from_on"],
            reason=given["reason"],
            by=self.actor,
            at=self.now,
        )
        self.say(_("The figures hold from the chosen day."))
        return self.back_to


class GiveUp(shell.FormPage, AboutStanding):
    form_class = FromForm
    title = gettext_lazy("Give up a rule")
    button = gettext_lazy("Give it up")
    done = gettext_lazy("The rule stands no longer from the chosen day; what was owed before stays.")  # fmt: skip

    def form_arguments(self) -> dict[str, Any]:
        return {"initial": {"from_on": self.tomorrow}}

    def act(self, form: Any) -> str:
        actions.give_up(standing=self.standing, **form.cleaned_data, by=self.actor, at=self.now)
        return self.back_to


class FactsForm(Form):
    """One question for each fact: yes, no, or left to the records of the estate, which `known` says."""

    def __init__(self, *args: Any, known: Mapping[Fact, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes, no = pgettext("holds", "Yes"), pgettext("holds", "No")
        for fact in Fact:
            left = _("As recorded: %s") % (yes if known[fact] else no) if fact in known else _("Nobody knows")  # fmt: skip
            self.fields[fact.value] = forms.ChoiceField(
                label=fact.label, choices=[("", left), (YES, yes), (NO, no)], required=False
            )


class Facts(shell.FormPage, InProject):
    form_class = FactsForm
    title = gettext_lazy("What holds of the site?")
    done = gettext_lazy("The answers are kept. Adopt the packs again to let the rules follow them.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_arrange(self.actor, self.place))

    @property
    def hint(self) -> str:
        return self.project.name if self.project else ""

    @property
    def back_to(self) -> str:
        return reverse("console:rulebook:packs")

    def form_arguments(self) -> dict[str, Any]:
        said = queries.answers_of([self.place])[self.place]
        known = queries.known_of(estate.traits_of([self.place], self.today)[self.place])
        initial = {fact.value: YES if holds else NO for fact, holds in said.items()}
        return {"known": known, "initial": initial}

    def act(self, form: Any) -> str:
        project = one(Project.objects.all(), pk=self.place)
        facts = {fact: MEANS[form.cleaned_data[fact.value]] for fact in Fact}
        actions.answer(project=project, facts=facts, by=self.actor, at=self.now)
        return self.back_to
