"""What the room does on news of matters: place the new one beside those it resembles."""

from anlin.foundation.news import api as news
from anlin.ground.estate.models import Project
from anlin.kernel.actors import system
from anlin.trades.cases.events import CaseOpened
from anlin.watch.insight import actions, queries


@news.reacts_to(CaseOpened, later=True)
def place_beside_its_like(event: CaseOpened) -> None:
    # Of many that came at once, the news of the newest places them all.
    if queries.read_along(event.project_id).filter(pk__gt=event.case_id).exists():
        return
    project = Project.objects.get(pk=event.project_id)
    actions.place(project=project, by=system("insight"), at=event.at)
