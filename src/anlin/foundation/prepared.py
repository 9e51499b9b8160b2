"""Questions that are asked at every request: put into SQL once per process, asked with other values each time.

To put a queryset together and to translate it costs several times what the database takes to answer it by a key.
The rows come out of the queryset's own classes, so they are the same rows. See decision 16.
"""

import copy
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
# No key is larger, and a database refuses to compare with more.
LARGEST = 2**63 - 1


class Slot(Expression):
    """Where the value of that number (from 0) stands in the question."""

    def __init__(self, nth: int, field: Field) -> None:
        super().__init__(output_field=field)
        self.nth = nth

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Prepared(Generic[Row]):
    """A queryset with slots: `Prepared(Token, lambda sha256: Token.objects.filter(sha256=sha256), "sha256")`.

    `ask` is called once, when the first question is asked, with a slot for each of the model's `fields`. A value is given to
    the database as it is: whole numbers and words only, never None, a moment or a list. What is asked may not depend on
    anything but these values.
    """

    def __init__(
        self, model: type[Model], ask: Callable[..., QuerySet[Any, Row]], *fields: str
    ) -> None:
        self._model, self._ask, self._fields = model, ask, fields
        self._known: dict[str, QuerySet[Any, Row]] = {}

    def rows(self, *values: int | str) -> list[Row]:
        """All rows of the answer. Raises `TypeError` when values are missing or of another kind."""
        if len(values) != len(self._fields) or not all(
            value.__class__ in {int, str} for value in values
        ):
            raise TypeError(f"{len(self._fields)} plain values are asked for: {self._fields}")
        if any(value.__class__ is int and abs(value) > LARGEST for value in values):
            return []
        asked: Any = self._template().all()
        asked.query.values_told = values
        return list(asked)

    def first(self, *values: int | str) -> Row | None:
        """The row, or None. Of several, any: ask so by a unique key only."""
        return next(iter(self.rows(*values)), None)

    def _template(self) -> QuerySet[Any, Row]:
        using = self._model._default_manager.db
        if using not in self._known:
            slots = [
                Slot(nth, cast("Field", self._model._meta.get_field(name)))  # noqa: SLF001
                for nth, name in enumerate(self._fields)
            ]
            rows: Any = self._ask(*slots).using(using)
            compiler = rows.query.get_compiler(using)
            sql, params = compiler.as_sql()
            shape = rows._iterable_class  # noqa: SLF001
            # To be given a query makes a queryset forget whether it answers with tuples.
            rows.query = rows.query.chain(klass=_Told)
            rows._iterable_class = shape  # noqa: SLF001
            rows.query.translated = (_Answering.of(compiler), sql, params)
            self._known[using] = rows
        return self._known[using]


class _Told(Query):
    """A query that is SQL already and waits for its values."""

    translated: tuple[Any, str, Sequence[Any]]
    values_told: Sequence[int | str] = ()

    def get_compiler(
        self,
        using: str | None = None,
        connection: Any = None,
        elide_empty: bool = True,  # noqa: FBT001, FBT002  (Django's own signature)
    ) -> SQLCompiler:
        answering, sql, params = self.translated
        # What the compiler learnt about columns and models is shared and only read; the connection is this thread's.
        mine = copy.copy(answering)
        mine.connection = connection or connections[using or DEFAULT_DB_ALIAS]
        told = self.values_told
        mine.said = sql, tuple(told[p.nth] if isinstance(p, Slot) else p for p in params)
        return cast("SQLCompiler", mine)


class _Answering:
    """Put before a database's own compiler: says what was translated instead of translating."""

    said: tuple[str, tuple[Any, ...]]

    @staticmethod
    def of(compiler: SQLCompiler) -> SQLCompiler:
        mine = copy.copy(compiler)
        mine.__class__ = type("Answering", (_Answering, type(compiler)), {})
        return mine

    def as_sql(self, *args: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:
        return self.said
