"""What whoever helps from afar wants to know of an installation, and nothing about anybody: `anlin doctor --bundle`.

Counts, versions and names of ours only. Sentences of errors are left out: they may quote what somebody typed.
"""

import importlib.metadata
import json
import platform
import shutil
import sqlite3
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from anlin.config import health
from anlin.foundation.jobs import api as jobs
from anlin.foundation.news import api as news

# What is set here is no secret and says nothing about anybody.
TOLD_SETTINGS = (
    "DEBUG", "USE_TZ", "TIME_ZONE", "LANGUAGE_CODE", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS", "DATA_REQUEST_DAYS",
)  # fmt: skip
LIBRARIES = ("django", "psycopg", "django-allauth", "django-ninja", "procrastinate", "gunicorn")


def write(path: Path, *, at: datetime) -> list[str]:
    """Write the bundle; the names of its parts. Raises `FileExistsError` for a file that is there."""
    findings = health.examine()
    parts: dict[str, object] = {
        "taken.json": {"at": at.isoformat(timespec="seconds"), "anlin": _version("anlin")},
        "findings.json": [asdict(finding) for finding in findings],
        "machine.json": _machine(),
        "settings.json": {name: getattr(settings, name, None) for name in TOLD_SETTINGS},
    }
    # Behind a database that does not answer there is nothing more to ask.
    if findings[0].is_well:
        parts["database.json"] = _database()
        if all(finding.is_well for finding in findings[:2]):
            parts |= {"rows.json": _rows(), "work.json": _work()}
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as bundle:
        for name, part in parts.items():
            bundle.writestr(name, json.dumps(part, ensure_ascii=False, indent=1, default=str))
    return list(parts)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _machine() -> dict[str, object]:
    room = shutil.disk_usage(settings.HOME)
    return {
        "python": sys.version.split()[0],
        "system": platform.platform(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "sqlite": sqlite3.sqlite_version,
        "disk_free": room.free,
        "disk_total": room.total,
    }


def _database() -> dict[str, object]:
    with connection.cursor() as cursor:
        is_postgresql = connection.vendor == "postgresql"
        cursor.execute("SHOW server_version" if is_postgresql else "SELECT sqlite_version()")
        (version,) = cursor.fetchone()
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "vendor": connection.vendor,
        "version": version,
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
    }


def _rows() -> dict[str, int]:
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table: model for model in models if model._meta.managed}  # noqa: SLF001  (Django documents it)
    return {table: tables[table]._default_manager.count() for table in sorted(tables)}


def _work() -> dict[str, object]:
    return {
        "jobs_waiting": jobs.waiting_count(),
        "jobs_dead": _counted(f"{dead.name}: {_kind(dead.error)}" for dead in jobs.dead_jobs()),
        "letters_waiting": news.backlog().waiting,
        "letters_dead": _counted(
            f"{dead.event} → {dead.listener}: {_kind(dead.last_error)}"
            for dead in news.dead_letters()
        ),
        "jobs_by_the_clock": [line.name for line in jobs.all_jobs() if line.rhythm],
    }


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names).most_common())


def _kind(error: str) -> str:
    """The class of an error, which is ours or a library's word; what it said stays here."""
    first = error.strip().partition("\n")[0].partition(":")[0].rpartition(".")[2]
    return first if first.isidentifier() else "error"
