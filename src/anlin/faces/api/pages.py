"""Lists by cursor: no row lost and none twice, at any depth the same cost; and the types of the inputs."""

from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Path, Schema
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from anlin.faces.kit.lists import keyset
from anlin.kernel import texts
from anlin.kernel.errors import Invalid, NotThere

# SQLite keeps no integer beyond 2**63; the description must say so, or programs find out.
LARGEST = 2**62
Id = Annotated[int, Path(ge=1, le=LARGEST)]
Number = Annotated[int, Field(ge=1, le=LARGEST)]
Size = Annotated[int, Field(ge=1, le=200)]
# PostgreSQL keeps no NUL in text.
Seen, InOneLine = AfterValidator(texts.seen), AfterValidator(texts.line)
Words = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$"), Seen]
Line = Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00]*$"), InOneLine]
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
Cursor = Annotated[str, Field(max_length=400, pattern=r"^[A-Za-z0-9_=-]*$")]
Row = TypeVar("Row")
Found = TypeVar("Found")


def _in_our_time(said: Any) -> Any:
    """Refuse years that no calendar of a property office knows, before they overflow a time zone."""
    if isinstance(said, str) and not ("2000" <= said[:4] <= "2199"):
        raise ValueError("a moment between 2000 and 2199")
    return said


Moment = Annotated[AwareDatetime, BeforeValidator(_in_our_time)]


# Answers say every moment in the local time of the office, with its offset.
At = Annotated[datetime, AfterValidator(timezone.localtime)]


class Input(Schema):
    """What a program sends: nothing besides what is described."""

    model_config = ConfigDict(extra="forbid")


class Place(Input):
    """Which page of a list: `after` is what the page before named, empty for the first."""

    after: Cursor = ""
    size: Size = 50


class Page(Schema, Generic[Row]):
    """Some rows; `after` is the cursor of the next page, null at the end."""

    rows: list[Row]
    after: str | None


def page(rows: QuerySet, place: Place, *, key: str, newest_first: bool = True) -> dict:
    """A page of rows that are already scoped to the actor."""
    found = keyset.cut(rows, key=key, size=place.size, after=place.after, newest_first=newest_first)
    return {"rows": found.rows, "after": found.after}


def one(rows: QuerySet, pk: int | None) -> Any:
    """The row if it is among those the actor may know of, else `NotThere`."""
    return there(rows.filter(pk=pk).first())


def there(found: Found | None) -> Found:
    """What was looked for; refuses with `NotThere` when it is None."""
    if found is None:
        raise NotThere
    return found


def perhaps(rows: QuerySet, pk: int | None) -> Any:
    """The row, or None when none was named."""
    return None if pk is None else one(rows, pk)


def not_later(moment: datetime | None, now: datetime, sentence: Any) -> datetime:
    """The moment told, by default now; what is still to come cannot have been reported."""
    if moment is not None and moment.astimezone(UTC) > now.astimezone(UTC):
        raise Invalid(sentence, field="reported_at")
    return moment or now
