"""What the property office wrote to this person; a message is read when it is opened."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.kit.lists.columns import Tab
from anlin.faces.portal import shell
from anlin.instruments.correspondence import actions, queries
from anlin.instruments.correspondence.choices import Channel, MessageState
from anlin.instruments.correspondence.models import Message as Letter
from anlin.kernel.errors import NotThere

NEWEST = 3


class Messages(shell.ListPage):
    template_name = "portal/instruments/messages/list.html"
    desk = "home"
    title = _("Messages")
    key = "queued_at"
    size = 20
    tabs = (
        Tab("all", _("All")),
        Tab("unread", _("Unread"), lambda rows, _page: rows.filter(state=MessageState.SENT)),
    )
    empty = _("No messages")

    def rows(self):
        return (
            queries.in_portal_of(self.actor.person_id)
            if self.actor.person_id is not None
            else Letter.objects.none()
        )

    def row_address(self, row) -> str:
        return reverse("portal:message", args=[row.ref])


class UnreadCard(shell.Page):
    template_name = "portal/instruments/messages/card.html"
    part = "card"
    desk = "home"
    title = _("Messages")

    def context(self) -> dict:
        if self.actor.person_id is None:
            raise NotThere
        return {"letters": queries.unread_for(self.actor.person_id)[:NEWEST]}


class Message(shell.Page):
    """Opening it is reading it; somebody else's does not exist."""

    template_name = "portal/instruments/messages/message.html"
    desk = "home"
    letter: Letter

    def prepare(self) -> None:
        letter = queries.by_ref(self.kwargs["ref"])
        if letter.channel != Channel.IN_PROGRAM:
            raise NotThere
        self.letter = actions.mark_read(message=letter, by=self.actor, at=self.now)

    @property
    def title(self) -> str:
        return self.letter.title

    def context(self) -> dict:
        about = self.letter.subject
        matter = reverse("portal:matter", args=[about.key]) if about.kind == "case" else ""
        return {"letter": self.letter, "matter": matter}
