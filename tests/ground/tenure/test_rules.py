"""Shares, on plain values."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlin.ground.tenure import rules


@given(st.integers(1, 200))
def test_equal_shares_make_one_whole(count):
    assert rules.total_share(rules.equal_shares(count)) == 1


@given(st.lists(st.integers(1, 500), min_size=1, max_size=20))
def test_shares_of_one_whole_add_up_exactly(parts):
    whole = sum(parts)
    assert rules.total_share((part, whole) for part in parts) == Fraction(1)


@pytest.mark.parametrize(
    ("share", "written"), [((1, 2), "50%"), ((1, 3), "1/3"), ((2, 6), "1/3"), ((1, 1), "100%")]
)
def test_a_share_is_written_as_a_percentage_where_that_is_exact(share, written):
    assert rules.written_share(*share) == written
