"""Mailboxes, letters to them, and the servers that bring them: ours that listens, and a real one that keeps mails."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

from anlin.kernel.actors import system
from anlin.trades.reception import actions
from anlin.trades.reception.choices import Door
from factories import cases, estate

ADDRESS = "jinxiu@anlin.test"
PASSWORD = "a-mailbox-of-the-tests"
DOVECOT = """
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
protocols = imap
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {port}
    ssl = yes
  }}
}}
ssl = required
ssl_cert = <{home}/server.pem
ssl_key = <{home}/server.key
mail_location = maildir:{home}/mail
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
disable_plaintext_auth = yes
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}
}}
"""


def mailbox(at, **more):
    cases.lists(at)
    project = more.pop("project", None) or estate.project("JX", name="锦绣湖畔")
    address = more.pop("address", ADDRESS)
    return actions.add_mailbox(project=project, address=address, by=system("tests"), at=at, **more)


def letter(words="三号楼电梯困人，请马上派人来。", **more):
    """A mail as a program of a resident writes it; `more` are headers, with _ for -."""
    mail = EmailMessage()
    told = {
        "From": "曾丽华 <zeng@example.org>", "To": ADDRESS, "Subject": "电梯困人",
        "Message-ID": "<one@example.org>", "Date": "Wed, 06 May 2026 11:58:00 +0800",
    }  # fmt: skip
    for name, value in (
        told | {name.replace("_", "-"): value for name, value in more.items()}
    ).items():
        if value is not None:
            mail[name] = value
    mail.set_content(words)
    return mail


def taken(box, mail, at, **more):
    raw = mail if isinstance(mail, bytes) else mail.as_bytes()
    return actions.take_in(
        raw=raw,
        mailbox=box,
        door=more.pop("door", Door.HANDED),
        by=system("reception"),
        at=at,
        **more,
    )


@contextlib.contextmanager
def keeping(folder: Path):
    """A real IMAP server over TLS; `put` lays a mail into its inbox, `unread` and `read` count them."""
    port = _free_port()
    user, group = ("dovecot", "dovecot") if os.getuid() == 0 else (os.getuid(), os.getgid())
    for name in ("new", "cur", "tmp"):
        (folder / "mail" / name).mkdir(parents=True)
    _certificate(folder)
    config = folder / "dovecot.conf"
    facts = {"home": folder, "user": user, "group": group, "port": port, "password": PASSWORD}
    config.write_text(DOVECOT.format(**facts), "utf-8")
    if os.getuid() == 0:
        shutil.chown(folder, user, group)
        for path in folder.rglob("*"):
            shutil.chown(path, user, group)
        for above in folder.parents:
            if above.stat().st_uid == 0 and str(above).startswith("/tmp/"):
                above.chmod(above.stat().st_mode | 0o711)
    server = subprocess.Popen([_dovecot(), "-F", "-c", str(config)])
    try:
        _wait_for(port)
        yield SimpleNamespace(
            port=port,
            authority=str(folder / "server.pem"),
            put=lambda name, mail: _put(folder, name, mail, user, group),
            unread=lambda: len(list((folder / "mail" / "new").iterdir())),
            seen=lambda: sorted(
                path.name.partition(":")[0]
                for path in (folder / "mail" / "cur").iterdir()
                if path.name.endswith("S")
            ),
        )
    finally:
        server.terminate()
        server.wait(10)


@contextlib.contextmanager
def listening(*more, environment=None, script=None):
    """Our own door in a process of its own, as an administrator starts it, or as `script` does."""
    command = [sys.executable, "-m", "anlin.config.cli", "mail", "listen", "--port", "0", *more]
    if script is not None:
        command = [sys.executable, "-c", script]
    door = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert door.stdout is not None
        said = door.stdout.readline()
        yield SimpleNamespace(process=door, port=int(said.rpartition(":")[2]))
    finally:
        door.terminate()
        door.wait(20)
        door.stdout.close()


def _put(folder, name, mail, user, group):
    path = folder / "mail" / "new" / name
    path.write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
    if os.getuid() == 0:
        shutil.chown(path, user, group)


def _dovecot():
    return shutil.which("dovecot") or "/usr/sbin/dovecot"


def _certificate(folder):
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", folder / "server.key", "-out", folder / "server.pem",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port):
    for _try in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("The IMAP server did not start.")
