"""The steps of one mediation, each a small form."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.trades.disputes import forms, words
from anlin.faces.console.trades.disputes.dispute import OnMediation
from anlin.faces.kit.forms import steps
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotThere
from anlin.trades.disputes import actions, permissions, queries
from anlin.trades.disputes.choices import (
    Body,
    ContactKind,
    HeardHow,
    MediationState,
    OptionKind,
    Risk,
    Side,
)
from anlin.trades.disputes.models import Mediation, Spread

RUNNING = {MediationState.OPENED, MediationState.HEARD}


class StepPage(OnMediation, steps.StepPage, shell.FormPage):
    style = "console/desk.css"
    form_class: type[forms.Step] = forms.Step
    right = permissions.MEDIATE

    @property
    def thing(self) -> Mediation:
        return self.mediation

    @property
    def seen(self) -> str:
        newest = queries.newest(self.mediation)
        return f"{self.mediation.state}:{newest.version if newest else 0}"

    @property
    def tone(self) -> str:
        return words.STATE_TONES.get(self.mediation.state, "calm")

    def form_arguments(self) -> dict[str, Any]:
        return super().form_arguments() | {"mediation": self.mediation}

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.actor, "at": self.now}

    @property
    def deed(self) -> dict[str, Any]:
        return {"mediation": self.mediation, **self.by}


class Hear(StepPage):
    title = _("Hear a side")
    hint = _("Let them finish. Say first that you understand, then ask for facts. Judge nobody.")
    form_class = forms.Hear
    for_phone = True
    done = _("What they said is on record.")

    def initial(self) -> dict[str, Any]:
        heard = self.mediation.parties.filter(statements__isnull=False).values_list(
            "side", flat=True
        )
        still = [side for side in Side if side.value not in set(heard)]
        return {"side": still[0] if still else Side.A, "heard_at": self.now}

    def do(self, given: dict[str, Any]) -> None:
        side, how = given.pop("side"), HeardHow(given.pop("how"))
        actions.hear(party=self.mediation.parties.get(side=side), how=how, **given, **self.by)


class Contact(StepPage):
    title = _("Note a contact")
    hint = _(
        "Change places (换位思考): what would each side feel in the other's home? Look for what both gain."
    )
    form_class = forms.Contact
    for_phone = True
    done = _("Noted.")

    def initial(self) -> dict[str, Any]:
        return {"happened_at": self.now}

    def do(self, given: dict[str, Any]) -> None:
        kind, risk = ContactKind(given.pop("kind")), Risk(given.pop("risk") or "")
        actions.note_contact(kind=kind, risk=risk, **given, **self.deed)


class AddOption(StepPage):
    title = _("Add a way out")
    form_class = forms.AddOption
    done = _("Noted.")

    def do(self, given: dict[str, Any]) -> None:
        actions.add_option(kind=OptionKind(given["kind"]), words=given["words"], **self.deed)


class Votes(StepPage):
    title = _("Count the votes")
    form_class = forms.Votes
    done = _("The votes are on record.")

    def do(self, given: dict[str, Any]) -> None:
        actions.count_votes(**given, **self.by)


class Propose(StepPage):
    title = _("Write down terms")
    hint = _("Every change is a version of its own; what was agreed before stays as it was.")
    form_class = forms.Propose
    done = _("The terms lie before both sides.")

    def initial(self) -> dict[str, Any]:
        newest = queries.newest(self.mediation)
        return (
            {name: getattr(newest, name) for name in ("terms", "begins", "ends")} if newest else {}
        )

    def do(self, given: dict[str, Any]) -> None:
        others = []
        if given["weekday"] is not None:
            others.append(
                actions.Hours(
                    weekday=given["weekday"],
                    begins=given["weekday_begins"],
                    ends=given["weekday_ends"],
                )
            )
        if given["first"] or given["last"]:
            others.append(
                actions.Hours(
                    first=given["first"], last=given["last"], begins=given["days_begins"],
                    ends=given["days_ends"],
                )
            )  # fmt: skip
        actions.propose(
            terms=given["terms"], begins=given["begins"], ends=given["ends"], exceptions=others,
            **self.deed,
        )  # fmt: skip


class Consent(StepPage):
    title = _("Note a consent")
    form_class = forms.Consent
    done = _("The consent is on record. With both sides the agreement holds, and each gets a copy.")

    def initial(self) -> dict[str, Any]:
        return {"on": self.today}

    def do(self, given: dict[str, Any]) -> None:
        newest = queries.newest(self.mediation)
        if newest is None:
            raise NotThere
        actions.consent(agreement=newest, side=Side(given["side"]), on=given["on"], **self.by)


class Check(StepPage):
    title = _("Check whether it holds")
    form_class = forms.Check
    done = _("The check is on record.")

    def do(self, given: dict[str, Any]) -> None:
        agreement = queries.in_force(self.mediation)
        open_ = agreement and agreement.rechecks.filter(checked_at=None).order_by("due_on").first()
        if not open_:
            raise NotThere
        actions.check(recheck=open_, **given, **self.by)


class HandOver(StepPage):
    title = _("Hand over")
    hint = _("Where the company has no power it says so, and to whom the sides may turn.")
    form_class = forms.HandOver
    done = _("The dispute is handed over.")

    def initial(self) -> dict[str, Any]:
        return {"on": self.today}

    def do(self, given: dict[str, Any]) -> None:
        actions.hand_over(body=Body(given.pop("body")), **given, **self.deed)


class End(StepPage):
    title = _("End the mediation")
    done = _("The mediation is over.")

    def do(self, given: dict[str, Any]) -> None:
        actions.end(**self.deed)


class HandToSpeaker(StepPage):
    title = _("Let one person speak")
    hint = _(
        "It is talked about outside: from here on one person answers press and public. Mediate on."
    )
    form_class = forms.HandToSpeaker
    done = _("One person speaks for the company from here on.")

    def initial(self) -> dict[str, Any]:
        speakers = queries.speakers(self.mediation.case.project_id, self.today)
        return {"officer": speakers.first()}

    def do(self, given: dict[str, Any]) -> None:
        actions.hand_to_speaker(**given, **self.deed)


class OfSpeaker(StepPage):
    right = permissions.SPEAK

    @property
    def spread(self) -> Spread:
        found = queries.spread_of(self.mediation)
        if found is None:
            raise NotThere
        return found


class Say(OfSpeaker):
    title = _("Keep what was said in public")
    hint = _(
        "Only what is certain, nothing about anybody's character; begin with what was said before."
    )
    form_class = forms.Say
    for_phone = True
    done = _("It is kept beside what was said before.")

    def do(self, given: dict[str, Any]) -> None:
        actions.say(spread=self.spread, **given, **self.by)


class Calm(OfSpeaker):
    title = _("Nobody talks about it any more")
    done = _("Noted.")

    def do(self, given: dict[str, Any]) -> None:
        actions.calm(spread=self.spread, **self.by)


PAGES: dict[str, type[StepPage]] = {
    "hear": Hear,
    "contact": Contact,
    "option": AddOption,
    "votes": Votes,
    "propose": Propose,
    "consent": Consent,
    "check": Check,
    "end": End,
    "hand_over": HandOver,
    "speaker": HandToSpeaker,
    "say": Say,
    "calm": Calm,
}


def offered(actor: Actor, mediation: Mediation) -> list[dict[str, Any]]:
    """What this actor may do with the mediation now, what comes next first."""
    spread = queries.spread_of(mediation)
    public = ["say", "calm"] if spread and spread.officer_id == actor.staff_id else []
    if not permissions.may_mediate(actor, mediation.case):
        return _links(mediation, public)
    state = MediationState(mediation.state)
    newest = queries.newest(mediation)
    open_terms = newest is not None and newest.agreed_at is None
    names = {
        MediationState.OPENED: ["hear", "contact"],
        MediationState.HEARD: [
            *(["consent"] if open_terms else []), "propose", "contact", "hear", "option", "votes", "hand_over",
        ],
        MediationState.AGREED: ["check", "contact", "propose", "hand_over"],
        MediationState.WATCHED: [
            "end" if queries.all_checked(mediation) else "check", "contact", "propose", "hand_over",
        ],
    }.get(state, [])  # fmt: skip
    if "votes" in names and not mediation.options.filter(voted_on=None).exists():
        names.remove("votes")
    if spread is None and state in RUNNING | {MediationState.AGREED, MediationState.WATCHED}:
        public = ["speaker"]
    return _links(mediation, [*names, *public])


def _links(mediation: Mediation, names: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "title": PAGES[name].title,
            "address": reverse(f"console:dispute_{name}", args=[mediation.pk]),
            "danger": name == "hand_over",
        }
        for name in names
    ]
