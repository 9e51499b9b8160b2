"""The table that processes count attempts in: values are JSON, so whoever writes the table runs nothing here."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends import db

UNREADABLE = object()


class Json:
    """What the library's backend asks of its module `pickle`."""

    HIGHEST_PROTOCOL = 0

    @staticmethod
    def dumps(value: Any, _protocol: int) -> bytes:
        return json.dumps(value, allow_nan=False).encode()

    @staticmethod
    def loads(written: bytes) -> Any:
        try:
            return json.loads(written)
        except ValueError:
            return UNREADABLE


# The backend leaves no other way to choose how values are written.
db.pickle = Json  # type: ignore[attr-defined]


class Table(db.DatabaseCache):
    """What is no JSON, such as what an older version wrote, is as good as not there."""

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        found = super().get_many(keys, version)
        return {key: value for key, value in found.items() if value is not UNREADABLE}
