"""Residents read the rules in force where they live, and where things belong at their own home."""

import datetime as dt

import pytest
from django.test import Client

from anlin.kernel.actors import system
from anlin.trades.violations import actions
from anlin.trades.violations.choices import PlaceFor
from factories import estate, residents, violations

BY = system("tests")
PAGE = "/trades/rules/"


@pytest.mark.shows("B-INT-18")
def test_what_is_asked_of_residents_is_published_to_those_who_live_there(
    scene, django_assert_num_queries
):
    made = scene
    violations.rule(made.project, made.at, text="空调外机只装在指定位置。")
    violations.rule(
        made.project,
        made.at,
        code="8",
        text="下月起施行。",
        from_on=made.at.date() + dt.timedelta(days=30),
    )
    violations.rule(estate.project("ZZ", name="别处"), made.at, text="别处的规定。")
    neighbour = estate.units(made.unit.entrance, "1503")[0]
    for unit, words in ((made.unit, "北窗下方"), (neighbour, "东窗下方")):
        actions.appoint_place(
            unit=unit, thing=PlaceFor.AIR_CONDITIONER, words=words, by=BY, at=made.at
        )
    client = Client(headers={"accept-language": "zh-CN"})
    residents.key_for(made.person, made.at, "owner")
    made.person.refresh_from_db()
    client.force_login(made.person.account)
    client.get(PAGE)
    with django_assert_num_queries(10):
        page = client.get(PAGE).content.decode()
    assert [word in page for word in ("只装在指定位置", "请您遵守", "北窗下方", "下月起施行", "别处的规定", "东窗下方")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
