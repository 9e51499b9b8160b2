"""What nobody described is refused: a parameter, since a filter with a slip of the pen must not look like an answer,
and a body of another type."""

import functools
from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from anlin.faces.api import auth, problems
from anlin.faces.kit.requests import Request
from anlin.kernel.errors import Refusal

View = Callable[..., HttpResponse]
# (route, method) → names
Described = Mapping[tuple[str, str], frozenset[str]]
CHARSETS = {"utf-8", "utf8"}


class UnknownParameter(Refusal):
    sentence = _(
        "The parameter “%(name)s” is not known here. Look at the description of this address."
    )


class UnknownType(Refusal):
    sentence = _("Send the body as %(types)s in UTF-8 and name that type in Content-Type.")


def described(paths: Mapping[str, Mapping[str, dict]]) -> Described:
    """The parameters of each operation after `?`, from the paths of an OpenAPI description."""
    return {
        (_route(path), method.upper()): frozenset(
            one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"
        )
        for path, operations in paths.items()
        for method, operation in operations.items()
    }


def types_of(paths: Mapping[str, Mapping[str, dict]]) -> Described:
    """The media types of the body of each operation that takes one."""
    return {
        (_route(path), method.upper()): frozenset(operation["requestBody"]["content"])
        for path, operations in paths.items()
        for method, operation in operations.items()
        if "requestBody" in operation
    }


def _route(path: str) -> str:
    return path.lstrip("/").replace("{", "<").replace("}", ">")


def strict(view: View, known: Callable[[], Described]) -> View:
    """Refuse what is not described, once it is known who asks."""

    @functools.wraps(view)
    def answered(request: Request, *args, **kwargs) -> HttpResponse:
        assert request.resolver_match is not None  # it led here
        names = known().get((request.resolver_match.route, str(request.method)))
        unknown = sorted(request.GET.keys() - names) if names is not None else []
        if unknown and auth.account_of(request) is not None:
            return problems.refused(UnknownParameter(name=unknown[0][:40]))
        return view(request, *args, **kwargs)

    return answered


def typed(view: View, known: Callable[[], Described]) -> View:
    """Refuse a body of another type than described, once it is known who asks."""

    @functools.wraps(view)
    def answered(request: Request, *args, **kwargs) -> HttpResponse:
        assert request.resolver_match is not None  # it led here
        types = known().get((request.resolver_match.route, str(request.method)))
        if types and not _is_of(request, types) and auth.account_of(request) is not None:
            refusal = UnknownType(types=", ".join(sorted(types)))
            return problems.answer(415, refusal.code, str(refusal))
        return view(request, *args, **kwargs)

    return answered


def _is_of(request: Request, types: frozenset[str]) -> bool:
    if request.headers.get("Content-Length") in {None, "", "0"} and not request.content_type:
        return True
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    return request.content_type in types and charset in CHARSETS
