"""The address of the API and what stands under it."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from anlin.faces.api import auth, problems
from anlin.faces.api.closed import unless_closed
from anlin.faces.api.once import once
from anlin.faces.api.pace import paced
from anlin.faces.api.strict import Described, described, strict, typed, types_of
from anlin.faces.api.v1.ground import estate, people
from anlin.faces.api.v1.instruments import documents, duties
from anlin.faces.api.v1.trades import case_deeds, cases, workorders
from anlin.faces.kit.requests import Request

ABOUT = (
    "The same deeds as on the pages, under the same rights. Send `Authorization: Bearer anlin_…`. "
    "With an `Idempotency-Key` a request sent twice is done once. What does not work is answered "
    "with a problem document (RFC 9457)."
)


class Api(NinjaAPI):
    @functools.cache  # noqa: B019  (there is one, and it lives as long as the process)
    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        """As ninja makes it, in a second; made once, and problems are told under their own media type."""
        schema = super().get_openapi_schema(**more)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for answer in operation["responses"].values():
                    _name_problems(answer)
        _tell_what_follows(schema["paths"])
        return schema


def _name_problems(answer: dict) -> None:
    said = answer.get("content", {}).get("application/json")
    if said and said["schema"].get("$ref", "").endswith("/Problem"):
        answer["content"] = {problems.MEDIA_TYPE: said}


# What was made leads to what can be done with it: its own address and all beneath it.
MADE = {
    f"/api/v1/{things}/": f"/api/v1/{things}/{{id}}/"
    for things in ("cases", "work-orders", "causes")
}


def _tell_what_follows(paths: dict) -> None:
    for made, about in MADE.items():
        paths[made]["post"]["responses"][201]["links"] = {
            operation["operationId"]: {
                "operationId": operation["operationId"],
                "parameters": {"id": "$response.body#/id"},
            }
            for path, methods in paths.items()
            if path.startswith(about)
            for operation in methods.values()
        }


api = Api(
    title="Anlin",
    version="1",
    description=ABOUT,
    auth=auth.Token(),
    urls_namespace="api-v1",
    docs_url=None,
)
problems.answer_for(api)
api.add_router("/projects/", estate.projects)
api.add_router("/units/", estate.units)
api.add_router("/people/", people.people)
api.add_router("/cases/", cases.cases)
api.add_router("/cases/", case_deeds.deeds)
api.add_router("/causes/", case_deeds.causes)
api.add_router("/lists/", cases.lists)
api.add_router("/work-orders/", workorders.orders)
api.add_router("/documents/", documents.documents)
api.add_router("/duties/", duties.duties)
api.add_router("/rules/", duties.rules)


@functools.cache
def _described() -> Described:
    return described(api.get_openapi_schema()["paths"])


@functools.cache
def _types() -> Described:
    return types_of(api.get_openapi_schema()["paths"])


def filed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An answer opened as a page is a file, whatever stands in it."""

    @functools.wraps(view)
    def answered(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Content-Disposition", 'attachment; filename="api.json"')
        return response

    return answered


_addresses, _app, _namespace = api.urls
for _address in _addresses:
    assert _address.callback is not None
    _address.callback = filed(
        unless_closed(paced(typed(strict(once(_address.callback), _described), _types)))
    )
    _address.callback.says_trouble = problems.trouble  # type: ignore[attr-defined]

urlpatterns = [path("v1/", (_addresses, _app, _namespace))]
