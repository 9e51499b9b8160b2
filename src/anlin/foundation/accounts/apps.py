"""The accounts room as Django sees it."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "anlin.foundation.accounts"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.accounts import factors  # noqa: PLC0415
        from anlin.foundation.vault import api as vault  # noqa: PLC0415

        vault.kept_otherwise.plug(factors.SecondFactors)
