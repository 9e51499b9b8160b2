"""List every part of an installation as CycloneDX JSON, from the lock files: `python3 scripts/sbom.py build/sbom.json`.

Nothing is asked of a network and nothing of this machine is told: the same lock files give the same list.
"""

import base64
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PYTHON = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(?: *; *([^\\]+))?")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def python_parts(text: str) -> list[dict[str, Any]]:
    """Of a hashed requirement file; a part has one hash for each of its files."""
    parts: list[dict[str, Any]] = []
    for line in text.splitlines():
        found = PYTHON.match(line)
        if found:
            name, version = found[1].lower().replace("_", "-"), found[2]
            parts.append(_part(name, version, f"pkg:pypi/{name}@{version}"))
            if found[3]:
                where = {"name": "anlin:needed_where", "value": found[3].strip()}
                parts[-1]["properties"] = [where]
        for digest in HASH.findall(line):
            parts[-1]["hashes"].append({"alg": "SHA-256", "content": digest})
    return parts


def browser_parts(lock: dict[str, Any]) -> list[dict[str, Any]]:
    """Of package-lock.json, without what only tests use."""
    parts = []
    for place, facts in lock["packages"].items():
        if not place or facts.get("dev"):
            continue
        name, version = place.rpartition("node_modules/")[2], facts["version"]
        part = _part(name, version, f"pkg:npm/{name.replace('@', '%40')}@{version}")
        algorithm, _, digest = facts["integrity"].partition("-")
        content = base64.b64decode(digest).hex()
        part["hashes"] = [{"alg": f"SHA-{algorithm.removeprefix('sha')}", "content": content}]
        parts.append(part)
    return parts


def listed(root: Path = ROOT) -> dict[str, Any]:
    about = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    python = python_parts((root / "requirements" / "base.txt").read_text("utf-8"))
    browser = browser_parts(json.loads((root / "package-lock.json").read_text("utf-8")))
    itself = {"type": "application", "name": about["name"], "version": about["version"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": itself},
        "components": sorted(python + browser, key=lambda part: str(part["bom-ref"])),
    }


def _part(name: str, version: str, address: str) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
        "hashes": [],
    }


if __name__ == "__main__":
    to = Path(sys.argv[1])
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(json.dumps(listed(), indent=2, ensure_ascii=False) + "\n", "utf-8")
