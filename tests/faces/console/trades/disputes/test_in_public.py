"""A dispute that is talked about outside: one person speaks, says the same again, and tells nobody who the sides are."""

import pytest
from django.test import Client

from anlin.foundation.audit.models import Entry
from anlin.kernel.actors import system
from anlin.trades.disputes.models import PublicWord, Spread
from factories import desks, disputes

BY = system("tests")
DESK = "/console/trades/disputes/"


def text(answer):
    return answer.content.decode()


def client_of(staff):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    return client


@pytest.fixture
def speaker(made):
    return desks.employee("宋公关", "songgg", "public_relations", made=made)


@pytest.fixture
def quarrel(made):
    return disputes.opened(
        desks.matter(made, words="楼上夜里拖椅子，我要发到网上。"), made.desk, made.at
    )


@pytest.mark.shows("B-MED-17")
def test_one_person_speaks_and_what_was_said_stays_together(made, clerk, speaker, quarrel):
    page = f"{DESK}{quarrel.pk}/"
    handed = {"where": "业主论坛，二十多条跟帖", "officer": speaker.pk}
    assert clerk.post(f"{page}speaker/", handed | {"where": " "}).status_code == 422
    assert clerk.post(f"{page}speaker/", handed | {"officer": made.worker.pk}).status_code == 422
    assert not Spread.objects.exists()
    assert clerk.post(f"{page}speaker/", handed).status_code == 302
    assert clerk.post(f"{page}speaker/", handed).status_code == 422
    assert Spread.objects.get().officer == speaker

    voice = client_of(speaker)
    first = {"to_whom": "业主论坛跟帖", "words": "我们已分别上门，正在调解，结果先告诉双方。"}
    assert clerk.post(f"{page}say/", first).status_code == 403
    for secret in ("曾丽华家很吵。", f"{made.unit.address}的住户正在配合。"):
        refused = voice.post(f"{page}say/", first | {"words": secret})
        assert (refused.status_code, PublicWord.objects.count()) == (422, 0)
        assert "透露双方是谁" in text(refused)
    assert voice.post(f"{page}say/", first).status_code == 302
    second = {"to_whom": "区融媒体记者来电", "words": "和昨天一样：正在调解，先告诉双方。"}
    assert voice.post(f"{page}say/", second).status_code == 302
    shown = text(clerk.get(page))
    assert shown.index(first["words"]) < shown.index(second["words"])
    assert ("只由此人代表公司说话" in shown, "宋公关" in shown) == (True, True)
    quarrel.refresh_from_db()
    assert quarrel.state == "opened"
    assert voice.post(f"{page}calm/", {}).status_code == 302
    assert "已平息" in text(clerk.get(page))
    deeds = Entry.objects.filter(
        deed__in=["disputes.handed_to_speaker", "disputes.said_in_public", "disputes.calm"]
    )
    assert deeds.count() == 4


def test_another_who_may_speak_is_told_who_does(made, clerk, speaker, quarrel):
    other = desks.employee("何公关", "hegg", "public_relations", made=made)
    clerk.post(f"{DESK}{quarrel.pk}/speaker/", {"where": "群里", "officer": speaker.pk})
    words = {"to_whom": "记者", "words": "正在调解。"}
    refused = client_of(other).post(f"{DESK}{quarrel.pk}/say/", words)
    assert (refused.status_code, PublicWord.objects.count()) == (422, 0)
    assert "宋公关" in text(refused)
    assert client_of(other).post(f"{DESK}{quarrel.pk}/calm/", {}).status_code == 422
    assert Spread.objects.get().calm_at is None


def test_nothing_is_said_where_nobody_talks(speaker, quarrel):
    words = {"to_whom": "记者", "words": "正在调解。"}
    assert client_of(speaker).post(f"{DESK}{quarrel.pk}/say/", words).status_code == 404
    assert not PublicWord.objects.exists()
