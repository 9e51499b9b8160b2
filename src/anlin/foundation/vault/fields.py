"""The sealed field: plain text in memory, ciphertext in the database."""

import uuid
from typing import Any

from django.core import checks
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from anlin.foundation.vault.sealing import Ciphertext, opened, renewed, sealed_for

USABLE_LOOKUPS = {"exact", "isnull"}


class PlainText(TypeError):  # noqa: N818  (named after what is the matter)
    """Plain text was on its way to the database."""


class SealedAttribute(DeferredAttribute):
    """Opens on reading, every time anew: the plain text is not kept beside the ciphertext."""

    field: "SealedTextField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        held = instance.__dict__.get(self.field.attname)
        if held is None:
            held = super().__get__(instance, cls)
        if isinstance(held, Ciphertext):
            return opened(self.field.place, seal_of(instance), held)
        return held

    def __set__(self, instance: models.Model, value: object) -> None:
        if value is not None and not isinstance(value, (str, Ciphertext)):
            raise PlainText(f"{self.field.place} holds text, not {type(value).__name__}.")
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.BinaryField):
    """Text that only the key file makes readable, bound to its row and column.

    The model needs `seal = UUIDField(unique=True, default=uuid.uuid4, editable=False)`, which never
    changes. Written by `save`, `bulk_create`, `rows.put_in` and `rows.change`. `update()`, `bulk_update` and
    filters with plain text raise `PlainText`; to find rows, keep a blind index in another column.
    `values()` gives the ciphertext; see `api.unsealed`. The table's and the column's names are part
    of the seal: renaming either means sealing anew. A column added to a filled table starts as null.
    """

    _pyi_private_set_type: str | Ciphertext | None
    _pyi_private_get_type: str  # type: ignore[assignment]
    descriptor_class = SealedAttribute

    @property
    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"  # noqa: SLF001  (Django documents it)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        # E170 is for bytes: it says that a default must not be text, but ours is text.
        plain = [message for message in super().check(**kwargs) if message.id != "fields.E170"]
        return [*plain, *self._check_seal()]

    def _check_seal(self) -> list[checks.CheckMessage]:
        fields = self.model._meta.fields  # noqa: SLF001  (Django documents it)
        seals = [field for field in fields if field.name == "seal"]
        if seals and isinstance(seals[0], models.UUIDField) and seals[0].unique:
            return []
        hint = "Add seal = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)."
        return [checks.Error("A sealed field needs a seal.", hint, obj=self, id="vault.E001")]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        # Migrations of the rooms come in by the door, too.
        return name, "anlin.foundation.vault.api.SealedTextField", args, kwargs

    def get_lookup(self, lookup_name: str) -> Any:
        # Pattern lookups would carry the plain text to the server, and could find nothing there.
        return super().get_lookup(lookup_name) if lookup_name in USABLE_LOOKUPS else None

    def get_default(self) -> Any:
        default = super().get_default()
        return "" if default == b"" else default

    def from_db_value(
        self, value: object, expression: object, connection: BaseDatabaseWrapper
    ) -> Ciphertext | None:
        return None if value is None else Ciphertext(value)  # type: ignore[call-overload]

    def get_prep_value(self, value: Any) -> Any:
        if value is not None and not isinstance(value, Ciphertext):
            raise PlainText(
                f"{self.place} takes sealed values only: save the row, or use rows.change."
            )
        return None if value is None else bytes(value)

    def get_db_prep_value(
        self,
        value: Any,
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # noqa: FBT001, FBT002  (Django's signature)
    ) -> Any:
        # Django prepares some values beforehand and some here; both ways must pass the check once.
        value = value if prepared else self.get_prep_value(value)
        return super().get_db_prep_value(value, connection, prepared=True)

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:  # noqa: FBT001  (Django's signature)
        value = getattr(model_instance, self.attname)
        sealed = self.seal_for(model_instance, self.stored_in(model_instance) or value)
        model_instance.__dict__[self.attname] = sealed
        return sealed

    def seal_for(self, row: models.Model, value: str | Ciphertext | None) -> Ciphertext | None:
        """What the column of this row must hold to mean `value`.

        A ciphertext stays as it is unless its key is an old one: whoever read a row before the keys
        were changed must not write an old key back.
        """
        if value is None:
            return None
        if isinstance(value, Ciphertext):
            return renewed(self.place, seal_of(row), value)
        if not isinstance(value, str):
            raise PlainText(f"{self.place} holds text, not {type(value).__name__}.")
        return sealed_for(self.place, seal_of(row), value)

    def stored_in(self, row: models.Model) -> Ciphertext | None:
        """The ciphertext as the row was read or written; None for no text, or text not yet sealed."""
        getattr(row, self.attname)
        held = row.__dict__[self.attname]
        return held if isinstance(held, Ciphertext) else None


def seal_of(row: models.Model) -> uuid.UUID:
    return as_seal(row.seal)  # type: ignore[attr-defined]


def as_seal(stored: object) -> uuid.UUID:
    return stored if isinstance(stored, uuid.UUID) else uuid.UUID(str(stored))
