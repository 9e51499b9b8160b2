"""Compile every catalogue under src/ to its .mo file, without gettext.

The demo must not wait for apt, and compiled catalogues do not belong in the repository. Reads the
subset of the PO format that our own tools write: msgctxt, msgid, msgid_plural, msgstr.
"""

import ast
import struct
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"


def main() -> None:
    for catalogue in sorted(SOURCE.rglob("*.po")):
        catalogue.with_suffix(".mo").write_bytes(compiled(entries(catalogue.read_text("utf-8"))))


def entries(text: str) -> dict[str, str]:
    """Message id (with context and plural, as gettext keys them) → translation."""
    found: dict[str, str] = {}
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if any(line.startswith(("#, fuzzy", "#,fuzzy")) for line in block.splitlines()) and lines[
            :1
        ] != ['msgid ""']:
            continue
        fields: dict[str, str] = {}
        name = ""
        for line in lines:
            quoted = line
            if not line.startswith('"'):
                name, _, quoted = line.partition(" ")
                fields[name] = ""
            fields[name] += ast.literal_eval(quoted)
        if "msgid" not in fields:
            continue
        key = fields["msgid"]
        if "msgctxt" in fields:
            key = f"{fields['msgctxt']}\x04{key}"
        if "msgid_plural" in fields:
            key = f"{key}\x00{fields['msgid_plural']}"
            value = "\x00".join(
                fields[name] for name in sorted(fields) if name.startswith("msgstr[")
            )
        else:
            value = fields.get("msgstr", "")
        if value.strip("\x00"):
            found[key] = value
    return found


def compiled(messages: dict[str, str]) -> bytes:
    """The binary form: two tables of (length, offset), then the strings."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    keys = b"".join(key + b"\0" for key, _ in pairs)
    values = b"".join(value + b"\0" for _, value in pairs)
    start = 28 + 16 * len(pairs)
    key_table, value_table, key_at, value_at = [], [], start, start + len(keys)
    for key, value in pairs:
        key_table += [len(key), key_at]
        value_table += [len(value), value_at]
        key_at += len(key) + 1
        value_at += len(value) + 1
    head = struct.pack("Iiiiiii", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + struct.pack(f"{4 * len(pairs)}i", *key_table, *value_table) + keys + values


if __name__ == "__main__":
    main()
