"""Numbering: no gap and no double, whoever takes and whoever gives back."""

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from anlin.foundation.numbering import api as numbering


def take(series="WX", project_id=1, year=2026, **more):
    return numbering.next_number(series=series, project_id=project_id, year=year, **more)


@pytest.mark.django_db
def test_numbers_follow_one_another():
    assert [take(), take(), take()] == ["WX-2026-00001", "WX-2026-00002", "WX-2026-00003"]


@pytest.mark.django_db
def test_every_series_project_and_year_counts_for_itself():
    take()

    assert [take("TS"), take(project_id=2), take(year=2027), take()] == [
        "TS-2026-00001",
        "WX-2026-00001",
        "WX-2027-00001",
        "WX-2026-00002",
    ]


@pytest.mark.django_db
def test_the_pattern_says_how_a_number_looks():
    assert take(pattern="{series}{project_id:02d}/{year}/{n}") == "WX01/2026/1"


@pytest.mark.django_db
def test_a_roll_back_gives_the_number_back():
    take()
    with transaction.atomic():
        assert take() == "WX-2026-00002"
        transaction.set_rollback(True)

    assert take() == "WX-2026-00002"


@pytest.mark.django_db
def test_a_block_follows_what_was_taken_before_it():
    take()

    block = numbering.next_numbers(count=3, series="WX", project_id=1, year=2026, pattern="{n}")

    assert (block, take()) == (["2", "3", "4"], "WX-2026-00005")


@pytest.mark.django_db
def test_an_empty_block_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        numbering.next_numbers(count=0, series="WX", project_id=1, year=2026)

    assert take() == "WX-2026-00001"


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_given():
    with pytest.raises(TransactionManagementError):
        take()

    with transaction.atomic():
        assert take() == "WX-2026-00001"


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap_and_take_no_number_twice(at_once):
    threads, each = (20, 12) if connection.vendor == "postgresql" else (6, 8)

    def one_clerk():
        kept = []
        for n in range(each):
            with transaction.atomic():
                number = int(take(pattern="{n}"))
                if n % 3 == 0:
                    transaction.set_rollback(True)
                else:
                    kept.append(number)
        return kept

    outcomes = at_once([one_clerk] * threads)

    kept = sorted(number for outcome in outcomes for number in outcome)
    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) == threads * sum(n % 3 != 0 for n in range(each))
