"""What `services` does on its own news: the owner is told that a proposal lies before them."""

from django.utils.translation import gettext as _

from anlin.foundation.news import api as news
from anlin.instruments.correspondence import actions as correspondence
from anlin.instruments.correspondence import queries as messages
from anlin.instruments.correspondence.choices import Channel
from anlin.kernel.actors import system
from anlin.trades.services.events import ServiceProposed
from anlin.trades.services.models import ServiceRequest


@news.reacts_to(ServiceProposed, later=True)
def tell_the_owner_of_the_proposal(event: ServiceProposed) -> None:
    request = ServiceRequest.objects.select_related("person").get(pk=event.request_id)
    facts = {"number": request.number, "version": event.version}
    title = _("Proposal and schedule for your service %(number)s, version %(version)s") % facts
    # News may be told twice: the version in the title makes them one message.
    if request.person is None or messages.of_subject(request.subject).filter(title=title).exists():
        return
    correspondence.send(
        person=request.person,
        subject=request.subject,
        title=title,
        body=_(
            "Please read both and tell us whether you agree. Nothing begins before you have agreed."
        ),
        project_id=request.project_id,
        channels=[Channel.IN_PROGRAM],
        by=system("services"),
        at=event.at,
    )
