"""The file of a backup: a tar that is written and read as a stream, and says by itself whether it is whole.

Its members, in this order: `anlin-backup` with the number of the format, `database`, `files/…`,
`files.sha256` (a line for each file), `manifest.json`, `manifest.sha256`. A tar, because a store of
millions of files is then written and read without a list of them in memory; `tar -xf` opens it, too.
"""

import hashlib
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from django.utils.translation import gettext as _

from anlin.foundation.upkeep.errors import ArchiveDamaged, ArchiveTooNew

FORMAT = 1
PIECE = 1024 * 1024
BLOCK = tarfile.BLOCKSIZE
MARK, DATABASE, FILES, LIST = "anlin-backup", "database", "files/", "files.sha256"
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
LARGEST_MANIFEST = 16 * PIECE


@dataclass(frozen=True)
class Digest:
    """How long something is, and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `rows` counts tables, `keys` has fingerprints of keys and never a key."""

    anlin: str
    taken_at: str
    vendor: str
    server: str
    migrations: list[str]
    rows: dict[str, int]
    audit_head: str
    keys: dict[str, str]
    database: Digest
    files: int
    files_size: int
    list_sha256: str
    format: int = FORMAT


@dataclass
class Sum:
    """Size and hash of what went by."""

    size: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)

    def add(self, piece: bytes) -> bytes:
        self.size += len(piece)
        self._hash.update(piece)
        return piece

    @property
    def digest(self) -> Digest:
        return Digest(self.size, self._hash.hexdigest())


