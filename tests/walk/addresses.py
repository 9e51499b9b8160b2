"""Every address of the console, the portal and the API, from the URL conf itself."""

import re
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver

from anlin.faces.api.urls import api

SAFE = "GET"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# The word before a parameter says what it names.
THINGS = {
    "cases": "case", "requests": "case", "workorders": "order", "work-orders": "order",
    "causes": "cause", "link": "cause", "household": "unit", "households": "unit",
    "of-unit": "unit", "units": "unit", "buildings": "building", "spaces": "space",
    "projects": "project", "people": "person", "tenures": "tenure", "merges": "merge",
    "phone": "contact", "messages": "message", "documents": "document", "files": "document",
    "staff": "staff", "departments": "department", "posts": "post", "stand-ins": "stand_in",
    "data-requests": "data_request", "holds": "hold", "roster": "shift", "grants": "grant", "holdings": "holding", "boxes": "box",
    "duties": "duty", "standings": "standing", "services": "service", "callbacks": "case", "reviews": "review",
    "mails": "mail", "mailboxes": "mailbox", "signs": "sign",
    "of": "case", "disputes": "dispute", "complaints": "complaint", "insight": "hot_issue",
    "violations": "violation", "estate-rules": "estate_rule", "versions": "rule_version", "homes": "unit",
    "contractors": "contractor", "objections": "objection",
    "handbook": "article", "editions": "edition", "stages": "stage", "orders": "order",
    "relations": "activity", "voices": "voice", "drives": "drive", "measures": "measure",
    "at": "sign_code", "follow": "secret",
}  # fmt: skip
# What belongs to the company and not to a project, or is not there at all.
COMPANY = {
    "roles": "everything", "channels": "hotline", "calendar": "2026", "feed": "no-such-key", "promises": "respond",
    "catalogue": "no-such-fault", "samples": "987654321", "imports": "987654321",
    "packs": "987654321", "rules": "987654321", "take": "baseline",
    "reading": "987654321", "corrected": "987654321",
    "jobs": "987654321", "letters": "987654321", "terms": "accounts.sessions",
}  # fmt: skip
FIXED = {"size": "small", "of": "cases", "drawn": "987654321"}


@dataclass(frozen=True, order=True)
class Address:
    """One method of one address; `right` is what its page asks for before anything else."""

    face: str
    path: str
    method: str
    name: str
    right: str = ""

    @property
    def names_a_thing(self) -> bool:
        return any(self._kinds())

    def _kinds(self):
        for found in PARAMETER.finditer(self.path):
            before = self.path[: found.start()].rstrip("/").rpartition("/")[2]
            if found[1] not in FIXED and before not in COMPANY:
                yield THINGS["cases"] if before.startswith("<") else THINGS[before]

    def filled(self, things) -> str:
        """The path with the keys of the world's things in it; a word nobody knows is a KeyError."""
        kinds = self._kinds()

        def key(found):
            before = self.path[: found.start()].rstrip("/").rpartition("/")[2]
            if found[1] in FIXED:
                return FIXED[found[1]]
            return COMPANY[before] if before in COMPANY else str(things[next(kinds)])

        return "/" + PARAMETER.sub(key, self.path)


def every():
    """All of them, sorted; those of the sign-in library apart, which has tests of its own."""
    pages = [
        Address(face, path, method, name, getattr(view, "right", None) or "")
        for name, path, view in _patterns(get_resolver())
        if (face := name.partition(":")[0]) in {"console", "portal"}
        for method in _methods(view)
    ]
    return sorted(pages + _operations())


def _operations():
    return [
        Address("api", path.lstrip("/").replace("{", "<").replace("}", ">"), method.upper(),
                operation["operationId"])
        for path, item in api.get_openapi_schema()["paths"].items()
        for method, operation in item.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]  # fmt: skip


def _patterns(resolver, path="", spaces=()):
    for pattern in resolver.url_patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _patterns(pattern, here, inner)
        else:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield ":".join((*spaces, pattern.name or "")), here, view


def _methods(view):
    """Those it has a function for and does not refuse by name; a plain function is asked for a page."""
    served = getattr(view, "http_method_names", ("get",))
    has = [method for method in ("GET", "POST") if hasattr(view, method.lower())] or [SAFE]
    return [method for method in has if method.lower() in served]
