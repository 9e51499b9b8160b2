"""A parameter that nobody described is refused: a filter with a slip of the pen must not look like an answer."""

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


class UnknownParameter(Refusal):
    sentence = _(
        "The parameter “%(name)s” is not known here. Look at the description of this address."
    )


def described(paths: Mapping[str, Mapping[str, dict]]) -> Described:
    """The parameters of each operation after `?`, from the paths of an OpenAPI description."""
    return {
        (path.lstrip("/").replace("{", "<").replace("}", ">"), method.upper()): frozenset(
            one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"
        )
        for path, operations in paths.items()
        for method, operation in operations.items()
    }


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