class Writer:
    """Writes members one after the other into a file that can be sought in."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @contextmanager
    def member(self, name: str, taken_at: int) -> Iterator["Member"]:
        """A member of a size not known before: its head is written again when the size is known."""
        head = tarfile.TarInfo(name)
        head.mode, head.mtime = 0o600, taken_at
        start = self._file.tell()
        self._file.write(_head(head))
        member = Member(self._file)
        yield member
        head.size = member.sum.size
        self._file.write(b"\0" * (-head.size % BLOCK))
        end = self._file.tell()
        self._file.seek(start)
        self._file.write(_head(head))
        self._file.seek(end)

    def put(self, name: str, content: bytes, taken_at: int) -> None:
        with self.member(name, taken_at) as member:
            member.write(content)

    def end(self) -> None:
        """The two empty blocks of a tar, filled up to a whole record."""
        self._file.write(b"\0" * (2 * BLOCK))
        self._file.write(b"\0" * (-self._file.tell() % tarfile.RECORDSIZE))


class Member:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sum = Sum()

    def write(self, piece: bytes) -> None:
        self._file.write(self.sum.add(piece))


def _head(head: tarfile.TarInfo) -> bytes:
    # GNU's format writes any size into the same 512 bytes, so a head can be written over.
    return head.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


def spelled(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), indent=1, sort_keys=True, ensure_ascii=False).encode()


def seal(manifest: bytes) -> bytes:
    return hashlib.sha256(manifest).hexdigest().encode() + b"\n"


def list_line(digest: Digest, name: str) -> bytes:
    """As `sha256sum` writes and checks it."""
    return f"{digest.sha256}  {name}\n".encode("utf-8", "surrogateescape")


@dataclass(frozen=True)
class Found:
    """A member on its way by; its pieces must be taken before the next one comes."""

    name: str
    size: int
    pieces: Iterator[bytes]


def members(path: Path) -> Iterator[Found]:
    """Every member in order. Raises `ArchiveDamaged` where the file is no tar, is cut or goes on."""
    with path.open("rb") as file:
        try:
            with tarfile.open(fileobj=file, mode="r:", errorlevel=2) as tar:
                while (info := tar.next()) is not None:
                    # Otherwise it would remember every member it ever saw.
                    cast(Any, tar).members = []
                    if not info.isreg():
                        raise ArchiveDamaged(file=path, what=_("it holds what is no file"))
                    yield Found(info.name, info.size, _pieces(path, tar, info))
                end = tar.offset
        except (tarfile.TarError, EOFError, OSError, ValueError) as error:
            raise ArchiveDamaged(file=path, what=error) from error
        _require_end(path, file, end)


def _pieces(path: Path, tar: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[bytes]:
    content = tar.extractfile(info)
    assert content is not None
    try:
        while piece := content.read(PIECE):
            yield piece
    except (tarfile.TarError, OSError) as error:
        raise ArchiveDamaged(file=path, what=error) from error


def _require_end(path: Path, file: IO[bytes], end: int) -> None:
    """Behind the last member stand nothing but at least two empty blocks, up to a whole record."""
    file.seek(end)
    rest = file.read(2 * tarfile.RECORDSIZE)
    whole = 2 * BLOCK <= len(rest) <= tarfile.RECORDSIZE + BLOCK and not any(rest)
    if not whole or (end + len(rest)) % tarfile.RECORDSIZE:
        raise ArchiveDamaged(file=path, what=_("its end is missing"))


def verified(path: Path, passed: Callable[[str, int, int], None]) -> Manifest:
    """Read all of it once and compare every hash; the manifest. Refused with `ArchiveDamaged`."""
    database: Digest | None = None
    listed, count, size = Sum(), 0, 0
    small: dict[str, bytes] = {}
    order = []
    for found in members(path):
        if found.name.startswith(FILES):
            digest = _digest(found)
            safe_name(path, found.name)
            listed.add(list_line(digest, found.name))
            count, size = count + 1, size + digest.size
            passed("verified", count, size)
        elif found.name in {DATABASE, LIST}:
            digest = _digest(found)
            order.append(found.name)
            if found.name == DATABASE:
                database = digest
            elif digest != listed.digest:
                raise ArchiveDamaged(file=path, what=_("a stored file was altered"))
        else:
            small[found.name] = _small(path, found)
            order.append(found.name)
            if found.name == MARK:
                _require_known_format(path, small[MARK])
    if order != [MARK, DATABASE, LIST, MANIFEST, SEAL]:
        raise ArchiveDamaged(file=path, what=_("a part is missing"))
    manifest = _manifest(path, small)
    if manifest.database != database:
        raise ArchiveDamaged(file=path, what=_("the database was altered"))
    if (manifest.files, manifest.files_size, manifest.list_sha256) != (
        count,
        size,
        listed.digest.sha256,
    ):
        raise ArchiveDamaged(file=path, what=_("a stored file was altered"))
    return manifest


def safe_name(path: Path, name: str) -> PurePosixPath:
    """Where under the folder of files the member belongs; never outside of it."""
    place = PurePosixPath(name.removeprefix(FILES))
    if place.is_absolute() or ".." in place.parts or not place.parts:
        raise ArchiveDamaged(file=path, what=_("a name leads out of the folder of files"))
    return place


def _digest(found: Found) -> Digest:
    passed = Sum()
    for piece in found.pieces:
        passed.add(piece)
    return passed.digest


def _small(path: Path, found: Found) -> bytes:
    if found.size > LARGEST_MANIFEST:
        raise ArchiveDamaged(file=path, what=_("a part is larger than it can be"))
    return b"".join(found.pieces)


def _manifest(path: Path, small: dict[str, bytes]) -> Manifest:
    if small[SEAL] != seal(small[MANIFEST]):
        raise ArchiveDamaged(file=path, what=_("the manifest was altered"))
    said = json.loads(small[MANIFEST])
    return Manifest(**said | {"database": Digest(**said["database"])})


def mark(version: str) -> bytes:
    """The first words of every backup, of whatever format."""
    return f"Anlin backup, format {FORMAT}, by Anlin {version}\n".encode()


def _require_known_format(path: Path, said: bytes) -> None:
    found = re.fullmatch(
        r"Anlin backup, format (\d+), by Anlin (\S+)\n", said.decode("ascii", "replace")
    )
    if found is None:
        raise ArchiveDamaged(file=path, what=_("its first part was altered"))
    if int(found[1]) > FORMAT:
        raise ArchiveTooNew(version=found[2])
