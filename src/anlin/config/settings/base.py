"""What holds everywhere. Everything that differs by place is read from the environment."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
import django
from django.utils.translation import gettext_lazy as _

SOURCE = Path(__file__).resolve().parents[2]
REPOSITORY = SOURCE.parents[1]

# Everything an embedded installation writes lies here: database, files, keys, logs.
HOME = Path(os.environ.get("ANLIN_HOME", "var")).resolve()
KEYS_FILE = Path(os.environ.get("ANLIN_KEYS", HOME / "keys.json"))
# Every process knows of a changed key file after so many seconds at the latest.
KEYS_FRESH_FOR = 1.0
# Working days in which somebody who asks about their own data is answered.
DATA_REQUEST_DAYS = int(os.environ.get("ANLIN_DATA_REQUEST_DAYS", "15"))
# A computer that several people use locks after so many minutes without a touch; 0: never.
LOCK_AFTER = timedelta(minutes=int(os.environ.get("ANLIN_LOCK_AFTER_MINUTES", "10")))
# Of staff every session asks for the password again after so many minutes without a touch (a technician in a pump room
# would type it at every job: 0, never, unless the company says otherwise), and so many hours
# after it was last said; 0: never.
STAFF_LOCK_AFTER = timedelta(minutes=int(os.environ.get("ANLIN_STAFF_LOCK_AFTER_MINUTES", "0")))
STAFF_ASKED_AFTER = timedelta(hours=int(os.environ.get("ANLIN_STAFF_ASKED_AFTER_HOURS", "12")))
# Whoever manages rights or settings sets up a second factor before the console opens.
DEMAND_SECOND_FACTOR = os.environ.get("ANLIN_DEMAND_SECOND_FACTOR", "0") == "1"
# The pace of programs by account, of deeds on pages and of exports by person; counted in each process; 0: no bound.
REQUESTS_A_MINUTE = int(os.environ.get("ANLIN_REQUESTS_A_MINUTE", "600"))
DEEDS_A_MINUTE = int(os.environ.get("ANLIN_DEEDS_A_MINUTE", "600"))
EXPORTS_AN_HOUR = int(os.environ.get("ANLIN_EXPORTS_AN_HOUR", "20"))
# How often one address of the network may tell something at signs, where nobody signs in.
REPORTS_AN_HOUR = int(os.environ.get("ANLIN_REPORTS_AN_HOUR", "20"))
MEDIA_ROOT = HOME / "files"

DEBUG = False
ALLOWED_HOSTS = os.environ.get("ANLIN_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("ANLIN_ORIGINS", "").split(",") if o]


def _database(url: str, **more: Any) -> dict[str, Any]:
    """One on another machine is asked over TLS and must prove its name, unless the address says otherwise."""
    found: dict[str, Any] = {**dj_database_url.parse(url, **more)}
    is_here = found["HOST"] in {"", "localhost", "127.0.0.1", "::1"} or found["HOST"][:1] == "/"
    if found["ENGINE"].endswith("postgresql") and not is_here:
        found.setdefault("OPTIONS", {}).setdefault("sslmode", "verify-full")
    return found


DATABASES = {
    "default": _database(
        os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'anlin.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
ON_POSTGRESQL = DATABASES["default"]["ENGINE"].endswith("postgresql")
# A pooler in between lends a connection for one transaction (docs/deploy.md, chapter 9): nothing may be set or kept
# for longer. It sets the planner's limit itself.
POOLED = os.environ.get("ANLIN_POOLED") == "1"
# Where programs of PostgreSQL, which set much for their whole session, find the database then.
_session_url = os.environ.get("ANLIN_SESSION_URL", "")
SESSION_DATABASE: dict[str, Any] | None = _database(_session_url) if _session_url else None
if ON_POSTGRESQL:
    # A server whose cable was pulled says nothing: without these a page would wait a quarter of an hour.
    for option, value in {
        "connect_timeout": 5,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 20_000,
    }.items():
        DATABASES["default"].setdefault("OPTIONS", {}).setdefault(option, value)
    if POOLED:
        DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    else:
        # A page joins many small tables to one row or to 25: weighing every order of eight or more joins
        # took 5 to 30 ms a query, finding the rows less than one.
        DATABASES["default"]["OPTIONS"]["options"] = "-c join_collapse_limit=5"
else:
    # Write locks are taken when a transaction begins: two writers wait for each other in turn
    # instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "anlin.foundation.accounts",
    "anlin.foundation.audit",
    "anlin.foundation.numbering",
    "anlin.foundation.search",
    "anlin.foundation.upkeep",
    "anlin.foundation.news",
    "anlin.foundation.jobs",
    "anlin.foundation.intake",
    "anlin.ground.people",
    "anlin.ground.estate",
    "anlin.ground.tenure",
    "anlin.ground.workforce",
    "anlin.instruments.documents",
    "anlin.instruments.duty",
    "anlin.instruments.correspondence",
    "anlin.instruments.handbook",
    "anlin.instruments.reading",
    "anlin.trades.workorders",
    "anlin.trades.services",
    "anlin.trades.cases",
    "anlin.trades.callbacks",
    "anlin.trades.complaints",
    "anlin.trades.disputes",
    "anlin.trades.reception",
    "anlin.trades.violations",
    "anlin.bonds.relations",
    "anlin.watch.insight",
]

if django.VERSION >= (6, 0):
    TEMPLATE_PARTIALS: list[str] = []
    PARTIAL_TAGS: list[str] = []
    CSP_MIDDLEWARE = "django.middleware.csp.ContentSecurityPolicyMiddleware"
else:
    TEMPLATE_PARTIALS = ["template_partials.apps.SimpleAppConfig"]
    PARTIAL_TAGS = ["template_partials.templatetags.partials"]
    CSP_MIDDLEWARE = "csp.middleware.CSPMiddleware"

# The queue of jobs on PostgreSQL; its tables cannot be made on SQLite, where jobs has its own.
QUEUE = ["procrastinate.contrib.django"] if ON_POSTGRESQL else []
FACES = ["anlin.faces.kit", "anlin.faces.console", "anlin.faces.portal"]

INSTALLED_APPS = [
    *QUEUE,
    *ROOMS,
    # Before the libraries, whose templates they replace.
    *FACES,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    *TEMPLATE_PARTIALS,
    # Last: it introduces the rooms to each other.
    "anlin.config",
]

MIDDLEWARE = [
    "anlin.faces.kit.frame.middleware.RequestId",
    "anlin.config.monitor.timed.Timed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    CSP_MIDDLEWARE,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "anlin.faces.kit.frame.middleware.Who",
    "anlin.faces.kit.frame.locking.Locking",
    "anlin.faces.console.door.demanding.Demanding",
    "anlin.faces.kit.frame.pace.Pacing",
    "anlin.faces.kit.frame.closed.Closed",
]

ROOT_URLCONF = "anlin.config.urls"
WSGI_APPLICATION = "anlin.config.wsgi.application"

TEMPLATE_LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
if TEMPLATE_PARTIALS:
    TEMPLATE_LOADERS = [
        (
            "template_partials.loader.Loader",
            [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
        )  # type: ignore[list-item]
    ]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": TEMPLATE_LOADERS,
            "builtins": [
                "django.templatetags.static",
                "django.templatetags.i18n",
                "anlin.faces.kit.templatetags.kit",
                *PARTIAL_TAGS,
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "anlin.faces.kit.frame.context.page",
            ],
        },
    }
]

# Nothing inline and nothing foreign, from the first day.
SECURE_POLICY = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
}
SECURE_CSP = SECURE_POLICY
CONTENT_SECURITY_POLICY = {"DIRECTIVES": SECURE_POLICY}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# The link for a new password; whoever asks for one is waiting for it.
PASSWORD_RESET_TIMEOUT = 3600

EMAIL_HOST = os.environ.get("ANLIN_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("ANLIN_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("ANLIN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ANLIN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("ANLIN_SMTP_SECURITY") == "starttls"
EMAIL_USE_SSL = os.environ.get("ANLIN_SMTP_SECURITY") == "tls"
EMAIL_TIMEOUT = 20
# Whom the servers of mailboxes are trusted by, where that is not whom this machine trusts.
IMAP_AUTHORITY = os.environ.get("ANLIN_IMAP_AUTHORITY", "")
DEFAULT_FROM_EMAIL = os.environ.get("ANLIN_MAIL_FROM", "anlin@localhost")

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["anlin.foundation.accounts.backends.NameOrPhone"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "anlin.foundation.accounts.adapters.SignIn"
ACCOUNT_FORMS = {
    "login": "anlin.faces.kit.forms.sign_in.SignIn",
    "reset_password": "anlin.faces.kit.forms.sign_in.ForgotPassword",
}
# The library's own looks for addresses in its table; Django's asks the account.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  (a class)
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
ACCOUNT_RATE_LIMITS = {
    # Of name and phone each: together 96 failures an hour.
    "login_failed": "20/m/ip,4/300s/key",
    # Whoever sits at somebody's open session guesses no quicker.
    "reauthenticate": "5/300s/user",
    "change_password": "5/300s/user",
}
MFA_FORMS = {
    "authenticate": "anlin.faces.kit.forms.sign_in.SecondFactor",
    "reauthenticate": "anlin.faces.kit.forms.sign_in.OnceMore",
}
MFA_ADAPTER = "anlin.foundation.accounts.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# The list of sessions is written at sign-in, not on every click.
USERSESSIONS_TRACK_ACTIVITY = False
CSRF_FAILURE_VIEW = "anlin.faces.kit.frame.errors.csrf_failed"

# Seconds within which every page says that the house was closed to changes; deeds hear of it at once.
CLOSURE_TOLD_WITHIN = 2.0
# A table, so that several processes and machines count failed attempts together.
CACHES = {
    "default": {
        "BACKEND": "anlin.config.settings.cache.Table",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
FORM_RENDERER = "anlin.faces.kit.forms.fields.Renderer"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "anlin.foundation.accounts.passwords.NotTooLong"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = sorted(SOURCE.glob("**/locale"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATICFILES_DIRS = [REPOSITORY / "build" / "vendor"]
STATIC_ROOT: Path | None = HOME / "static"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "anlin.faces.kit.requests.RequestIdFilter"}},
    "formatters": {"line": {"format": "%(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["console"], "level": os.environ.get("ANLIN_LOG", "WARNING")},
}
