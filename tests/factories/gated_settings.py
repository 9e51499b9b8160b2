"""The local settings with the gated job; only for processes started by tests."""

from anlin.config.settings.local import *  # noqa: F403
from anlin.config.settings.local import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "factories.gated.Gated"]
