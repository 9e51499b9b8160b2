"""The reader learns from what people made of messages; a version replaces another only by a person, and only a better one."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from anlin.foundation.audit.models import Entry
from anlin.foundation.jobs import api as jobs
from anlin.instruments.reading import actions, queries, sockets
from anlin.instruments.reading.choices import Example
from anlin.instruments.reading.errors import (
    ComparedWithAnother,
    InUseAlready,
    NoBetter,
    NothingToLeave,
    TooFewExamples,
)
from anlin.instruments.reading.jobs import learn_on_sundays
from anlin.instruments.reading.models import Version
from anlin.instruments.reading.rules import learned, teaching
from anlin.kernel.actors import system
from anlin.kernel.errors import NotAllowed
from factories import actors, lessons

SUNDAY = dt.date(2026, 5, 10)


@pytest.fixture
def taught(monkeypatch):
    """What people made of messages, as the rooms would tell it."""

    def say(examples):
        monkeypatch.setattr(sockets.examples, "_answerers", [lambda limit: examples[-limit:]])

    say(lessons.sorted_messages())
    return say


@pytest.fixture
def teacher():
    return actors.staff("reading.teach")


def test_it_finds_the_words_of_the_company_and_shows_them():
    weights = teaching.teach(lessons.sorted_messages())
    weighed = learned.features("", "快递柜今天怎么也打不开", "service")

    said = learned.judge(weights, weighed)

    assert said.label == "security"
    assert said.share > 0.8
    assert any("快递" in word for word in said.words)
    assert all(word in "快递柜今天怎么也打不开" for word in said.words)


def test_a_proposal_it_has_seen_too_little_of_stays():
    told = lessons.sorted_messages()
    rare = [
        Example("", f"快递柜{n}号的事", f"rare-{n}", "lift", f"p{n}", told[0].at) for n in range(9)
    ]
    weights = teaching.teach([*told, *rare])

    assert weights.corrects == ("service", "water")
    assert learned.corrected(weights, "", "快递柜打不开", "lift") is None
    assert learned.corrected(weights, "", "快递柜打不开", "garden") is None
    assert learned.corrected(weights, "", "水管漏水", "water") is None
    assert learned.corrected(weights, "", "快递柜打不开", "service").label == "security"


def test_what_was_learned_is_read_back_as_it_was():
    weights = teaching.teach(lessons.sorted_messages())

    assert learned.Weights.loaded(weights.dumped()) == weights


def test_what_few_people_say_is_not_kept():
    told = lessons.sorted_messages()
    own = [Example("", "王小明家的猫", "water", "service", "one", each.at) for each in told[:9]]

    kept = teaching.teach([*told, *own]).of_feature

    assert "快递" in kept
    assert not [piece for piece in kept if piece in "王小明家的猫"]


def test_entries_with_few_examples_are_left_to_the_word_lists():
    told = lessons.sorted_messages()
    few = [
        Example("", f"电梯停在{n}楼", "lift", "lift", f"p{n}", told[0].at)
        for n in range(teaching.OF_ENTRY - 1)
    ]

    assert teaching.teach([*told, *few]).labels == ("security", "water")


def test_the_newest_are_not_learned_from_nor_texts_that_were():
    told = lessons.sorted_messages(20)
    again = Example("", told[0].body, "water", "water", "x", told[-1].at + dt.timedelta(1))

    older, newest = teaching.parted([again, *reversed(told)])

    assert older == told[:17]
    assert newest == told[17:]


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_chance_of_a_difference_is_a_share_and_the_same_both_ways(new, before):
    chance = teaching.sign_test(new, before)

    assert 0 < chance <= 1
    assert chance == teaching.sign_test(before, new)
    assert teaching.sign_test(new, new) == 1


def test_the_chance_of_ten_against_none_is_one_in_512():
    assert teaching.sign_test(10, 0) == pytest.approx(2 / 2**10)


def test_a_lesson_compares_on_what_it_has_not_seen_and_replaces_nothing(db, taught, noon, teacher):
    version = actions.learn(by=teacher, at=noon)

    assert (version.examples, version.entries, version.held_out) == (192, 2, 48)
    # The word lists know the leaks, and not one of the parcels.
    assert (version.right, version.right_before) == (48, 24)
    assert (version.only_new, version.only_before, version.before) == (24, 0, None)
    assert (version.share, version.share_before, version.chance) == (100, 50, 0)
    assert not version.is_in_use
    assert queries.learned_of("", "快递柜打不开", "service") is None
    assert Entry.objects.filter(deed="reading.learned").count() == 1


def test_once_taken_it_reads_along_until_it_is_left(db, taught, noon, teacher):
    version = actions.learn(by=teacher, at=noon)

    actions.take(version=version, by=teacher, at=noon)

    assert queries.learned_of("", "快递柜打不开", "service").label == "security"
    with pytest.raises(InUseAlready):
        actions.take(version=version, by=teacher, at=noon)

    actions.leave(by=teacher, at=noon)

    assert queries.learned_of("", "快递柜打不开", "service") is None
    with pytest.raises(NothingToLeave):
        actions.leave(by=teacher, at=noon)
    # What read along once may come back.
    version.refresh_from_db()
    actions.take(version=version, by=teacher, at=noon)
    assert Version.objects.get(is_in_use=True) == version
    deeds = Entry.objects.filter(deed__startswith="reading.").order_by("id")
    assert list(deeds.values_list("deed", flat=True)) == [
        "reading.learned", "reading.taken", "reading.left", "reading.taken",
    ]  # fmt: skip


def test_one_that_is_no_better_is_not_taken(db, taught, noon, teacher):
    actions.take(version=actions.learn(by=teacher, at=noon), by=teacher, at=noon)
    same = actions.learn(by=teacher, at=noon)

    assert (same.right, same.right_before) == (48, 48)
    with pytest.raises(NoBetter) as refused:
        actions.take(version=same, by=teacher, at=noon)
    assert "48" in str(refused.value)
    assert Version.objects.get(is_in_use=True) != same


def test_one_that_was_compared_with_another_is_not_taken(db, taught, noon, teacher):
    first, second = actions.learn(by=teacher, at=noon), actions.learn(by=teacher, at=noon)
    actions.take(version=first, by=teacher, at=noon)

    with pytest.raises(ComparedWithAnother):
        actions.take(version=second, by=teacher, at=noon)
    assert Version.objects.get(is_in_use=True) == first


def test_of_too_few_nothing_is_learned(db, taught, noon, teacher):
    taught(lessons.sorted_messages(199))
    with pytest.raises(TooFewExamples):
        actions.learn(by=teacher, at=noon)
    taught([one for one in lessons.sorted_messages(500) if one.label == "water"])
    with pytest.raises(TooFewExamples):
        actions.learn(by=teacher, at=noon)
    assert not Version.objects.exists()


def test_it_takes_the_right_for_the_whole_company(db, taught, noon):
    for nobody in (actors.staff(), actors.staff("reading.teach", project_id=4)):
        for deed in (actions.learn, actions.ask_for_lesson, actions.leave):
            with pytest.raises(NotAllowed):
                deed(by=nobody, at=noon)
    assert not Version.objects.exists()
    assert not Entry.objects.filter(deed__startswith="reading.").exists()


def test_two_versions_are_never_in_use(db, taught, noon, teacher):
    first, second = actions.learn(by=teacher, at=noon), actions.learn(by=teacher, at=noon)
    Version.objects.filter(pk=first.pk).update(is_in_use=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=second.pk).update(is_in_use=True)


def test_the_clock_holds_a_lesson_on_sundays_only(db, taught, noon):
    learn_on_sundays(tick=SUNDAY - dt.timedelta(days=1), now=noon)
    assert not Version.objects.exists()
    learn_on_sundays(tick=SUNDAY, now=noon)
    assert Version.objects.get().learned_by == system("reading").ref


def test_a_lesson_asked_for_twice_in_a_minute_is_held_once(db, taught, noon, teacher):
    actions.ask_for_lesson(by=teacher, at=noon)
    actions.ask_for_lesson(by=teacher, at=noon)

    jobs.run_waiting(now=noon)

    assert Version.objects.count() == 1
    assert Entry.objects.filter(deed="reading.asked").count() == 1


def test_the_pieces_do_not_lie_open_in_the_database(db, taught, noon, teacher):
    version = actions.learn(by=teacher, at=noon)

    held = Version.objects.values_list("weights", flat=True).get(pk=version.pk)
    assert "快递".encode() not in bytes(held)
