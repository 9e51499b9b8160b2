"""What the environment says about the database, as the settings understand it."""

import json
import os
import subprocess
import sys

import pytest

OPTIONS = """
import json, sys
from anlin.config.settings import base
print(json.dumps([base.DATABASES["default"].get("OPTIONS", {}).get("sslmode"),
    ((base.SESSION_DATABASE or {}).get("OPTIONS") or {}).get("sslmode")]))
"""


def asked_with(url):
    """How TLS is asked for by the pages, and by the programs of PostgreSQL."""
    env = os.environ | {"DATABASE_URL": url, "ANLIN_SESSION_URL": url}
    done = subprocess.run(
        [sys.executable, "-c", OPTIONS], env=env, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("postgres:///anlin", None),
        ("postgres://%2Fvar%2Frun%2Fpostgresql:6432/anlin", None),
        ("postgres://anlin@127.0.0.1:5432/anlin", None),
        ("postgres://anlin@10.0.0.11/anlin", "verify-full"),
        ("postgres://anlin@db.example.cn/anlin?sslrootcert=/etc/anlin/ca.crt", "verify-full"),
        ("postgres://anlin@db/anlin?sslmode=disable", "disable"),
    ],
)
def test_a_database_elsewhere_must_prove_its_name_unless_the_address_says_otherwise(url, mode):
    assert asked_with(url) == [mode, mode]
