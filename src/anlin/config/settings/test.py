"""Tests: cheap password hashes, everything written under a folder of its own."""

import os
import tempfile
from pathlib import Path

# Playwright keeps an event loop running in the thread of a browser test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ.setdefault("ANLIN_HOME", tempfile.mkdtemp(prefix="anlin-test-"))

from anlin.config.settings.base import *  # noqa: F403
from anlin.config.settings.base import DATABASES, HOME, ON_POSTGRESQL

SECRET_KEY = "a key that signs nothing but tests"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
if not ON_POSTGRESQL:
    # A file, not memory: threads of the browser tests must see the same database, and WAL is part of the trial.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(HOME) / "test.sqlite3")}
# Whether a page asks must not depend on how quick the tests before it were.
CLOSURE_TOLD_WITHIN = 3600.0
# Tests are quicker than people; those of the pace set it.
REQUESTS_A_MINUTE = DEEDS_A_MINUTE = EXPORTS_AN_HOUR = REPORTS_AN_HOUR = 0
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
# Nothing is looked for before somebody asks: every test client would list all files again.
WHITENOISE_AUTOREFRESH = True
