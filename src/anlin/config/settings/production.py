"""Behind a proxy that speaks HTTPS. The secret comes from the environment, never from a file in the tree."""

import os

from anlin.config.settings.base import *  # noqa: F403

SECRET_KEY = os.environ["ANLIN_SECRET_KEY"]
DEMAND_SECOND_FACTOR = os.environ.get("ANLIN_DEMAND_SECOND_FACTOR", "1") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Set by the proxy; without it all people behind it would be throttled as one.
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = "X-Real-IP"
SECURE_SSL_REDIRECT = True
# Asked from the machine itself, without a proxy in between.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
# Browsers keep cookies of such a name only over HTTPS, from this very host and for all of it.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
