"""Taking a call: caller, words, place, sorting and dispatch on one screen, with the keyboard alone."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.cases import dispatch, words
from anlin.faces.console.trades.cases.taking import callers, intake_form
from anlin.faces.kit.forms import once
from anlin.ground.estate import queries as estate
from anlin.kernel.errors import Invalid, NotThere, require
from anlin.trades.cases import actions, permissions, queries
from anlin.trades.cases.choices import CaseKind, Scope
from anlin.trades.cases.errors import ReportedBefore
from anlin.trades.cases.models import Case
from anlin.trades.workorders import permissions as work
from anlin.trades.workorders.choices import ServiceNature, Urgency

LOOKING = {"find", "hint", "take"}
CHANNEL = "intake_channel"


class OnIntake:
    """Mixed into the page and the parts that it asks for while somebody types."""

    desk = "trades.cases"
    right: str | None = permissions.OPEN
    actor: Any
    project: Any
    request: Any
    now: Any

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        if self.project is None:
            raise NotThere
        require(permissions.may_open(self.actor, self.project.id))

    @property
    def asked(self) -> Any:
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @property
    def scope(self) -> dict[str, Any]:
        day = timezone.localdate()
        return {"actor": self.actor, "project_id": self.project.id, "day": day}

    @cached_property
    def caller(self) -> callers.Caller | None:
        return callers.chosen(self.asked.get("caller", ""), **self.scope)

    def found(self) -> list[callers.Choice]:
        return callers.find(self.asked.get("who", ""), **self.scope)

    def household(self) -> dict[str, Any]:
        caller = self.caller
        if caller is None:
            return {"caller": None}
        facts: dict[str, Any] = {"caller": caller.choice}
        if caller.unit is not None:
            day = timezone.localdate()
            facts |= callers.household(caller.unit.pk, actor=self.actor, at=self.now, day=day)
        elif caller.person is not None:
            facts["open_matters"] = callers.matters_of(caller.person, self.actor)
        return facts

    def hints(self) -> dict[str, Any]:
        said = self.asked.get("words", "")
        if len(said.strip()) < 2:
            return {}
        proposed = queries.propose(said)
        unit = self.caller.unit if self.caller else None
        return {
            "proposed": proposed,
            "proposed_tone": words.URGENCY_TONES.get(proposed.urgency, "calm"),
            "similar": callers.similar(said, unit, self.project.id),
        }


class Part(OnIntake, shell.Page):
    """A part of the screen by itself, asked for while somebody types. Words travel in the body, not the address."""

    template_name = "console/cases/intake_parts.html"

    def post(self, request, *args, **kwargs) -> HttpResponse:
        return self.answer(part=self.part, **self.facts())

    def facts(self) -> dict[str, Any]:
        raise NotImplementedError


class Callers(Part):
    part = "callers"

    def facts(self) -> dict[str, Any]:
        return {"choices": self.found(), "typed": len(self.asked.get("who", "").strip()) >= 2}


class Chosen(Part):
    part = "household"

    def facts(self) -> dict[str, Any]:
        return self.household()


class Hints(Part):
    part = "hints"

    def facts(self) -> dict[str, Any]:
        return self.hints()


class Intake(OnIntake, shell.FormPage):
    template_name = "console/cases/intake.html"
    form_class = intake_form.Intake
    title = gettext_lazy("Take a call")

    def form_arguments(self) -> dict[str, Any]:
        usual = queries.active_channels(inbound=True).filter(code="hotline").first()
        remembered = self.request.session.get(CHANNEL) or (usual and usual.pk)
        initial = {"channel": remembered, "caller": self.request.GET.get("caller", "")}
        day = timezone.localdate()
        return {"project_id": self.project.id, "may": self.may, "day": day, "initial": initial}

    @cached_property
    def may(self) -> dict[str, bool]:
        here = self.project.id
        return {
            "sort": self.actor.may(permissions.SORT, here),
            "dispatch": self.actor.may(permissions.PASS_ON, here),
            "raise": work.may_raise(self.actor, here),
            "work": work.may_raise(self.actor, here) and work.may_dispatch(self.actor, here),
        }

    def context(self) -> dict[str, Any]:
        chosen = self.caller
        found = [] if chosen and self.asked.get("go") != "find" else self.found()
        facts = self.household() | self.hints()
        choices = found or ([chosen.choice] if chosen else [])
        typed = len(self.asked.get("who", "").strip()) >= 2
        return facts | {"choices": choices, "typed": typed, "may": self.may}

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if request.POST.get("go") in LOOKING:
            typed = request.POST.dict()
            if request.POST["go"] == "take":
                typed |= self.proposed(typed.get("words", ""))
            arguments = self.form_arguments() | {"initial": typed}
            return self.answer(form=self.form_class(**arguments))
        if request.POST.get("attach", "").isdecimal():
            return self.attach(int(request.POST["attach"]))
        return super().post(request, *args, **kwargs)

    def proposed(self, said: str) -> dict[str, Any]:
        """What the machine proposes, as the fields of the form have it; taken over without a script."""
        proposed = queries.propose(said)
        trade = proposed.trade and proposed.trade.pk
        return {"kind": proposed.kind, "urgency": proposed.urgency} | (
            {"trade": trade} if trade else {}
        )

    def attach(self, case_id: int) -> HttpResponse:
        """The person tells us of a matter that is open already: it keeps its number."""
        case = queries.visible_to(self.actor).filter(pk=case_id, project=self.project.id).first()
        if case is None:
            raise NotThere
        code = self.request.POST.get("channel", "")
        channel = queries.active_channels().filter(pk=code).first() if code.isdecimal() else None
        said, key = self.request.POST.get("words", ""), self.request.POST.get("key", "")
        with suppress(ReportedBefore):
            actions.report_again(
                case=case,
                channel=channel or case.channel,
                words=said,
                by=self.actor,
                at=self.now,
                source_key=self.source_key(key) if key else "",
            )
        self.say(_("The report stands with %(number)s now.") % {"number": case.number})
        return self.go(reverse("console:case", args=[case.pk]))

    def act(self, form: Any) -> str:
        given, go = form.cleaned_data, self.request.POST.get("go")
        if given["reported_at"] and given["reported_at"] > self.now:
            raise Invalid(_("Nobody can have told us in the future."), field="reported_at")
        case = self.sent_before(form)
        if case is None:
            try:
                case = self.open(given, go)
            except ReportedBefore:
                # Sent twice at the same moment: the other one was faster, and it is the same call.
                case = self.sent_before(form)
                if case is None:
                    raise
        self.request.session[CHANNEL] = given["channel"].pk
        self.say(_("%(number)s is open.") % {"number": case.number})
        # A guard at the door may tell us of things without reading what others told.
        may_see = permissions.may_see(self.actor, case)
        return reverse("console:case", args=[case.pk]) if may_see else self.request.path

    def source_key(self, key: str) -> str:
        return f"form:{self.actor.key}:{key}"

    def sent_before(self, form: Any) -> Case | None:
        """The matter that this form became when it was sent the first time."""
        key = self.source_key(form.cleaned_data["key"])
        report = queries.find_report(key, channels=form.fields["channel"].queryset)
        if report is not None and report.words != form.cleaned_data["words"].strip():
            once.renew(form)
            raise once.SentBefore(number=report.case.number)
        return report.case if report else None

    @transaction.atomic
    def open(self, given: dict[str, Any], go: str | None) -> Case:
        case = actions.open_case(new=self.new_case(given), by=self.actor, at=self.now)
        if go in {"sort", "dispatch"}:
            self.sort(case, given)
        if go == "dispatch":
            dispatch.pass_on(case, given | {"words": ""}, by=self.actor, at=self.now)
        return case

    def new_case(self, given: dict[str, Any]) -> actions.NewCase:
        caller = self.caller
        person, unit = (caller.person, caller.unit) if caller else (None, None)
        if unit is None and given["place"]:
            meant = estate.find_unit(self.project.id, given["place"])
            visible = estate.units_visible_to(self.actor)
            unit = visible.filter(pk=meant.pk).first() if meant else None
        return actions.NewCase(
            project=estate.visible_to(self.actor).get(pk=self.project.id),
            kind=CaseKind(given["kind"]),
            words=given["words"],
            channel=given["channel"],
            reported_at=given["reported_at"] or self.now,
            reporter=person,
            reporter_name="" if person else given["caller_name"],
            reporter_phone="" if person else given["caller_phone"],
            unit=unit,
            place=given["place"],
            need=given["need"],
            scope=Scope(given["scope"]) if given["scope"] else None,
            wanted_by=given["wanted_by"],
            is_agitated=given["is_agitated"],
            is_important=given["is_important"],
            about_staff=given["about_staff"],
            source_key=self.source_key(given["key"]),
        )

    def sort(self, case: Case, given: dict[str, Any]) -> None:
        actions.sort(
            case=case,
            trade=given["trade"],
            service_nature=ServiceNature(given["service_nature"]),
            urgency=Urgency(given["urgency"]),
            is_need_confirmed=given["is_need_confirmed"],
            is_out_of_scope=given["is_out_of_scope"],
            by=self.actor,
            at=self.now,
        )
