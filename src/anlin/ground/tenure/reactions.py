"""What `tenure` does on news from below."""

from anlin.foundation.news import api as news
from anlin.ground.people.events import PersonChanged, PersonErased, PersonsMerged
from anlin.ground.tenure import actions


@news.reacts_to(PersonChanged)
def keep_holders_findable(event: PersonChanged) -> None:
    actions.refresh_findability(person_id=event.person_id, at=event.at)


@news.reacts_to(PersonsMerged)
def keep_merged_holders_findable(event: PersonsMerged) -> None:
    actions.refresh_findability(person_id=event.person_id, at=event.at)


@news.reacts_to(PersonErased)
def let_the_erased_be_found_no_more(event: PersonErased) -> None:
    actions.find_no_more(person_id=event.person_id)
