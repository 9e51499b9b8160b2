"""What the pages of this desk are about, and who may see it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.instruments.duty import permissions, queries
from anlin.instruments.duty.models import Standing
from anlin.kernel.errors import NotThere, require


class InRulebook(shell.Page):
    desk = "instruments.rulebook"
    right = permissions.SEE

    @property
    def today(self):
        return timezone.localdate(self.now)

    @property
    def tomorrow(self):
        return self.today + timedelta(days=1)


class InProject(InRulebook):
    """Of the project one is looking at."""

    place: int

    def prepare(self) -> None:
        super().prepare()
        if self.project is None:
            raise NotThere
        self.place = self.project.id
        require(permissions.may_see(self.actor, self.place))


class AboutStanding(InRulebook):
    standing: Standing

    def prepare(self) -> None:
        super().prepare()
        visible = queries.standings_visible_to(self.actor).filter(until_on=None)
        self.standing = one(visible, pk=self.kwargs["pk"])
        require(permissions.may_arrange(self.actor, self.standing.project_id))

    @property
    def hint(self) -> str:
        where = f" · {self.standing.project}" if self.standing.project else ""
        return f"{queries.title_of(self.standing.rule)}{where}"

    @property
    def back_to(self) -> str:
        return reverse("console:rulebook:rule", args=[self.standing.rule_id])
