"""The production settings with the ordeal's own job and reaction; only for processes started by tests."""

from anlin.config.settings.production import *  # noqa: F403
from anlin.config.settings.production import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "ordeal.house.House"]
