"""The end of a backup: wherever the last member ends within a record, a cut is noticed."""

import tarfile

import pytest

from anlin.foundation.upkeep import archive
from anlin.foundation.upkeep.errors import ArchiveDamaged


def read(file):
    return [(found.name, sum(map(len, found.pieces))) for found in archive.members(file)]


@pytest.mark.parametrize("blocks", range(tarfile.RECORDSIZE // tarfile.BLOCKSIZE))
def test_a_record_cut_from_the_end_or_put_behind_it_is_noticed(tmp_path, blocks):
    file, size = tmp_path / "saved", blocks * tarfile.BLOCKSIZE
    with file.open("wb") as out:
        writer = archive.Writer(out)
        writer.put("one", b"1" * size, 0)
        writer.end()
    whole = file.read_bytes()
    assert read(file) == [("one", size)]
    record = tarfile.RECORDSIZE
    for content in (whole[:-record], whole[:-512], whole + b"\0" * 512, whole + b"\0" * record):
        file.write_bytes(content)
        with pytest.raises(ArchiveDamaged):
            read(file)
