"""One's own page: household, phone, consents, messages."""

import pytest

from anlin.ground.people import queries as people
from anlin.ground.people.choices import RetiredBecause
from anlin.instruments.correspondence import actions as correspondence
from anlin.instruments.correspondence.choices import Channel, MessageState
from anlin.kernel.actors import system
from factories import estate, residents, tenure
from factories import people as person_factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(noon, client):
    at_home = residents.home(noon)
    client.force_login(at_home.account)
    return at_home


def message_to(person, at, title="事项有答复"):
    [sent] = correspondence.send(
        person=person, subject=person.subject, title=title, body="请查看。", project_id=None,
        channels=[Channel.IN_PROGRAM], by=system("tests"), at=at,
    )  # fmt: skip
    return sent


def test_one_sees_oneself_in_clear_and_the_household_masked(client, resident):
    tenure.holder(resident.unit, person_factory.person("王建国", "13911112222"), share=(1, 2))
    text = client.get("/ground/mine/").content.decode()

    assert "曾丽华" in text
    assert residents.PHONE in text
    assert "王建国" not in text
    assert "13911112222" not in text
    assert people.masked_name("王建国") in text


def test_a_new_phone_takes_the_place_of_the_old_one(client, resident):
    answer = client.post("/ground/mine/phone/", {"phone": "139 1111 2222"})

    assert answer.url == "/ground/mine/"
    points = resident.person.contact_points.order_by("pk")
    assert [(p.value, p.is_preferred, p.retired_because) for p in points] == [
        (residents.PHONE, False, RetiredBecause.CHANGED),
        ("13911112222", True, ""),
    ]


def test_what_is_no_phone_changes_nothing(client, resident):
    assert client.post("/ground/mine/phone/", {"phone": "12"}).status_code == 422
    assert resident.person.contact_points.get().retired_at is None


def test_a_phone_that_is_not_theirs_any_more_finds_them_no_longer(client, resident):
    point = resident.person.contact_points.get()
    client.post(f"/ground/mine/phone/{point.pk}/not-me/")

    point.refresh_from_db()
    assert point.retired_because == RetiredBecause.NOT_ME
    assert not people.find_by_phone(residents.PHONE).exists()


def test_nobody_lets_go_of_a_neighbours_phone(client, resident):
    point = person_factory.person("王建国", "13911112222").contact_points.get()

    assert client.post(f"/ground/mine/phone/{point.pk}/not-me/").status_code == 404
    point.refresh_from_db()
    assert point.retired_at is None


def test_consent_is_given_and_taken_back(client, resident):
    page = "/ground/mine/consents/"
    client.post(page, {"purpose": "care", "deed": "give"})
    assert people.has_consented(resident.person.pk, "care")
    client.post(page, {"purpose": "care", "deed": "withdraw"})
    assert not people.has_consented(resident.person.pk, "care")
    assert client.post(page, {"purpose": "spying", "deed": "give"}).status_code == 404


def test_opening_a_message_is_reading_it(client, resident, noon):
    sent = message_to(resident.person, noon)
    assert "事项有答复" in client.get("/instruments/messages/card/").content.decode()
    assert "请查看。" in client.get(f"/instruments/messages/{sent.ref}/").content.decode()

    sent.refresh_from_db()
    assert sent.state == MessageState.READ


def test_a_message_to_somebody_else_does_not_exist(client, resident, noon):
    other = residents.signed_in_as(
        estate.unit(estate.project("ZZ")), noon, username="owner2", phone=""
    )
    sent = message_to(other.person, noon)

    assert client.get(f"/instruments/messages/{sent.ref}/").status_code == 404
    assert sent.title not in client.get("/instruments/messages/").content.decode()


def test_the_first_page_offers_what_there_is(client, resident):
    answer = client.get("/")

    assert [str(tile.url_name) for tile in answer.context["tiles"]] == [
        "portal:report", "portal:requests", "portal:services", "portal:messages", "portal:rules",
        "portal:opinions",
    ]  # fmt: skip
    assert [place.address for place in answer.context["places"]] == [
        "/", "/trades/requests/", "/ground/mine/",
    ]  # fmt: skip
