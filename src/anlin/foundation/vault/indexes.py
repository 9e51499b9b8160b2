"""The column of a blind index: it knows what it is made of, so that it can be made anew."""

from collections.abc import Callable
from typing import Any

from django.db import models

from anlin.foundation.vault import keys
from anlin.foundation.vault.sealing import SealBroken, blind_index, blind_indexes, index_key_of


class BlindIndexField(models.CharField):
    """The blind index of the sealed field `of`, for `purpose`; in the database a plain column.

    `form` brings the text to what is compared, or to None where there is nothing to be found. It is
    the caller's to write the index together with the text. An empty one stays empty. Filter by
    `vault.blind_indexes(…)` with `__in`: while keys are changed there are two.
    """

    def __init__(
        self,
        *args: Any,
        of: str = "",
        purpose: str = "",
        form: Callable[[str], str | None] = str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.of, self.purpose, self.form = of, purpose, form

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        # What the index is made of changes no table, and migrations are spared it.
        return name, "django.db.models.CharField", args, kwargs

    def index_of(self, text: str) -> str:
        """What stands in the column of a row whose sealed field holds `text`."""
        form = self.form(text)
        return "" if form is None else blind_index(form, purpose=self.purpose)

    def same_as(self, row: models.Model) -> list[str]:
        """Every value by which the column may say what `row` holds: while keys are changed there are two."""
        held: str = getattr(row, self.attname)
        try:
            text = getattr(row, self.of) if held else None
        except (SealBroken, keys.KeysMissing):
            # Its key went since the row was read. What it said can no longer be told.
            text = None
        form = None if text is None else self.form(text)
        same = [] if form is None else list(blind_indexes(form, purpose=self.purpose))
        return same if held in same else [held]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001  (Django's signature)
        index = getattr(model_instance, self.attname)
        # Whoever read the row before the keys were changed must not write the old index back.
        if index and index_key_of(index) != keys.ring().index_current:
            text = getattr(model_instance, self.of)
            if text is not None:
                index = self.index_of(text)
                setattr(model_instance, self.attname, index)
        return index
