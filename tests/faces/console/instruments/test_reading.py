"""The page of the reader: what it learned, how each version did, taking one and leaving it."""

import pytest
from django.utils import timezone

from anlin.foundation.jobs import api as jobs
from anlin.instruments.reading import actions, sockets
from anlin.instruments.reading.models import Version
from factories import actors, lessons

DESK = "/console/instruments/reading/"


@pytest.fixture
def learned(monkeypatch, db):
    told = lessons.sorted_messages()
    monkeypatch.setattr(sockets.examples, "_answerers", [lambda limit: told[-limit:]])

    def learn():
        return actions.learn(by=actors.staff("reading.teach"), at=timezone.localtime())

    return learn


def text(answer):
    return answer.content.decode()


def test_without_a_lesson_the_page_says_so(signed_in):
    page = text(signed_in("reading.teach").get(DESK))

    assert "还没有学习过" in page
    assert "只用词表" not in page


def test_a_version_shows_how_it_did_is_taken_and_left(signed_in, learned):
    version = learned()
    client = signed_in("reading.teach")
    page = text(client.get(DESK))
    assert "<b>48</b>" in page
    assert "100 %" in page
    assert "50 %" in page
    assert f"{DESK}{version.pk}/take/" in page

    page = text(client.post(f"{DESK}{version.pk}/take/", follow=True))

    assert "从现在起由这个版本旁读" in page
    assert "使用中" in page
    assert f"{DESK}{version.pk}/take/" not in page
    assert Version.objects.get().is_in_use

    page = text(client.post(f"{DESK}leave/", follow=True))

    assert "又只用词表旁读了" in page
    assert not Version.objects.get().is_in_use


def test_one_that_is_no_better_is_refused_in_a_sentence(signed_in, learned):
    first, second = learned(), learned()
    Version.objects.filter(pk=second.pk).update(right_before=48, only_new=0)

    answer = signed_in("reading.teach").post(f"{DESK}{second.pk}/take/")

    assert answer.status_code == 422
    assert "不予采用" in text(answer)
    assert not Version.objects.filter(is_in_use=True).exists()
    assert first.pk != second.pk


def test_a_lesson_is_asked_for_and_held_by_a_job(signed_in, learned):
    answer = signed_in("reading.teach").post(f"{DESK}learn/", follow=True)

    assert "旁读正在学习" in text(answer)
    assert not Version.objects.exists()
    jobs.run_waiting(now=timezone.now())
    assert Version.objects.count() == 1


def test_whoever_may_not_teach_sees_and_does_nothing(signed_in, learned, yl):
    version = learned()
    for client in (signed_in("cases.see"), signed_in("reading.teach", project=yl)):
        assert client.get(DESK).status_code == 403
        for deed in ("learn/", "leave/", f"{version.pk}/take/"):
            assert client.post(DESK + deed).status_code == 403
    assert not Version.objects.filter(is_in_use=True).exists()
    assert signed_in("reading.teach").post(f"{DESK}999/take/").status_code == 404


def test_the_page_takes_as_many_queries_with_three_versions_as_with_one(
    signed_in, learned, django_assert_num_queries
):
    learned()
    client = signed_in("reading.teach")
    client.get(DESK)
    with django_assert_num_queries(3):
        client.get(DESK)
    learned()
    learned()
    with django_assert_num_queries(3):
        client.get(DESK)
