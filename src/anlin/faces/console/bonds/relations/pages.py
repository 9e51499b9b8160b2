"""What the pages of this desk share: the project one works in, and one activity, voice, drive or measure of it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.bonds.relations import permissions, queries
from anlin.bonds.relations.models import Activity, Drive, Measure, Voice
from anlin.faces.console import shell
from anlin.faces.console.bonds.relations import words
from anlin.faces.console.finding import one
from anlin.faces.kit.forms import steps
from anlin.faces.kit.lists.columns import Column, Tab, label_of
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people.models import Person
from anlin.ground.tenure import queries as tenure
from anlin.kernel.errors import Invalid, NotThere


class OfDesk:
    """Mixed in before every page of the desk."""

    desk = "bonds.relations"
    right: str | None = permissions.SEE
    project: Any
    actor: Any
    kwargs: Any
    now: Any

    @property
    def here(self) -> Project:
        if self.project is None:
            raise NotThere
        return Project.objects.get(pk=self.project.id)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.actor, "at": self.now}

    def in_project(self, rows: Any, field: str = "project") -> Any:
        return rows.filter(**{field: self.project.id}) if self.project else rows.none()


class Listed(OfDesk):
    """Mixed in before a list of the desk; `adds` names the page that adds a row, the words on its button and its right."""

    template_name = "console/bonds/relations/list.html"
    adds: tuple[str, Any, str] | None = None

    @property
    def leads(self) -> bool:
        return bool(self.actor.may_anywhere(permissions.LEAD))

    @property
    def add(self) -> str:
        if self.adds is None or self.project is None:
            return ""
        name, _words, right = self.adds
        return reverse(name) if self.actor.may(right, self.project.id) else ""

    @property
    def add_words(self) -> Any:
        return self.adds[1] if self.adds else ""


def state_column(title: Any, choices: Any) -> Column:
    return Column(
        "state",
        title,
        kind="state",
        get=label_of("state", choices),
        tone=lambda row: words.tone(row.state),
    )


def in_state(name: str, title: Any, state: str) -> Tab:
    """A tab of the rows in one state."""
    return Tab(name, title, lambda rows, _page: rows.filter(state=state))


class OnActivity(OfDesk):
    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.activity: Activity = one(queries.visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("console:activity", args=[self.activity.pk])

    @property
    def back_to(self) -> str:
        return self.address


class OnVoice(OfDesk):
    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.voice: Voice = one(queries.voices_visible_to(self.actor), pk=self.kwargs["pk"])
        self.activity: Activity = self.voice.activity

    @property
    def address(self) -> str:
        return reverse("console:activity", args=[self.voice.activity_id])


class OnDrive(OfDesk):
    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.drive: Drive = one(queries.drives_visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("console:drive", args=[self.drive.pk])

    @property
    def back_to(self) -> str:
        return self.address


class OnMeasure(OfDesk):
    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.measure: Measure = one(queries.measures_visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("console:measure", args=[self.measure.pk])


class StepPage(steps.StepPage, shell.FormPage):
    """One step of an activity, a voice or a measure."""

    style = "console/desk.css"
    form_class: type[steps.Step] = steps.Step
    right = permissions.HOLD

    @property
    def seen(self) -> str:
        return self.thing.state

    @property
    def tone(self) -> str:
        return words.tone(self.thing.state)


def home_of(project_id: int, said: str) -> Unit | None:
    """The home that was written as 3-2-1502; blank is none."""
    if not said.strip():
        return None
    unit = estate.find_unit(project_id, said)
    if unit is None:
        raise Invalid(_("There is no such home here. Write it as 3-2-1502."), field="home")
    return unit


def person_of(unit: Unit | None, name: str, on: date) -> Person | None:
    """Who of the home is called so; anybody else stays a name."""
    if unit is None or not name.strip():
        return None
    held = tenure.history_of(unit.pk).filter(tenure.running_on(on)).select_related("person")
    found = {each.person for each in held if each.person.name == name.strip()}
    return found.pop() if len(found) == 1 else None
