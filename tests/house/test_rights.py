"""Every right that anything asks for is declared by a room, and somebody may hold it."""

import ast
from pathlib import Path

import anlin
from anlin.config import data
from anlin.faces.console import shell
from anlin.ground.workforce import queries
from anlin.kernel.actors import system

SOURCE = Path(anlin.__file__).parent
ROLES = {role["code"]: set(role["rights"]) for role in data.read("roles")["roles"]}


def test_every_right_a_desk_asks_for_is_declared():
    asked = {desk.right for desk in shell.desks_for(system("tests")) if desk.right}
    assert asked - queries.all_rights().keys() == set()


def test_every_right_a_page_asks_for_is_declared():
    known = queries.all_rights().keys()
    rooms = {right.partition(".")[0] for right in known}
    asked = {
        node.args[0].value
        for path in SOURCE.glob("faces/**/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "").startswith("may")
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert {right for right in asked if right.partition(".")[0] in rooms} - known == set()


def test_the_administrator_holds_every_right_there_is():
    assert queries.all_rights().keys() - ROLES["administrator"] == set()
