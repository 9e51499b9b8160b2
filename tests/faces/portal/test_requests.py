"""Reporting a matter in the portal, seeing what becomes of it, having the last word."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from anlin.ground.people import actions as people
from anlin.instruments.documents.models import Document
from anlin.kernel.actors import system
from anlin.trades.cases import actions
from anlin.trades.cases.choices import CaseState, NoteKind
from anlin.trades.cases.models import Case
from factories import documents, estate, residents
from factories import people as person_factory

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef0123456789abcdef"
NEW = "/trades/requests/new/"


@pytest.fixture
def resident(noon, client):
    at_home = residents.home(noon)
    client.force_login(at_home.account)
    return at_home


def report(client, resident, **more):
    said = {
        "kind": "repair",
        "unit": resident.unit.pk,
        "words": "厨房水管漏水",
        "key": KEY,
        "file": [SimpleUploadedFile("a.jpg", documents.picture())],
    }
    return client.post(NEW, said | more)


@pytest.mark.shows("B-INT-04", "A-CASE-01")
def test_a_report_becomes_a_case_with_photos_number_and_channel(client, resident):
    answer = report(client, resident)

    case = Case.objects.get()
    assert answer.url == f"/trades/requests/{case.pk}/sent/"
    assert (case.kind, case.words, case.unit, case.channel.code, case.reporter) == (
        "repair", "厨房水管漏水", resident.unit, "portal", resident.person,
    )  # fmt: skip
    assert [d.subject for d in Document.objects.all()] == [case.subject]
    assert case.number in client.get(answer.url).content.decode()


def test_the_same_report_sent_again_is_one_case(client, resident):
    first = report(client, resident)
    again = client.post(
        NEW,
        {"kind": "repair", "unit": resident.unit.pk, "words": "厨房水管漏水", "key": KEY},
        headers={"X-Outbox": "1"},
    )

    case = Case.objects.get()
    assert again.json() == {"address": first.url, "number": case.number}


def test_a_neighbour_with_the_same_key_gets_a_case_of_their_own(client, resident, noon):
    report(client, resident)
    other = residents.signed_in_as(
        estate.unit(estate.project("ZZ")), noon, username="owner2", phone=""
    )
    client.force_login(other.account)
    report(client, other)

    assert [c.reporter for c in Case.objects.order_by("pk")] == [resident.person, other.person]


def test_what_is_no_picture_is_refused_and_nothing_is_opened(client, resident):
    answer = report(client, resident, file=[SimpleUploadedFile("a.jpg", b"no picture at all")])

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert not Case.objects.exists()


def test_a_home_of_somebody_else_cannot_be_reported_about(client, resident):
    other = estate.unit(estate.project("ZZ"))
    answer = report(client, resident, unit=other.pk)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])
    assert not Case.objects.exists()


def test_the_only_home_is_chosen_by_itself(client, resident):
    text = client.get(NEW).content.decode()

    assert f'<input type="hidden" name="unit" value="{resident.unit.pk}"' in text


@pytest.mark.parametrize("page", ["", "word/", "satisfied/", "unsatisfied/", "reopen/", "sent/"])
def test_a_matter_of_another_household_does_not_exist(client, resident, noon, page):
    other = residents.signed_in_as(
        estate.unit(estate.project("ZZ")), noon, username="owner2", phone=""
    )
    case = residents.matter_of(other, noon)

    assert client.get(f"/trades/requests/{case.pk}/{page}").status_code == 404
    assert client.post(f"/trades/requests/{case.pk}/{page}", {"words": "x"}).status_code in {
        404,
        405,
    }


@pytest.mark.shows("B-CASE-16", "A-CASE-36")
def test_the_page_of_a_matter_shows_steps_promise_and_nothing_internal(client, resident, noon):
    case = residents.matter_of(resident, noon)
    by, until = system("tests"), noon + dt.timedelta(days=2)
    actions.give_interim_reply(
        case=case, words="配件后天到货。", channel=case.channel, wanted_by=until, by=by, at=noon
    )
    actions.note(case=case, kind=NoteKind.INTERNAL, words="上次也是他", by=by, at=noon)
    answer = client.get(f"/trades/requests/{case.pk}/")

    text = answer.content.decode()
    assert [step.place for step in answer.context["steps"]] == ["done", "here", "", ""]
    assert "2026年5月8日" in text
    assert text.count("配件后天到货。") == 2
    assert "上次也是他" not in text


def test_the_person_has_the_last_word(client, resident, noon):
    case = residents.answered_matter_of(resident, noon)
    page = f"/trades/requests/{case.pk}/"

    assert [deed.address for deed in client.get(page).context["deeds"]] == [
        f"{page}satisfied/", f"{page}unsatisfied/", f"{page}word/",
    ]  # fmt: skip
    assert client.post(f"{page}satisfied/", {"grade": "5", "words": "谢谢"}).url == page
    case.refresh_from_db()
    verdict = case.verdicts.get()
    assert (case.state, verdict.grade, verdict.words) == (CaseState.CLOSED, 5, "谢谢")


@pytest.mark.shows("B-CASE-08")
def test_somebody_not_satisfied_says_why_and_the_loop_runs_again(client, resident, noon):
    case = residents.answered_matter_of(resident, noon)
    page = f"/trades/requests/{case.pk}/unsatisfied/"

    assert client.post(page, {"words": ""}).status_code == 422
    client.post(page, {"words": "还在滴"})
    case.refresh_from_db()
    assert (case.state, case.round) == (CaseState.SORTED, 2)


def test_a_closed_matter_is_taken_up_again(client, resident, noon):
    case = residents.answered_matter_of(resident, noon)
    page = f"/trades/requests/{case.pk}/"
    client.post(f"{page}satisfied/", {"grade": "4"})
    client.post(f"{page}reopen/", {"words": "又漏了"})

    case.refresh_from_db()
    assert (case.state, case.round) == (CaseState.SORTED, 2)


def test_a_word_and_a_photo_are_added(client, resident, noon):
    case = residents.matter_of(resident, noon)
    page = f"/trades/requests/{case.pk}/word/"

    assert client.post(page, {"words": " "}).status_code == 422
    photo = SimpleUploadedFile("b.jpg", documents.picture())
    client.post(page, {"words": "上午在家", "file": [photo]})
    assert [n.words for n in case.notes.all()] == ["上午在家"]
    assert Document.objects.get().subject == case.subject


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_however_many_matters(
    client, resident, noon, django_assert_num_queries, many
):
    for _ in range(many):
        residents.matter_of(resident, noon)
    client.get("/trades/requests/")
    with django_assert_num_queries(8):
        client.get("/trades/requests/")


def test_after_a_merge_a_matter_from_before_can_be_judged(client, resident, noon):
    before, by = person_factory.person("曾丽华", "13800009999"), system("tests")
    then = SimpleNamespace(unit=resident.unit, actor=by, person=before)
    case = residents.answered_matter_of(then, noon)
    people.merge(kept=resident.person, absorbed=before, reason="同一人", by=by, at=noon)

    page = client.get(f"/trades/requests/{case.pk}/").content.decode()
    client.post(f"/trades/requests/{case.pk}/satisfied/", {"grade": 5, "words": ""})

    case.refresh_from_db()
    assert (f"/trades/requests/{case.pk}/satisfied/" in page, case.is_satisfied) == (True, True)


def test_going_back_and_writing_of_something_else_loses_nothing(client, resident):
    report(client, resident)
    asked = report(client, resident, words="车库的灯坏了。")
    key = asked.context["form"]["key"].value()
    assert (asked.status_code, key != KEY, Case.objects.count()) == (422, True, 1)
    report(client, resident, words="车库的灯坏了。", key=key)
    assert Case.objects.count() == 2
