"""A form whose fields are the questions of a questionnaire: one to five, or in words; every one may be left out."""

from collections.abc import Sequence
from typing import Any, Protocol

from django import forms
from django.utils.translation import pgettext_lazy

from anlin.faces.kit.forms.fields import Form

POINTS = [
    ("5", pgettext_lazy("points", "5 very good")),
    ("4", pgettext_lazy("points", "4 good")),
    ("3", pgettext_lazy("points", "3 middling")),
    ("2", pgettext_lazy("points", "2 poor")),
    ("1", pgettext_lazy("points", "1 very poor")),
]


class Question(Protocol):
    """What is asked: `pk` tells it from the others."""

    pk: int
    words: str
    is_scale: bool


class Replying(Form):
    """One answered questionnaire."""

    def __init__(self, *args, questions: Sequence[Any], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[name(one)] = _field(one)

    @property
    def points(self) -> dict[int, int]:
        return {one.pk: int(said) for one, said in self._given(is_scale=True)}

    @property
    def written(self) -> dict[int, str]:
        return {one.pk: said for one, said in self._given(is_scale=False)}

    def _given(self, *, is_scale: bool) -> list[tuple[Question, str]]:
        return [
            (one, said)
            for one in self.questions
            if one.is_scale == is_scale and (said := self.cleaned_data[name(one)])
        ]


def name(question: Question) -> str:
    return f"q{question.pk}"


def _field(question: Question) -> forms.Field:
    if question.is_scale:
        return forms.ChoiceField(
            label=question.words, choices=POINTS, required=False, widget=forms.RadioSelect
        )
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=question.words, required=False, widget=widget, max_length=2000)
