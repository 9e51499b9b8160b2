"""One page per person: every unit, every matter, what they agreed to; in clear only after a look."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import address_of
from anlin.faces.console.ground.residents import forms
from anlin.faces.console.ground.residents.places import AboutPerson
from anlin.ground.people import actions, permissions, queries
from anlin.ground.people.choices import CallTime, ContactKind, NoteKind, Purpose
from anlin.ground.people.models import Consent, Merge
from anlin.ground.tenure import queries as tenure
from anlin.kernel.errors import require
from anlin.trades.cases import queries as cases

SHOWN = 20


class PersonPage(AboutPerson):
    template_name = "console/ground/residents/person.html"

    @cached_property
    def same(self) -> list[int]:
        return queries.same_person(self.person.pk)

    @cached_property
    def cards(self) -> dict[int, queries.Card]:
        return queries.cards(self.same)

    @property
    def title(self) -> str:
        return self.cards[self.person.pk].masked_name

    def context(self) -> dict:
        same, cards = self.same, self.cards
        card = cards[self.person.pk]
        held = tenure.visible_to(self.actor).filter(person__in=same).select_related("project")
        given = Consent.objects.filter(person__in=same, withdrawn_at=None)
        merges = Merge.objects.filter(kept=self.person, undone_at=None)
        return {
            "card": card,
            "kinds": dict(ContactKind.choices),
            "contacts": [point for one in cards.values() for point in one.reachable],
            "call_time": CallTime(card.call_time).label if card.call_time else "",
            "call_time_form": self._call_time_form(card),
            "units": held.order_by("-begins_on", "-id"),
            "today": timezone.localdate(self.now),
            "matters": self._matters(),
            "consents": [
                Purpose(purpose).label for purpose in given.values_list("purpose", flat=True)
            ],
            "merges": [(merge, cards[merge.absorbed_id]) for merge in merges],
            "may_look": permissions.may_look(self.actor),
            "may_merge": permissions.may_merge(self.actor),
            "may_handle": permissions.may_handle(self.actor),
            "may_note": bool(readable(self)),
            "has_account": self.person.account_id is not None,
        }

    def _call_time_form(self, card: queries.Card) -> forms.BestTimeToCall | None:
        if not self.may_edit:
            return None
        return forms.BestTimeToCall(initial={"call_time": card.call_time})

    def _matters(self) -> list[dict] | None:
        if not self.actor.may_anywhere(cases.SEE):
            return None
        visible = cases.visible_to(self.actor).values("pk")
        found = cases.of_person(self.person.pk).filter(pk__in=visible)[:SHOWN]
        return [{"case": case, "address": address_of("console:case", case.pk)} for case in found]


class Look(shell.FormPage, AboutPerson):
    """Full name and numbers, once, to whoever says what for; the asking is recorded first."""

    form_class = forms.Look
    template_name = "console/ground/residents/look.html"
    title = _("Look at the full name and numbers")
    button = _("Look")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_look(self.actor))

    def act(self, form) -> HttpResponse:
        clear = actions.look(
            person=self.person,
            why=form.cleaned_data["why"],
            project_id=self.project.id if self.project else None,
            by=self.actor,
            at=self.now,
        )
        kinds = dict(ContactKind.choices)
        contacts = [(kinds[kind], value) for kind, value in clear.contacts]
        response = self.answer(clear=clear, contacts=contacts, form=form)
        response["Cache-Control"] = "no-store"
        return response


class Notes(AboutPerson):
    """Sensitive notes, each kind for those with its right; reading is recorded, so it is asked for by a click."""

    template_name = "console/ground/residents/notes.html"
    part = "notes"
    title = _("Sensitive notes")

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.go(self.back_to)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        kinds = readable(self)
        require(bool(kinds))
        notes = actions.read_notes(person=self.person, kinds=kinds, by=self.actor, at=self.now)
        lines = [(NoteKind(note.kind).label, note) for note in notes]
        response = self.answer(
            lines=lines, keep=reverse("console:residents:keep_note", args=[self.person.pk])
        )
        response["Cache-Control"] = "no-store"
        return response


def readable(page: AboutPerson) -> list[NoteKind]:
    return [kind for kind in NoteKind if permissions.may_read_note(page.actor, kind)]
