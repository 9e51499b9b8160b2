"""The handbook to read: articles, one of them with its editions, who knows what."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.instruments.handbook import forms
from anlin.ground.workforce import queries as workforce
from anlin.instruments.handbook import actions, permissions, queries
from anlin.instruments.handbook.choices import ArticleKind, EditionState, Grade
from anlin.instruments.handbook.models import Article, Edition
from anlin.kernel.errors import NotThere

TONES = {
    EditionState.WRITTEN: "warn",
    EditionState.SENT_BACK: "bad",
    EditionState.PUBLISHED: "good",
    EditionState.WITHDRAWN: "calm",
}


class OfDesk:
    """Mixed in before every page of the desk."""

    desk = "instruments.handbook"
    right: str | None = permissions.SEE
    project: Any
    actor: Any
    kwargs: Any
    now: Any

    @property
    def today(self) -> Any:
        return localdate(self.now)

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.actor, "at": self.now}

    @property
    def project_id(self) -> int:
        if self.project is None:
            raise NotThere
        return int(self.project.id)

    @property
    def back_to(self) -> str:
        return reverse("console:handbook")


class OnArticle(OfDesk):
    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.article: Article = one(queries.visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("console:handbook_article", args=[self.article.pk])

    @property
    def back_to(self) -> str:
        return self.address


class Handbook(OfDesk, shell.Page):
    """What holds today, by kind and words; above it what I still have to read."""

    template_name = "console/instruments/handbook/handbook.html"
    title = _("Handbook")

    def context(self) -> dict[str, Any]:
        asked = self.request.GET.get("q", "").strip()[:60]  # type: ignore[attr-defined]
        kind = self.request.GET.get("kind", "")  # type: ignore[attr-defined]
        held = queries.in_force(self.today).filter(
            article__in=queries.visible_to(self.actor).values("pk")
        )
        if kind in ArticleKind.values:
            held = held.filter(article__kind=kind)
        for word in asked.split():
            held = held.filter(
                Q(article__title__icontains=word)
                | Q(text__icontains=word)
                | Q(keywords__icontains=word)
            )
        unread = set(queries.unread_by(self.actor, self.today).values_list("pk", flat=True))
        return {
            "editions": list(held.order_by("article__kind", "article__topic", "article__title")),
            "unread": unread,
            "orders": list(queries.orders_for(self.actor.staff_id)),
            "waiting": list(queries.waiting(self.actor).order_by("written_at")),
            "kinds": ArticleKind.choices,
            "kind": kind,
            "asked": asked,
            "may_write": self.actor.may_anywhere(permissions.WRITE),
            "today": self.today,
        }


class OneArticle(OnArticle, shell.Page):
    template_name = "console/instruments/handbook/article.html"

    @property
    def title(self) -> str:
        return self.article.title

    def context(self) -> dict[str, Any]:
        article = self.article
        editions = list(
            article.editions.select_related("article")
            .prefetch_related("stages")
            .order_by("-number")
        )
        names = workforce.names_of(
            {one.written_by for one in editions} | {one.read_by for one in editions}
        )
        held = queries.in_force(self.today).filter(article=article).first()
        staff = workforce.works_in(self.project.id, self.today) if self.project else None
        read = held is not None and held.studied.filter(staff=self.actor.staff_id).exists()
        return {
            "article": article,
            "editions": [
                {
                    "row": each,
                    "tone": TONES[EditionState(each.state)],
                    "is_in_force": held is not None and each.pk == held.pk,
                    "hints": queries.hints_of(each),
                    "stages": sorted(each.stages.all(), key=lambda stage: stage.rank),
                    "writer": names.get(each.written_by, ""),
                    "reader": names.get(each.read_by, ""),
                    "may_publish": permissions.may_publish(self.actor, each),
                }
                for each in editions
            ],
            "held": held,
            "is_read": read,
            "may_write": permissions.may_write(self.actor, article.project_id),
            "may_teach": self.project and permissions.may_teach(self.actor, self.project.id),
            "masters": queries.masters_of(article, staff) if staff is not None else [],
            "is_skill": article.kind == ArticleKind.SKILL,
        }


class Study(OfDesk, shell.FormPage):
    """Whoever read an edition says so with one button."""

    title = _("I have read it")
    form_class = forms.Form
    button = _("I have read it")
    done = _("Noted.")

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        held = queries.editions_visible_to(self.actor).filter(state=EditionState.PUBLISHED)
        self.edition: Edition = one(held, pk=self.kwargs["pk"])

    @property
    def hint(self) -> str:
        return self.edition.text

    @property
    def back_to(self) -> str:
        return reverse("console:handbook_article", args=[self.edition.article_id])

    def act(self, form: Any) -> str:
        actions.study(edition=self.edition, **self.by)
        return self.back_to


class Grading(OnArticle, shell.FormPage):
    right = permissions.TEACH
    title = _("Note how somebody masters it")
    form_class = forms.NoteMastery
    button = _("Note it")
    done = _("Noted.")

    def form_arguments(self) -> dict[str, Any]:
        return {"staff": workforce.works_in(self.project_id, self.today)}

    def act(self, form: Any) -> str:
        given = dict(form.cleaned_data)
        level = Grade(given.pop("level"))
        actions.grade(
            article=self.article, level=level, project_id=self.project_id, **given, **self.by
        )
        return self.address


class Knowing(OfDesk, shell.Page):
    """Who of which department has read everything that must be known (B-INT-14)."""

    template_name = "console/instruments/handbook/knowing.html"
    title = _("Who has read what must be known")

    def context(self) -> dict[str, Any]:
        here = self.project.id if self.project else None
        return {"departments": queries.knowing(self.today, here)}
