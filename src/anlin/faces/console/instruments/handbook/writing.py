"""Editions are written, read by a second person, published, withdrawn."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.instruments.handbook import forms
from anlin.faces.console.instruments.handbook.pages import TONES, OfDesk, OnArticle
from anlin.faces.kit.forms import steps
from anlin.ground.estate.models import Project
from anlin.instruments.handbook import actions, permissions, queries
from anlin.instruments.handbook.choices import ArticleKind, EditionState, Topic
from anlin.instruments.handbook.models import Edition


class NewArticle(OfDesk, shell.FormPage):
    right = permissions.WRITE
    title = _("Write an article")
    hint = _("Say it as one would across the counter: short sentences, no words of documents.")
    form_class = forms.NewArticle
    button = _("Give it to the second reader")
    done = _("It waits for a second reader.")

    def form_arguments(self) -> dict[str, Any]:
        return {"initial": {"from_on": self.today}}

    def act(self, form: Any) -> str:
        given = dict(form.cleaned_data)
        here = Project.objects.get(pk=self.project_id) if given["is_of_project"] else None
        article = actions.NewArticle(
            code=given["code"], kind=ArticleKind(given["kind"]), topic=Topic(given["topic"]),
            title=given["title"], project=here, must_be_known=given["must_be_known"],
        )  # fmt: skip
        edition = actions.write(
            article=article, text=given["text"], keywords=given["keywords"],
            stages=forms.stages_of(given["stages"]), from_on=given["from_on"], **self.by,
        )  # fmt: skip
        return reverse("console:handbook_article", args=[edition.article_id])


class NextEdition(OnArticle, shell.FormPage):
    right = permissions.WRITE
    title = _("Write the next edition")
    hint = NewArticle.hint
    form_class = forms.Edition
    button = NewArticle.button
    done = NewArticle.done

    def form_arguments(self) -> dict[str, Any]:
        newest = queries.newest_of(self.article)
        begin = {"from_on": self.today}
        if newest is not None:
            stages = "\n".join(written(stage) for stage in newest.stages.order_by("rank"))
            begin |= {"text": newest.text, "keywords": newest.keywords, "stages": stages}
        return {"initial": begin}

    def act(self, form: Any) -> str:
        given = dict(form.cleaned_data)
        stages = forms.stages_of(given.pop("stages"))
        actions.write(article=self.article, stages=stages, **given, **self.by)
        return self.address


def written(stage: Any) -> str:
    hours = "" if stage.within_hours is None else f" | {stage.within_hours}"
    return f"{stage.what} | {stage.who}{hours}"


class EditionStep(OfDesk, steps.StepPage, shell.FormPage):
    style = "console/desk.css"
    right = permissions.PUBLISH
    form_class: type[steps.Step] = forms.Reason
    deed: Any = None

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.edition: Edition = one(queries.editions_visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def thing(self) -> Edition:
        return self.edition

    @property
    def seen(self) -> str:
        return self.edition.state

    @property
    def tone(self) -> str:
        return TONES[EditionState(self.edition.state)]

    @property
    def address(self) -> str:
        return reverse("console:handbook_article", args=[self.edition.article_id])


class Publish(EditionStep):
    title = pgettext_lazy("edition", "Publish")
    hint = _("You have read it as the second person. Where it is not plain, say why it stays.")
    form_class = forms.Remark
    done = _("It is published.")

    def do(self, given: dict[str, Any]) -> None:
        actions.publish(edition=self.edition, **given, **self.by)


class SendBack(EditionStep):
    title = pgettext_lazy("edition", "Send back")
    hint = _("Say what you did not understand.")
    done = _("It is sent back.")

    def do(self, given: dict[str, Any]) -> None:
        actions.send_back(edition=self.edition, **given, **self.by)


class Withdraw(EditionStep):
    title = pgettext_lazy("edition", "Withdraw")
    done = _("It is withdrawn.")

    def do(self, given: dict[str, Any]) -> None:
        actions.withdraw(edition=self.edition, **given, **self.by)


STEPS: dict[str, type[EditionStep]] = {
    "publish": Publish,
    "send_back": SendBack,
    "withdraw": Withdraw,
}
