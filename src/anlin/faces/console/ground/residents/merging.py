"""Two rows, one person: probable doubles, merging, undoing."""

from collections import defaultdict

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.ground.residents import forms
from anlin.faces.console.ground.residents.places import AboutPerson, InResidents, people_seen
from anlin.faces.kit.forms.fields import Form
from anlin.ground.people import actions, permissions, queries
from anlin.ground.people.models import ContactPoint, Merge
from anlin.ground.tenure import queries as tenure
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require

SHOWN = 50


class Duplicates(InResidents):
    """People of one name who are reached under one phone."""

    template_name = "console/ground/residents/duplicates.html"
    title = _("Probable doubles")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_merge(self.actor))

    def context(self) -> dict:
        groups = probable_doubles(self.actor)[:SHOWN]
        cards = queries.cards(pk for group in groups for pk in group)
        return {"doubles": [[cards[pk] for pk in group] for group in groups]}


class MergePeople(shell.FormPage, AboutPerson):
    """The person of the address remains; the other one is known as them from now on."""

    form_class = forms.Merge
    template_name = "console/ground/residents/merge.html"
    title = _("Merge two people")
    button = _("They are one person")
    done = _("They are known as one person now. It can be undone.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_merge(self.actor))

    def _other(self):
        asked = self.request.POST.get("other") or self.request.GET.get("other") or ""
        return one(people_seen(self.actor), pk=int(asked) if asked.isdecimal() else 0)

    def form_arguments(self) -> dict:
        return {"initial": {"other": self._other().pk}}

    def context(self) -> dict:
        pair = [self.person.pk, self._other().pk]
        cards = queries.cards(pair)
        held = tenure.visible_to(self.actor).filter(person__in=pair).order_by("id")
        return {
            "pair": [(cards[pk], [line for line in held if line.person_id == pk]) for pk in pair]
        }

    def act(self, form) -> str:
        actions.merge(
            kept=self.person,
            absorbed=self._other(),
            reason=form.cleaned_data["reason"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to


class Undo(shell.FormPage, InResidents):
    form_class = Form
    title = _("Undo the merge")
    hint = _("Everything each of them had is theirs again.")
    button = _("They are two people")
    done = _("They are two people again.")
    merge: Merge

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_merge(self.actor))
        merges = Merge.objects.filter(kept__in=people_seen(self.actor))
        self.merge = one(merges.select_related("kept", "absorbed"), pk=self.kwargs["pk"])

    @property
    def back_to(self) -> str:
        return reverse("console:residents:person", args=[self.merge.kept_id])

    def act(self, form) -> str | HttpResponse:
        actions.undo_merge(done=self.merge, by=self.actor, at=self.now)
        return self.back_to


def probable_doubles(actor: Actor) -> list[list[int]]:
    """Groups of people with one name and one phone in common, by their blind indexes alone."""
    seen = people_seen(actor).values("pk")
    points = ContactPoint.objects.filter(
        person__in=seen, person__merged_into=None, retired_at=None
    ).values_list("person__name_index", "full_index", "person")
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name_index, phone_index, person in points.order_by("person"):
        groups[name_index, phone_index].add(person)
    doubles = {tuple(sorted(group)) for group in groups.values() if len(group) > 1}
    return [list(group) for group in sorted(doubles)]
