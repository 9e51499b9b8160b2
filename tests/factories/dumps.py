"""Everything a database holds, as a thief would read it, and the spellings in which a secret could lie there."""

import base64
import json
import os
import re
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import quote

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

# Long runs of hex digits are read as the bytes they stand for: eight digits of a phone stand in
# every megabyte of them by chance.
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){16,}")
# No longer than the shortest needle: three characters in UTF-16.
ANCHOR = 6
WINDOW = re.compile(b"." * ANCHOR, re.DOTALL)


def everything():
    """(where, bytes) for all that the database keeps, in lower case."""
    yield from _files()
    for session in Session.objects.all():
        # Django packs them, so that nothing could be found as it lies there.
        yield "session", spelled(repr(SessionStore().decode(session.session_data)))


def spelled(text):
    """The text as bytes, in lower case and with every long run of hex digits read."""
    plain = text.encode("utf-8", "surrogateescape").replace(b"\\\\", b"\\")
    read = [bytes.fromhex(run.decode()) for run in HEX.findall(plain)]
    return b"\n".join([HEX.sub(b"<hex>", plain), *read]).lower()


def _files():
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        yield "dump", spelled(_pg_dump(name))
        return
    with sqlite3.connect(name) as database:
        dump = "\n".join(database.iterdump())
    database.close()
    yield "dump", spelled(dump)
    for path in Path(name).parent.glob(f"{Path(name).name}*"):
        yield path.name.rpartition("sqlite3")[1] + path.suffix, path.read_bytes().lower()


def _pg_dump(name):
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), key=_version)
    place = connection.settings_dict
    command = [
        *(str(binaries[-1]), "--inserts", "--no-password", "--dbname", name),
        *("--host", place["HOST"], "--port", str(place["PORT"]), "--username", place["USER"]),
    ]
    made = subprocess.run(
        command, capture_output=True, check=True, env=os.environ | {"LANG": "C.UTF-8"}
    )
    return made.stdout.decode("utf-8", "surrogateescape")


def _version(path):
    return int(path.parts[-3].partition(".")[0])


def spellings(secret):
    """The ways in which a program could have written the secret down, in lower case."""
    utf8 = secret.encode()
    forms = {
        "plain": utf8,
        "utf-16": secret.encode("utf-16-le"),
        "utf-16, other end": secret.encode("utf-16-be"),
        "hex": utf8.hex().encode(),
        "in an address": quote(secret).encode(),
        "json": json.dumps(secret).strip('"').encode(),
    }
    forms |= {f"base64, {shift}": _base64(utf8, shift) for shift in range(3)}
    return {form: written.lower() for form, written in forms.items()}


def _base64(plain, shift):
    """What base64 makes of it in the midst of other text: the letters that do not depend on the neighbours."""
    letters = base64.b64encode(b"\0" * shift + plain + b"\0" * ((-shift - len(plain)) % 3))
    first = -(-shift * 8 // 6)
    last = (shift + len(plain)) * 8 // 6
    return letters[first:last]


def found(secrets, places):
    """(whose, form, where) of every secret that stands somewhere; `secrets` maps a label to a secret."""
    needles = {
        (label, written): form
        for label, secret in secrets.items()
        # Of several forms that look the same the first gives its name.
        for form, written in reversed(spellings(secret).items())
    }
    anchors = {}
    for _label, written in needles:
        anchors.setdefault(written[:ANCHOR], set()).add(written)
    return sorted(
        (label, form, where)
        for where, held in places
        for there in [_standing(anchors, held)]
        for (label, written), form in needles.items()
        if written in there
    )


def _standing(anchors, held):
    """Which of the needles stand there: a few walks over all bytes, however many needles there are."""
    seen = set()
    for shift in range(ANCHOR):
        seen |= anchors.keys() & set(WINDOW.findall(held, shift))
    return {written for anchor in seen for written in anchors[anchor] if written in held}
