"""Who calls: the account of the token, and the actor behind it, asked as the pages ask."""

from ninja.security import HttpBearer

from anlin.faces.kit import actors
from anlin.faces.kit.requests import Request
from anlin.foundation.accounts import api as accounts
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotAllowed

SCHEME = "bearer "


def account_of(request: Request) -> accounts.Account | None:
    """The account whose token the request bears; asked once per request."""
    if not hasattr(request, "token_account"):
        said = request.headers.get("Authorization", "")
        plain = said[len(SCHEME) :].strip() if said.lower().startswith(SCHEME) else ""
        found = accounts.account_by_token(plain, request.now) if plain else None
        request.token_account = found
        if found is not None:
            request.user = found
    return request.token_account


class Token(HttpBearer):
    """`Authorization: Bearer anlin_…`; a cookie opens nothing here."""

    def authenticate(self, request: Request, token: str) -> Actor | None:
        if account_of(request) is None:
            return None
        actor = actors.of(request)
        if actor is None:
            raise NotAllowed
        return actor
