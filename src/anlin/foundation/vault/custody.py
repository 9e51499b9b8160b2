"""Whether the key file at hand belongs to this database: asked before anything starts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection, models
from django.utils.translation import gettext_lazy as _

from anlin.foundation import rows
from anlin.foundation.vault import keys
from anlin.foundation.vault.fields import SealedTextField, as_seal
from anlin.foundation.vault.indexes import BlindIndexField
from anlin.foundation.vault.places import blind_indexes_of, sealed_fields
from anlin.foundation.vault.sealing import SealBroken, is_index_of, opened
from anlin.kernel.errors import Refusal

SAMPLE = 3


class KeysLost(Refusal):
    """There is sealed data and no key file. A new one would open none of it, so none is made."""

    sentence = _(
        "The key file %(file)s is missing, but the database holds sealed data. "
        "Restore the key file from its own backup; nothing starts without it, and no new key is made."
    )


class KeysOfAnother(Refusal):
    """There is a key file, but what this database holds was sealed with other keys."""

    sentence = _(
        "The key file %(file)s does not open %(place)s: it belongs to another database, or an old key was taken out "
        "of it. Put back the key file that this database was used with."
    )


class KeysUnreadable(Refusal):
    sentence = _("The key file %(file)s is damaged. Restore it from its own backup.")


def require_keys() -> None:
    """Refuse with `KeysLost`, `KeysOfAnother` or `KeysUnreadable` unless sealed data can be opened.

    Looks at one value of every table that seals, and at a few of every blind index. A new database
    needs no key file yet. While the database or a table is away there is nothing to be said, and
    nothing is refused.
    """
    path = Path(settings.KEYS_FILE)
    for place, seal, value in _samples():
        if not path.exists():
            raise KeysLost(file=path)
        try:
            opened(place, seal, value)
        except (SealBroken, keys.KeysMissing) as error:
            raise KeysOfAnother(file=path, place=place) from error
        except (ValueError, KeyError, TypeError) as error:
            raise KeysUnreadable(file=path) from error
    for index, held in _indexed():
        # One may have been made before its form was changed; where none fits, the key is another.
        if not any(is_index_of(made, text, purpose=index.purpose) for made, text in held):
            raise KeysOfAnother(file=path, place=f"{index.model._meta.db_table}.{index.column}")  # noqa: SLF001  (Django documents it)


def lay_keys() -> None:
    """Make the key file of a new installation, so that it can be carried apart before anything is sealed.

    Refused like `require_keys`: where something is sealed already, a new file would open none of it.
    """
    require_keys()
    keys.ring()


def _samples() -> Iterator[tuple[str, Any, bytes]]:
    for model in apps.get_models():
        fields = sealed_fields(model)
        if not fields:
            continue
        # Of several the one that every row has: the first row answers.
        field = min(fields, key=lambda each: each.null)
        try:
            with rows.looking():
                found = _first(model, field)
        except DatabaseError:
            continue
        if found is not None:
            yield field.place, found[0], found[1]


def _first(model: type[models.Model], field: SealedTextField) -> Any:
    filled = model._default_manager.filter(**{f"{field.name}__isnull": False})
    return filled.order_by("pk").values_list("seal", field.name).first()


def _indexed() -> Iterator[tuple[BlindIndexField, list[tuple[str, str]]]]:
    """Of every blind index what stands in the first rows, with the text that it was made of."""
    for model in apps.get_models():
        for index in blind_indexes_of(model):
            try:
                with rows.looking():
                    found = list(_first_indexed(model, index))
            except DatabaseError:
                continue
            of: SealedTextField = model._meta.get_field(index.of)  # type: ignore[assignment]  # noqa: SLF001  (the same)
            texts = [(made, opened(of.place, as_seal(seal), value)) for seal, value, made in found]
            if texts:
                yield index, [(made, index.form(text) or "") for made, text in texts]


def _first_indexed(model: type[models.Model], index: BlindIndexField) -> Any:
    made = model._default_manager.filter(**{f"{index.of}__isnull": False})
    made = made.exclude(**{index.name: ""}).order_by("pk")
    return made.values_list("seal", index.of, index.name)[:SAMPLE]


@checks.register(checks.Tags.database)
def check_keys(
    *, app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **_others: object
) -> list[checks.CheckMessage]:
    """For `migrate` and `check --database default`."""
    if connection.alias not in (databases or []):
        return []
    try:
        require_keys()
    except Refusal as refusal:
        return [checks.Critical(str(refusal), id="vault.C001")]
    return []
