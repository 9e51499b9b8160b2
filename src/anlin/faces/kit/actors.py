"""From the account that signed in to the actor who acts; the answer comes from the rooms that know people."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from anlin.faces.kit.requests import Request
from anlin.foundation.accounts.api import Account
from anlin.kernel.actors import Actor
from anlin.kernel.sockets import Socket

# Answered by whoever knows staff and residents: the rights held at this moment, or None when the
# account belongs to nobody of theirs. The first answer counts, so staff plug in before residents.
actor_for: Socket[[Account], Actor] = Socket("Who acts when this account is signed in?")


@dataclass(frozen=True)
class Introduction:
    """What to call the actor in greetings and in the corner of the screen, and what they are here."""

    name: str
    post: str = ""


introduced: Socket[[Actor], Introduction] = Socket("Who is this actor?")


def of(request: Request) -> Actor | None:
    """The request's actor; asked once per request, and only when needed."""
    if not hasattr(request, "known_actor"):
        account = request.user
        known = None if isinstance(account, AnonymousUser) else actor_for.first(account)
        request.known_actor = known
    return request.known_actor
