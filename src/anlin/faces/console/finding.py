"""One row out of those the actor may see; what is missing and what is forbidden look alike."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.urls import NoReverseMatch, reverse

from anlin.kernel.errors import NotThere

Row = TypeVar("Row", bound=Model)


def one(rows: QuerySet[Row], **where: object) -> Row:
    """Refuses with `NotThere` when no visible row fits."""
    found = rows.filter(**where).first()
    if found is None:
        raise NotThere
    return found


def address_of(url_name: str, *arguments: object) -> str:
    """The address of another desk's page; empty while there is no such desk."""
    try:
        return reverse(url_name, args=arguments)
    except NoReverseMatch:
        return ""
