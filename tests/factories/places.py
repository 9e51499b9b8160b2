"""A home with a database of its own, and our commands run there as real processes."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

SOURCE = Path(__file__).parents[2]
ANLIN = ["-m", "anlin.config.cli"]


class Place:
    """Where one installation lives: `home`, the address of its database, the environment of its processes."""

    def __init__(self, home, url, settings="anlin.config.settings.local"):
        self.home, self.url = Path(home), url
        self.env = os.environ | {
            "ANLIN_HOME": str(home),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": f"{SOURCE / 'src'}:{SOURCE / 'tests'}",
        }
        self.env.pop("ANLIN_KEYS", None)

    def start(self, *words, **more):
        return subprocess.Popen([sys.executable, *map(str, words)], env=self.env, **more)

    def run(self, *words):
        return subprocess.run(
            [sys.executable, *map(str, words)], env=self.env, capture_output=True, text=True, check=False
        )  # fmt: skip

    def anlin(self, *words):
        """(code, what it said as JSON, or None, and its errors)"""
        return self.told(*ANLIN, *words, "--json")

    def told(self, *words):
        done = self.run(*words)
        return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr

    def ask(self, question):
        """Rows straight from the database."""
        is_file = self.url.startswith("sqlite")
        opened = (
            sqlite3.connect(self.url[len("sqlite:///") :]) if is_file else psycopg.connect(self.url)
        )
        with contextlib.closing(opened) as connection:
            return connection.execute(question).fetchall()

    @property
    def files(self):
        """Content by place of every stored file."""
        root = self.home / "files"
        return {
            str(path.relative_to(root)): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file()
        }


@contextlib.contextmanager
def empty(home, settings="anlin.config.settings.local"):
    """A place where nothing is yet, on a database of the kind that this run of the tests is about."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield Place(home, f"sqlite:///{Path(home) / 'anlin.sqlite3'}", settings)
        return
    name = f"place_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        yield Place(home, urlsplit(server)._replace(path=f"/{name}").geturl(), settings)
        connection.execute(f"drop database {name} with (force)")
