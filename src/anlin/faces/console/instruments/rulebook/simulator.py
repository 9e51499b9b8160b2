"""What a pack would ask of a project in a year, before anybody adopts it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.finding import one
from anlin.faces.console.instruments.rulebook.places import InProject
from anlin.ground.estate.models import Project
from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty import queries
from anlin.instruments.duty.models import Pack

YEARS = range(2000, 2100)


class Simulator(InProject):
    template_name = "console/instruments/rulebook/simulator.html"
    title = _("What a pack would ask in a year")
    pack: Pack

    def prepare(self) -> None:
        super().prepare()
        self.pack = one(Pack.objects.all(), pk=self.kwargs["pk"])

    @property
    def year(self) -> int:
        asked = self.request.GET.get("year", "")
        known = asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in YEARS
        return int(asked) if known else self.today.year

    def context(self) -> dict[str, Any]:
        project = one(Project.objects.all(), pk=self.place)
        load = queries.load(self.pack, project, self.year)
        posts = workforce.titles_of_roles()
        named = {rule.code: rule for rule in self.pack.rules.all()}
        return {
            "pack": self.pack,
            "pack_title": queries.title_of(self.pack),
            "year": self.year,
            "posts": [(posts.get(post, post), hours) for post, hours in load.hours_by_post.items()],
            "weeks": list(load.hours_by_week.items()),
            "most": max(load.hours_by_week.values(), default=1) or 1,
            "months": range(1, 13),
            "lines": [
                (named[code], queries.title_of(named[code]), months, sum(months))
                for code, months in load.by_rule.items()
            ],
            "left_out": [(named[code], queries.title_of(named[code])) for code in load.left_out],
        }
