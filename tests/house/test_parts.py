"""The list of parts names what the lock files pin, each with its hashes, and nothing of this machine."""

import json
import re
import runpy
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "sbom.py"


def parts(tmp_path):
    to = tmp_path / "sbom.json"
    subprocess.run([sys.executable, SCRIPT, to], check=True, cwd=tmp_path)
    return to.read_text("utf-8")


def test_every_pinned_part_stands_in_the_list_once_with_its_hashes(tmp_path):
    said = json.loads(parts(tmp_path))
    pinned = (ROOT / "requirements" / "base.txt").read_text("utf-8")
    python = {
        (name.lower(), version)
        for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", pinned, re.MULTILINE)
    }
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    browser = {
        (place.split("node_modules/")[-1], facts["version"])
        for place, facts in lock.items()
        if place and not facts.get("dev")
    }
    listed = [(part["name"], part["version"]) for part in said["components"]]
    assert (set(listed), len(listed)) == (python | browser, len(python) + len(browser))
    assert [part["name"] for part in said["components"] if not part["hashes"]] == []
    assert (said["bomFormat"], said["specVersion"]) == ("CycloneDX", "1.6")


def test_what_runs_here_and_is_needed_stands_in_the_list(tmp_path):
    listed = {(part["name"], part["version"]) for part in json.loads(parts(tmp_path))["components"]}
    for name in ("django", "django-allauth", "django-ninja", "granian"):
        assert (name, metadata.version(name)) in listed


def test_the_list_names_no_place_and_is_the_same_every_time(tmp_path):
    text = parts(tmp_path)
    assert text == parts(tmp_path)
    assert re.findall(r"https?:|file:|/(?:home|root|opt|usr|tmp|work)/", text) == []


def test_a_part_of_the_lock_that_only_tests_use_is_left_out():
    browser_parts = runpy.run_path(str(SCRIPT))["browser_parts"]
    facts = {"version": "1.0.0", "integrity": "sha512-AAAA"}
    lock = {
        "packages": {
            "": {},
            "node_modules/@a/b": facts,
            "node_modules/c": facts | {"dev": True},
        }
    }
    [part] = browser_parts(lock)
    assert (part["purl"], part["hashes"]) == (
        "pkg:npm/%40a/b@1.0.0",
        [{"alg": "SHA-512", "content": "000000"}],
    )
