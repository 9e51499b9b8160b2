"""The door of the vault: the sealed field, sealing by hand, blind indexes and hidden tokens."""

import uuid

from django.db import models

from anlin.foundation.vault.custody import (
    KeysLost,
    KeysOfAnother,
    KeysUnreadable,
    lay_keys,
    require_keys,
)
from anlin.foundation.vault.fields import PlainText, SealedTextField
from anlin.foundation.vault.handover import fingerprints, key_file, write_apart
from anlin.foundation.vault.indexes import BlindIndexField
from anlin.foundation.vault.keys import KeysBeingChanged, KeysMissing
from anlin.foundation.vault.places import Place, Renewed, each_alone, kept_otherwise
from anlin.foundation.vault.rotation import Rotated, Step, in_ring, rotate, uses
from anlin.foundation.vault.sealing import (
    Ciphertext,
    SealBroken,
    blind_index,
    blind_indexes,
    hashed_tokens,
    hashed_tokens_by_key,
    hidden_prefix,
    is_index_of,
    opened,
    secret_key_of,
    secret_of,
    secret_sealed,
)

__all__ = [
    "BlindIndexField",
    "Ciphertext",
    "KeysBeingChanged",
    "KeysLost",
    "KeysMissing",
    "KeysOfAnother",
    "KeysUnreadable",
    "Place",
    "PlainText",
    "Renewed",
    "Rotated",
    "SealBroken",
    "SealedTextField",
    "Step",
    "blind_index",
    "blind_indexes",
    "each_alone",
    "fingerprints",
    "hashed_tokens",
    "hashed_tokens_by_key",
    "hidden_prefix",
    "in_ring",
    "is_index_of",
    "kept_otherwise",
    "key_file",
    "lay_keys",
    "require_keys",
    "rotate",
    "sealed",
    "secret_key_of",
    "secret_of",
    "secret_sealed",
    "unsealed",
    "uses",
    "write_apart",
]


def sealed(row: models.Model, name: str, text: str) -> Ciphertext:
    """`text` as the field `name` of this row would store it, for a conditional update by hand."""
    ciphertext = _field(type(row), name).seal_for(row, text)
    assert ciphertext is not None
    return ciphertext


def unsealed(
    model: type[models.Model], name: str, seal: uuid.UUID, value: bytes | str | None
) -> str | None:
    """The text of a ciphertext that was read by `values()` together with its row's seal."""
    # What is known of Django's types takes the field for the text it holds.
    assert not isinstance(value, str)
    return None if value is None else opened(_field(model, name).place, seal, value)


def _field(model: type[models.Model], name: str) -> SealedTextField:
    field = model._meta.get_field(name)  # noqa: SLF001  (Django documents it)
    if not isinstance(field, SealedTextField):
        raise TypeError(f"{model.__name__}.{name} is not a sealed field.")
    return field
