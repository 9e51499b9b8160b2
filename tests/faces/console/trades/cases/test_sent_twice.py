"""A form sent twice, by a double click or by going back, is done once."""

import re

import pytest

from anlin.foundation.accounts.models import IdempotentRequest
from anlin.trades.cases.choices import CaseState, NoteKind
from anlin.trades.cases.models import Answer, Note
from factories import cases, desks

LIST = "/console/trades/cases/"
WORDS = {"kind": NoteKind.INTERNAL.value, "words": "住户下午四点以后在家。"}


def form_of(client, case, step):
    """The hidden fields that the form is born with."""
    page = client.get(f"{LIST}{case.pk}/{step}/").content.decode()
    fields = re.findall(r'<input type="hidden" name="(seen|once)" value="([^"]*)"', page)
    return dict(fields)


@pytest.fixture
def made(db):
    return desks.scene()


@pytest.fixture
def case(made):
    return cases.sorted_(desks.matter(made), made.at)


def test_a_note_sent_twice_stands_once_and_leads_to_the_matter_both_times(made, clerk, case):
    form = form_of(clerk, case, "note") | WORDS
    answers = [clerk.post(f"{LIST}{case.pk}/note/", form) for _click in range(2)]
    told = [(answer.status_code, answer.headers["Location"]) for answer in answers]
    assert told == [(302, f"{LIST}{case.pk}/")] * 2
    assert [note.words for note in Note.objects.all()] == [WORDS["words"]]


def test_a_second_click_on_an_answer_is_no_conflict(made, clerk, case):
    channel = cases.queries.channel_by_code("hotline").pk
    form = form_of(clerk, case, "answer") | {"channel": channel, "words": "已换角阀。"}
    codes = [clerk.post(f"{LIST}{case.pk}/answer/", form).status_code for _click in range(2)]
    case.refresh_from_db()
    assert (codes, case.state, Answer.objects.count()) == ([302, 302], CaseState.ANSWERED, 1)


def test_other_words_under_the_same_number_are_refused_until_they_are_sent_once_more(
    made, clerk, case
):
    form = form_of(clerk, case, "note") | WORDS
    clerk.post(f"{LIST}{case.pk}/note/", form)
    changed = form | {"words": "住户改到明天上午。"}
    refused = clerk.post(f"{LIST}{case.pk}/note/", changed)
    assert (refused.status_code, Note.objects.count()) == (422, 1)
    page = refused.content.decode()
    assert "住户改到明天上午。" in page
    changed["once"] = re.search(r'name="once" value="([^"]*)"', page)[1]
    assert clerk.post(f"{LIST}{case.pk}/note/", changed).status_code == 302
    assert sorted(note.words for note in Note.objects.all()) == sorted(
        [WORDS["words"], "住户改到明天上午。"]
    )


def test_a_refused_form_is_not_remembered_and_may_be_sent_again(made, clerk, case):
    form = form_of(clerk, case, "note") | {"kind": WORDS["kind"], "words": " "}
    assert clerk.post(f"{LIST}{case.pk}/note/", form).status_code == 422
    assert (Note.objects.count(), IdempotentRequest.objects.count()) == (0, 0)
    assert clerk.post(f"{LIST}{case.pk}/note/", form | WORDS).status_code == 302
    assert (Note.objects.count(), IdempotentRequest.objects.count()) == (1, 1)


@pytest.mark.postgresql_only
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_are_one_note(made, clerk, case, at_once):
    form = form_of(clerk, case, "note") | WORDS
    answers = at_once([lambda: clerk.post(f"{LIST}{case.pk}/note/", form)] * 3)
    assert [answer.status_code for answer in answers] == [302] * 3
    assert Note.objects.count() == 1
