"""The figures of a rule as a form: one field for each, lists as they are written by hand."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.instruments.duty.choices import Kind

WARN, RISES, POST = "warn", "rises", "post"
LABELS = {
    "calendar.every": gettext_lazy("How often (RFC 5545)"),
    "calendar.since": gettext_lazy("Counted from"),
    "calendar.earliest": gettext_lazy("Earliest"),
    "calendar.target": gettext_lazy("Target"),
    "calendar.last": gettext_lazy("Last moment"),
    "calendar.holiday": gettext_lazy("On a holiday (keep, before, after)"),
    "clock.within": gettext_lazy("Within (15min, 24h, 3d, 5wd)"),
    "clock.target": gettext_lazy("Target within"),
    "clock.pausable": gettext_lazy("May stand still"),
    "clock.pause_budget": gettext_lazy("Stands still at most"),
    "milestone.earliest": gettext_lazy("Earliest"),
    "milestone.target": gettext_lazy("Target"),
    "milestone.last": gettext_lazy("Last moment"),
    "sample.share": gettext_lazy("Share in per cent"),
    "sample.at_least": gettext_lazy("At least so many"),
    "sample.every": gettext_lazy("How often (RFC 5545)"),
    "cover.begins": gettext_lazy("Hours begin"),
    "cover.ends": gettext_lazy("Hours end"),
    "cover.heads": gettext_lazy("People at once"),
    "cover.days": gettext_lazy("On which days (every, rest, working)"),
    "evidence.count": gettext_lazy("Pieces of evidence"),
    "hours": gettext_lazy("Hours of work"),
    "warn": gettext_lazy("Warnings after so many per cent of the time"),
    "rises": gettext_lazy("Passed upward: time after it was missed and post, a line each"),
    "post": gettext_lazy("Post"),
}


class FromForm(Form):
    from_on = forms.DateField(label=gettext_lazy("From which day"), widget=DayInput())
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


class FiguresForm(FromForm):
    """A field for each figure that the rule says; what is left as the rule says it is not kept.

    `rule` is what the pack says, `now` what holds in the place, `posts` the titles of the posts by their codes.
    """

    def __init__(self, *args: Any, rule: Any, now: Any, posts: Mapping[str, str], **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.posts = posts
        self.own = _figures(rule)
        for place, value in _figures(now).items():
            if choices := self._choices(place, value):
                own = dict(choices).get(str(self.own[place]), self.own[place])
                self.fields[place] = forms.ChoiceField(
                    label=LABELS[place], initial=str(value), choices=choices, help_text=_says(own)
                )
                continue
            self.fields[place] = forms.CharField(
                label=LABELS[place],
                initial=self._written(place, value),
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}) if place == RISES else None,
                help_text=_says(self._written(place, self.own[place])),
            )

    def _choices(self, place: str, value: object) -> list[tuple[str, str]]:
        """Yes or no; the posts there are, and the one that the rule names; nothing for what is typed."""
        if isinstance(value, bool):
            return [("True", pgettext("holds", "Yes")), ("False", pgettext("holds", "No"))]
        if place != POST:
            return []
        own = str(self.own[POST])
        posts = sorted(self.posts.items(), key=lambda post: post[1])
        return posts if own in self.posts else [(own, own), *posts]

    def clean_rises(self) -> str:
        """Every line begins with a time and ends with a post there is."""
        typed: str = self.cleaned_data[RISES]
        known = {*self.posts, *self.posts.values(), *(rung["to"] for rung in self.own[RISES])}
        for line in typed.splitlines():
            if line.strip() and " ".join(line.split()[1:]) not in known:
                raise forms.ValidationError(
                    _("“%(line)s” names no post there is: write a time and a post, as in “1d %(post)s”."),
                    params={"line": line, "post": next(iter(self.posts.values()), "")},
                )  # fmt: skip
        return typed

    def figures(self) -> dict[str, object]:
        said = {place: self._read(place, self.cleaned_data[place]) for place in self.own}
        return {place: value for place, value in said.items() if value != self.own[place]}

    def _written(self, place: str, value: Any) -> str:
        if place == WARN:
            return ", ".join(map(str, value))
        if place == RISES:
            return "\n".join(f"{r['after']} {self.posts.get(r['to'], r['to'])}" for r in value)
        return str(value)

    def _read(self, place: str, typed: str) -> object:
        """As the rule keeps it; what cannot be read is left for the rule to refuse."""
        if place == WARN:
            words = filter(None, re.split(r"[\s,，、%]+", typed))
            return [int(word) if word.isdecimal() else word for word in words]
        if place == RISES:
            codes = {title: code for code, title in self.posts.items()}
            lines = [line.split() for line in typed.splitlines() if line.strip()]
            rungs = [(line[0], " ".join(line[1:])) for line in lines]
            return [{"after": after, "to": codes.get(post, post)} for after, post in rungs]
        return _as(self.own[place], typed) if typed else self.own[place]


def _says(own: str) -> str:
    # The library takes help for markup, and posts are called what somebody typed.
    return _("The rule says: %s") % (escape(own) or _("nothing"))


def _as(own: object, typed: str) -> object:
    if isinstance(own, bool):
        return typed == "True"
    if isinstance(own, int | float):
        try:
            return type(own)(typed)
        except ValueError:
            return typed
    return typed


def _figures(rule: Any) -> dict[str, Any]:
    """What the company may say otherwise, by its place in the rule. Hours to be covered warn by themselves."""
    kind = rule.kind
    said = rule.model_dump(mode="json", exclude_none=True)
    inner = {f"{kind.value}.{name}": value for name, value in said[kind.value].items()}
    count = said["evidence"]["count"]
    whole = {"post": said["post"], **inner, "hours": said["hours"], "evidence.count": count}
    # What opens a clock or what a sample is drawn of is no figure: another one makes another rule.
    figures: dict[str, Any] = {place: value for place, value in whole.items() if place in LABELS}
    if kind != Kind.COVER:
        figures[WARN] = said[WARN]
    return figures | {RISES: said[RISES]}
