"""What a test must say of itself so that it cannot hang."""

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]
RUNS_A_WORKER = ("run_worker", "._repeat(")


def test_who_runs_a_worker_holds_a_database():
    """Without it each step of the worker is refused its database, and it goes on trying for ever."""
    bare = []
    for path in TESTS.rglob("test_*.py"):
        module = path.read_text("utf-8")
        if not any(word in module for word in RUNS_A_WORKER):
            # Finding the text of each node takes long; few files want it.
            continue
        for node in ast.parse(module).body:
            text = ast.get_source_segment(module, node) or ""
            marks = [ast.unparse(mark) for mark in getattr(node, "decorator_list", [])]
            is_test = isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            if is_test and any(word in text for word in RUNS_A_WORKER):
                bare += [] if "django_db" in " ".join(marks) else [f"{path.name}: {node.name}"]
    assert bare == []
