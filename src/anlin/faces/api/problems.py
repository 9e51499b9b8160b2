"""What did not work, as problem documents (RFC 9457)."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError
from pydantic import Field

from anlin.faces.kit.frame.trouble import Trouble
from anlin.kernel.errors import Conflict, NotAllowed, NotThere, Refusal

MEDIA_TYPE = "application/problem+json"


class Problem(Schema):
    """`code` is stable and for programs; `title` and `detail` are for people."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    errors: list[dict[str, Any]] = Field(default_factory=list)


# What every operation may answer besides its own.
ANY = {
    400: Problem,
    401: Problem,
    403: Problem,
    404: Problem,
    409: Problem,
    413: Problem,
    415: Problem,
    422: Problem,
    429: Problem,
    503: Problem,
    507: Problem,
}


def answer(
    status: int, code: str, detail: str, *, field: str | None = None, errors: Any = ()
) -> HttpResponse:
    problem = Problem(
        title=detail, status=status, code=code, detail=detail, field=field, errors=list(errors)
    )
    response = JsonResponse(problem.model_dump(), status=status, content_type=MEDIA_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def refused(refusal: Refusal) -> HttpResponse:
    return answer(_status(refusal), refusal.code, str(refusal), field=refusal.field)


def too_large() -> HttpResponse:
    return answer(413, "too_large", _("The request is too large. Send less at a time."))


def trouble(request: HttpRequest, told: Trouble) -> HttpResponse:
    """What stands in the way of every request just now, or a fault of ours; its number helps whoever looks."""
    number = getattr(request, "request_id", "")
    sentence = _("%(sentence)s If you ask for help, name this number: %(number)s")
    return answer(told.status, told.code, sentence % {"sentence": told.sentence, "number": number})


def _status(refusal: Refusal) -> int:
    if isinstance(refusal, NotAllowed):
        return 403
    if isinstance(refusal, NotThere):
        return 404
    return 409 if isinstance(refusal, Conflict) else 422


def answer_for(api: NinjaAPI) -> None:
    """Let the api answer every trouble with a problem document."""

    @api.exception_handler(Refusal)
    def _refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        return refused(refusal)

    @api.exception_handler(ValidationError)
    def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [
            {"place": [str(step) for step in each["loc"]], "sentence": str(each["msg"])}
            for each in error.errors
        ]
        sentence = _("The request is not as the description says; see errors.")
        return answer(422, "invalid_request", sentence, errors=errors)

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(401, "token_missing", _("Send a valid token: Authorization: Bearer …"))

    @api.exception_handler(AuthorizationError)
    def _forbidden(request: HttpRequest, error: AuthorizationError) -> HttpResponse:
        return refused(NotAllowed())

    @api.exception_handler(Http404)
    def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
        return refused(NotThere())

    @api.exception_handler(RequestDataTooBig)
    def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return too_large()

    @api.exception_handler(HttpError)
    def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(error.status_code, "bad_request", str(error))
