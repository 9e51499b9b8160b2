"""What lies on me, in the calendar of a telephone that never signs in."""

import pytest
from django.core import signing
from icalendar import Calendar

from anlin.instruments.duty.models import Occurrence
from anlin.kernel.subjects import Subject
from factories import desks, duty

MONTH = "/console/instruments/duties/calendar/"


@pytest.fixture
def made(scene):
    scene.manager = desks.employee("林国栋", "linguodong", "office_manager", made=scene)
    rule = duty.rule("reply", "clock: {on: cases.case_opened, within: 3d}")
    duty.standing(scene.project, rule, at=scene.at)
    duty.happened(scene.project.pk, Subject("case", "1"), at=scene.at)
    return scene


@pytest.fixture
def address(made, client):
    client.force_login(made.manager.account)
    found = client.get(MONTH).context["feed"]
    client.logout()
    return found


def test_a_telephone_reads_what_lies_on_its_owner_without_signing_in(made, client, address):
    answer = client.get(address)
    duty_row = Occurrence.objects.get()

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["uid"], event["summary"]) == (f"duty-{duty_row.pk}@testserver", "每周例会")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        duty_row.earliest_at.replace(microsecond=0), duty_row.last_at,
    )  # fmt: skip
    assert event["url"] == f"http://testserver/console/instruments/duties/{duty_row.pk}/"
    assert made.person.name.encode() not in answer.content


def test_a_key_that_is_wrong_old_or_of_somebody_gone_opens_nothing(made, client, address):
    key = address.rstrip("/").rpartition("/")[2]
    account = made.manager.account
    other = signing.dumps([made.stranger.account_id, 0, "x"], salt="anlin.duties.feed")
    strange = signing.dumps("x", salt="anlin.duties.feed")
    for wrong in (key[:-2] + "xx", "x", other, strange):
        assert client.get(address.replace(key, wrong)).status_code == 404

    account.set_password("ein-anderes-Wort-2026")
    account.save()
    assert client.get(address).status_code == 404


def test_whoever_lost_the_right_to_see_duties_reads_nothing_any_more(made, client, address):
    made.manager.grants.update(revoked_at=made.at, revoked_by="x")
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 405
