"""The company's own lists of channels and categories."""

import pytest

from anlin.kernel.actors import system
from anlin.trades.cases import actions
from anlin.trades.cases.models import Category, Channel
from factories import cases

pytestmark = pytest.mark.django_db
BY = system("tests")
CHANNEL = {"code": "kiosk", "name": "自助机", "name_en": "Kiosk"}


def line(code, parent=None, **more):
    given = {"axis": "trade", "code": code, "name": code, "name_en": code, **more}
    return given if parent is None else {**given, "parent": parent}


def adopt(at, *lines, channels=()):
    return actions.adopt_lists(channels=channels, categories=lines, by=BY, at=at)


def test_new_lines_are_taken_over_level_by_level_and_what_the_company_changed_stays(noon):
    assert adopt(noon, line("leaf", "twig"), line("twig", "tree"), line("tree")) == 3
    leaf = Category.objects.get(code="leaf")
    assert (leaf.parent.code, leaf.parent.parent.code) == ("twig", "tree")
    Category.objects.filter(code="tree").update(name="大树")
    assert adopt(noon, line("tree"), line("bush"), channels=[CHANNEL]) == 2
    assert Category.objects.get(code="tree").name == "大树"
    assert Channel.objects.get(code="kiosk").name == "自助机"
    assert adopt(noon, line("tree"), line("bush"), channels=[CHANNEL]) == 0


def test_a_line_below_nothing_is_refused_and_nothing_is_taken_over(noon):
    with pytest.raises(Category.DoesNotExist, match="nowhere"):
        adopt(noon, line("tree"), line("leaf", "nowhere"), channels=[CHANNEL])
    assert (Category.objects.count(), Channel.objects.count()) == (0, 0)


def test_lists_cost_the_same_few_statements_however_long(noon, django_assert_num_queries):
    cases.lists(noon)
    # Two looks and the savepoint around them; the trail tells only what is new.
    with django_assert_num_queries(4):
        cases.lists(noon)
