"""A company of each version that was released, kept as its backup, is brought to today's tables and opened."""

import gzip
import os
from pathlib import Path

import pytest

from factories import places

HERE = Path(__file__).parent
LARGEST = 300_000
RELEASES = sorted({path.name.removesuffix(".keys.json") for path in HERE.glob("*.keys.json")})


def test_a_kept_company_is_small_and_kept_for_both_databases():
    kept = {path.name: path.stat().st_size for path in HERE.glob("*.gz")}
    assert set(kept) == {f"{name}.{kind}.gz" for name in RELEASES for kind in ("sqlite", "postgresql")}  # fmt: skip
    assert RELEASES
    assert max(kept.values()) < LARGEST


@pytest.mark.parametrize("release", RELEASES)
def test_a_company_of_an_earlier_version_is_upgraded_and_opened(release, tmp_path):
    server = os.environ.get("DATABASE_URL", "")
    kind = "postgresql" if server.startswith("postgres") else "sqlite"
    kept = tmp_path / "kept"
    kept.write_bytes(gzip.decompress((HERE / f"{release}.{kind}.gz").read_bytes()))
    with places.empty(tmp_path / "home") as place:
        keys = HERE / f"{release}.keys.json"
        code, restored, said = place.anlin("restore", kept, "--keys", keys)
        assert (code, restored["differences"]) == (0, []), said
        assert restored["migrated"] > 0
        assert [name for name, found in restored["findings"].items() if not found["well"]] == []
        # The chain is as it was sealed then.
        assert restored["audit_head"] == restored["findings"]["audit head"]["says"] != "0" * 64
        code, answers, said = place.told("-m", "factories.visitor")
        assert (code, set(answers.values()), len(answers)) == (0, {200}, 9), (answers, said)
