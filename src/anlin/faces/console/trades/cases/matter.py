"""What every page about one matter stands on: the matter as the actor may see it."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from anlin.ground.people import queries as people
from anlin.kernel.errors import NotThere
from anlin.trades.cases import permissions, queries
from anlin.trades.cases.models import Case


class OnCase:
    """Mixed in before a page of the console; loads the matter again after a conflict."""

    desk = "trades.cases"
    right: str | None = permissions.SEE
    actor: Any
    kwargs: Any

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        cases = queries.visible_to(self.actor).select_related("reporter", "cause", "about")
        case = cases.filter(pk=self.kwargs["pk"]).first()
        if case is None:
            raise NotThere
        self.case: Case = case

    @property
    def address(self) -> str:
        return reverse("console:case", args=[self.case.pk])

    @property
    def today(self):
        return timezone.localdate()

    @cached_property
    def reporter(self) -> dict[str, str]:
        return masked_reporter(self.case)


def masked_reporter(case: Case) -> dict[str, Any]:
    """Name and phone as anybody may see them, with the marks of care."""
    if case.reporter_id is None:
        return {
            "name": people.masked_name(case.reporter_name or ""),
            "phone": people.masked_phone(case.reporter_phone or ""),
            "care": (),
        }
    card = people.card(case.reporter_id)
    return {"name": card.masked_name, "phone": card.masked_phone, "care": card.care}


def reporter_called(case: Case) -> str:
    """The masked name alone, from the matter that is loaded already."""
    person = case.reporter
    if person is None:
        return people.masked_name(case.reporter_name or "")
    return people.masked_name_of(person)
