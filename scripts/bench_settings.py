"""The local settings with listeners, so that the price of a deed has the news in it."""

from django.apps import AppConfig

from anlin.config.settings.local import *  # noqa: F403
from anlin.config.settings.local import INSTALLED_APPS


class Listener(AppConfig):
    name = "bench_settings"

    def ready(self):
        from anlin.foundation.news import api as news  # noqa: PLC0415  (needs the settings)
        from anlin.instruments.duty.events import DutyStepReached  # noqa: PLC0415  (the same)
        from anlin.trades.cases.events import CaseOpened  # noqa: PLC0415  (the same)

        news.reacts_to(CaseOpened, later=True)(hear)
        news.reacts_to(DutyStepReached, later=True)(hear)


def hear(event):
    """Hear of it; what is measured is that it was told."""


# Counted as ever, and never enough.
REQUESTS_A_MINUTE = DEEDS_A_MINUTE = 1_000_000_000
INSTALLED_APPS = [*INSTALLED_APPS, "bench_settings.Listener"]
