"""Each line of deploy/Containerfile is run on a bare Debian 12, and the image is used in its four ways."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest
from django.db import connection

from factories import places
from ordeal.bare.machine import Bare, lay_the_tree, lent_by_this_machine
from ordeal.conftest import eventually, family, free_port

pytestmark = [
    pytest.mark.ordeal,
    pytest.mark.postgresql_only,
    pytest.mark.skipif(os.geteuid() != 0, reason="A base for the image is made by root only."),
    pytest.mark.skipif(not shutil.which("buildah"), reason="There is no buildah to build with."),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="The image is for PostgreSQL."),
]
BASE = "docker.io/library/debian:12-slim"
ENVIRONMENT = {
    "ANLIN_SECRET_KEY": "of-this-test-alone-" * 3,
    "ANLIN_HOSTS": "127.0.0.1",
}
MOUNTED = "/var/lib/anlin"
BACKUPS = "/var/backups/anlin"


class Image:
    """Built in a store of its own; every use of it is a process that `end` ends."""

    def __init__(self, folder):
        self.folder, self.base, self.started = folder, Bare(folder / "base"), []
        self.home, self.backups = folder / "home", folder / "backups"
        self.env = os.environ | {"BUILDAH_ISOLATION": "chroot"}

    def build(self):
        """From a base made here: the registry that it otherwise comes from cannot be reached from everywhere."""
        self.base.lay("ca-certificates")
        made = self.buildah("from", "scratch").strip()
        self.buildah("add", made, f"{self.base.root}/", "/")
        for name, value in lent_by_this_machine().items():
            self.buildah("config", "--env", f"{name}={value}", made)
        self.buildah("commit", "--rm", made, BASE)
        lay_the_tree(self.folder / "tree")
        # What lies beside the tree where somebody works, and must not leave it.
        (self.folder / "tree/var").mkdir()
        (self.folder / "tree/var/keys.json").write_text("{}")
        words = ("build", "--pull-never", "-f", "deploy/Containerfile", "-t", "anlin", ".")
        self.buildah(*words, cwd=self.folder / "tree")
        self.container = self.buildah("from", "--pull-never", "localhost/anlin").strip()
        self.config = json.loads(self.buildah("inspect", self.container))["OCIv1"]["config"]
        # podman puts what is mounted over the image's own volume; buildah mounts both, and either may lie on top.
        self.buildah("config", "--volume", f"{MOUNTED}-", self.container)
        owner = int(self.said_by("id", "-u", "anlin"))
        for mounted in (self.home, self.backups):
            mounted.mkdir()
            os.chown(mounted, owner, owner)

    def buildah(self, *words, cwd=None):
        done = subprocess.run(
            [*self._store(), *map(str, words)], env=self.env, cwd=cwd, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, errors="replace", check=False, timeout=1200,
        )  # fmt: skip
        assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]
        return done.stdout

    def _store(self):
        return [
            *("buildah", "--storage-driver", "vfs"),
            *("--root", str(self.folder / "store"), "--runroot", str(self.folder / "run")),
        ]

    def _words(self, *words, **env):
        given = [("--env", f"{name}={value}") for name, value in env.items()]
        return [
            *("run", "--network", "host", "--volume", f"{self.home}:{MOUNTED}"),
            *("--volume", f"{self.backups}:{BACKUPS}", *sum(given, ()), self.container, "--", *words),
        ]  # fmt: skip

    def said_by(self, *words):
        return self.buildah("run", self.container, "--", *words)

    def use(self, *words, **env):
        """What is said by the image's entry point with these words."""
        return self.buildah(*self._words(*self.config["Entrypoint"], *words, **env))

    def begin(self, *words, **env):
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [*self._store(), *self._words(*self.config["Entrypoint"], *words, **env)],
                env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.started.append(process)
        return process

    def log(self):
        return (self.folder / "log").read_text("utf-8", "replace")[-4000:]

    def end(self):
        for process in self.started:
            for pid in (*family(process.pid), process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()
        # Gigabytes that nobody looks at again.
        self.buildah("rm", "--all")
        shutil.rmtree(self.folder)


@pytest.fixture
def image(tmp_path):
    made = Image(tmp_path / "image")
    made.folder.mkdir()
    try:
        yield made
    finally:
        made.end()


def is_ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
            return answer.status == 200 and json.load(answer)["ready"]
    except OSError:
        return False


def ended_by_its_own(process):
    """As `podman stop` asks, and whether it went well."""
    [first, *_rest] = [pid for pid in family(process.pid) if is_ours(pid)]
    os.kill(first, signal.SIGTERM)
    return process.wait(60) == 0


def is_ours(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"/opt/anlin/.venv/bin/python")


def test_the_image_is_built_and_serves_works_migrates_and_keeps_backups(image, tmp_path):
    image.build()
    assert (image.config["Entrypoint"], image.config["User"]) == (["anlin"], "anlin")
    assert image.said_by("find", "/opt/anlin", "-name", "keys.json") == ""

    with places.empty(tmp_path) as place:
        env = ENVIRONMENT | {"DATABASE_URL": place.url}
        image.use("migrate", **env)
        image.use(
            "createuser", "--name", "林秀", "--username", "lin", "--role", "administrator", **env
        )
        port = free_port()
        web = image.begin(*image.config["Cmd"], "--port", str(port), **env)
        worker = image.begin("worker", **env)
        eventually(lambda: is_ready(port), image.log)
        eventually(lambda: place.ask("SELECT 1 FROM audit_link"), image.log)
        image.use("backup", f"{BACKUPS}/first.backup", **env)

        assert (image.backups / "first.backup").stat().st_size > 0
        assert (image.home / "keys.json").stat().st_mode & 0o777 == 0o600
        assert ended_by_its_own(web), image.log()
        assert ended_by_its_own(worker), image.log()
