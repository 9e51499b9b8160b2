"""Questionnaires, collections of opinions, measures, and owners whom nobody met."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from anlin.bonds.relations import actions, queries
from anlin.bonds.relations.choices import ActivityKind, MeasureState
from anlin.bonds.relations.errors import NotOpenNow
from anlin.bonds.relations.models import Activity, Drive, Measure, Reply, Score, Tracking, Voice
from anlin.ground.people import actions as people_actions
from anlin.ground.people.choices import CareKind
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import system
from factories import desks, estate, people, relations, residents, tenure

BY = system("tests")
DESK = "/console/bonds/relations/"
PORTAL = "/bonds/relations/"


def moment(at):
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def text(answer):
    return answer.content.decode()


def signed_in(account):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(account)
    return client


def home(made, code):
    """Another home behind the door of the scene's."""
    return estate.units(made.unit.entrance, code)[0]


@pytest.fixture
def manager(made):
    return signed_in(desks.employee("韩主任", "hanzr", "office_manager", made=made).account)


@pytest.fixture
def owner(made):
    lives = residents.signed_in_as(home(made, "0902"), made.at, name="林晓")
    lives.client = signed_in(lives.account)
    return lives


@pytest.mark.shows("A-CASE-31", "A-FUP-07")
def test_a_questionnaire_is_asked_answered_and_everybody_who_wrote_is_visited(made, clerk, owner):
    given = {
        "kind": "questions", "title": "秋季问卷", "begins_at": moment(made.at - dt.timedelta(hours=1)),
        "host": made.desk.pk, "until_on": made.at.date().isoformat(),
    }  # fmt: skip
    page = clerk.post(f"{DESK}plan/", given).url
    asked = {"scales": "保洁怎么样？\n秩序怎么样？", "wordings": "您有什么建议？"}
    assert clerk.post(page, asked).status_code == 302
    activity = Activity.objects.get()
    first, second, words = activity.questions.order_by("rank")

    form = f"{PORTAL}{activity.pk}/"
    assert "秋季问卷" in text(owner.client.get(PORTAL))
    assert owner.client.post(form, {}).status_code == 422
    said = {f"q{first.pk}": "4", f"q{words.pk}": "车库太暗，请加灯。"}
    assert owner.client.post(form, said).status_code == 302
    assert owner.client.get(form).status_code == 404
    paper = {
        "home": made.unit.address,
        "name": "曾丽华",
        f"q{first.pk}": "2",
        f"q{words.pk}": "加灯",
    }
    assert clerk.post(f"{DESK}{activity.pk}/paper/", paper).status_code == 302
    assert clerk.post(f"{DESK}{activity.pk}/paper/", paper).status_code == 422
    assert (Reply.objects.count(), Score.objects.count(), Voice.objects.count()) == (2, 2, 2)
    homes = Voice.objects.order_by("pk").values_list("unit", flat=True)
    assert list(homes) == [owner.unit.pk, made.unit.pk]
    told = {one.question.pk: (one.count, one.mean) for one in queries.told_by(activity)}
    assert told == {first.pk: (2, 3.0), second.pk: (0, None), words.pk: (0, None)}
    assert clerk.post(f"{DESK}{activity.pk}/ask/", asked).status_code == 422

    people_actions.mark_care(person=owner.person, kind=CareKind.IMPORTANT, by=BY, at=made.at)
    owed = text(clerk.get(f"{DESK}voices/?view=visit"))
    assert (owed.count("加灯"), "须登门" in owed) == (2, True)
    visit = {"staff": made.desk.pk, "visited_at": moment(made.at), "said": "谢谢，等灯装好。"}
    for voice in Voice.objects.all():
        step = f"{DESK}voices/{voice.pk}/visit/"
        by_phone = clerk.post(step, visit | {"was_in_person": "no"})
        assert by_phone.status_code == (422 if voice.person == owner.person else 302)
        if voice.person == owner.person:
            assert clerk.post(step, visit | {"was_in_person": "yes"}).status_code == 302
        assert clerk.post(step, visit | {"was_in_person": "yes"}).status_code == 422
    assert "2 人中已回访 2 人" in text(clerk.get(f"{DESK}{activity.pk}/"))
    assert not clerk.get(f"{DESK}voices/?view=visit").context["lines"]


def test_only_who_lives_there_answers_and_only_while_it_is_open(made, owner):
    elsewhere = residents.signed_in_as(
        estate.unit(estate.project("YX", name="云溪里")), made.at, username="owner9", name="何佳",
        phone="13900009999",
    )  # fmt: skip
    found = relations.questionnaire(made)
    question = found.questions.get(is_scale=True)
    said = {f"q{question.pk}": "5"}
    assert signed_in(elsewhere.account).post(f"{PORTAL}{found.pk}/", said).status_code == 404
    Activity.objects.update(until_on=made.at.date() - dt.timedelta(days=1))
    assert owner.client.post(f"{PORTAL}{found.pk}/", said).status_code == 404
    with pytest.raises(NotOpenNow):
        actions.reply(
            activity=Activity.objects.get(), points={question.pk: 5}, words={}, by=owner.actor, at=made.at
        )  # fmt: skip
    assert not Reply.objects.exists()


def test_residents_see_the_lines_and_what_became_of_their_words(made, owner):
    relations.lines(made)
    voice = relations.voice(relations.activity(made), made.at, person=owner.person)
    page = text(owner.client.get(PORTAL))
    assert page.index("0571-88880001") < page.index("400-8001886")
    assert ("地下车库太暗" in page, "我们会给您答复" in page) == (True, True)
    actions.answer(voice=voice, words="周五换灯。", by=BY, at=made.at)
    assert "周五换灯。" in text(owner.client.get(PORTAL))


@pytest.mark.shows("B-CASE-21", "A-CASE-04", "A-CASE-34", "B-INT-20")
def test_opinions_are_collected_analysed_and_lead_to_measures(made, clerk, manager):
    given = {
        "theme": "车库照明", "asks": "车库哪里太暗？", "first_on": made.at.date().isoformat(),
        "last_on": (made.at.date() + dt.timedelta(days=14)).isoformat(),
    }  # fmt: skip
    assert clerk.post(f"{DESK}drives/open/", given | {"last_on": "2020-01-01"}).status_code == 422
    assert manager.post(f"{DESK}drives/open/", given).status_code == 302
    drive = Drive.objects.get()
    page = f"{DESK}drives/{drive.pk}/"
    activity = relations.activity(made, drive=drive)
    first, second = (relations.voice(activity, made.at, words) for words in ("B区太暗", "坡道太暗"))
    case = desks.matter(made, words="车库B区灯坏了")

    assert manager.post(f"{page}conclude/", {"learnt": "照明不足"}).status_code == 422
    drive.refresh_from_db()
    assert drive.concluded_at is None
    actions.raise_matter(voice=first, by=BY, at=made.at)
    actions.answer(voice=second, words="已报修。", by=BY, at=made.at)
    taken = {
        "voices": [first.pk, second.pk], "matters": case.number, "shortcoming": "车库照明不足",
        "measure": "分区更换感应灯，每月巡一次", "staff": made.worker.pk,
        "due_on": (made.at.date() + dt.timedelta(days=30)).isoformat(),
    }  # fmt: skip
    take = f"{DESK}measures/take/?drive={drive.pk}"
    for wrong in ({"voices": [], "matters": ""}, {"matters": "TS-1"}, {"due_on": "2020-01-01"}):
        assert manager.post(take, taken | wrong).status_code == 422
    assert not Measure.objects.exists()
    assert manager.post(take, taken).status_code == 302
    measure = Measure.objects.get()
    assert (set(measure.voices.all()), set(measure.matters.all()), measure.drive) == (
        {first, second}, {case}, drive,
    )  # fmt: skip
    assert manager.post(f"{page}conclude/", {"learnt": "照明不足是主要问题"}).status_code == 302

    shown = text(clerk.get(page))
    for word in ("照明不足是主要问题", "车库照明不足", "李师傅", "已总结"):
        assert word in shown
    drawn = clerk.get(page).context["drawn"]
    assert drawn == queries.Drawn(1, 2, 1, 1, 0, 1, 0)
    assert case.number in text(clerk.get(f"{DESK}measures/{measure.pk}/"))
    assert "车库照明不足" in text(clerk.get(f"{DESK}of/{case.pk}/"))


@pytest.mark.shows("B-FUP-05")
def test_a_measure_is_followed_and_owners_words_change_its_plan(made, clerk, manager):
    voice = relations.voice(relations.activity(made), made.at)
    measure = relations.measure(made, [voice])
    page = f"{DESK}measures/{measure.pk}/"
    later = measure.due_on + dt.timedelta(days=7)
    said = {"words": "已装一半", "changed": "", "due_on": later.isoformat()}
    assert manager.post(f"{page}track/", said).status_code == 422
    assert not Tracking.objects.exists()
    assert (
        manager.post(f"{page}track/", said | {"changed": "业主要求夜间不关灯，改调光"}).status_code
        == 302
    )
    measure.refresh_from_db()
    tracking = Tracking.objects.get()
    assert (measure.due_on, tracking.due_on_before, tracking.due_on) == (
        later, later - dt.timedelta(days=7), later,
    )  # fmt: skip
    assert "夜间不关灯" in text(clerk.get(page))
    Measure.objects.update(due_on=made.at.date() - dt.timedelta(days=1))
    assert "车库照明不足" in text(clerk.get(f"{DESK}measures/?view=late"))
    assert clerk.post(f"{page}finish/", {"outcome": " "}).status_code == 422
    assert clerk.post(f"{page}finish/", {"outcome": "全部更换，夜间调光"}).status_code == 302
    assert manager.post(f"{page}drop/", {"outcome": "不做了"}).status_code == 422
    measure.refresh_from_db()
    assert (measure.state, measure.outcome) == (MeasureState.DONE, "全部更换，夜间调光")


def test_whoever_carries_a_measure_out_writes_and_others_do_not(made, stranger):
    measure = relations.measure(made, [relations.voice(relations.activity(made), made.at)])
    page = f"{DESK}measures/{measure.pk}/"
    colleague = signed_in(desks.employee("何前台", "heqt", "service_desk", made=made).account)
    assert colleague.post(f"{page}finish/", {"outcome": "好了"}).status_code == 403
    assert stranger.post(f"{page}finish/", {"outcome": "好了"}).status_code == 404
    measure.refresh_from_db()
    assert (measure.state, measure.outcome) == (MeasureState.OPEN, "")
    Measure.objects.update(staff=Staff.objects.get(account__username="heqt"))
    assert colleague.post(f"{page}drop/", {"outcome": "不做了"}).status_code == 403
    assert colleague.post(f"{page}finish/", {"outcome": "好了"}).status_code == 302


@pytest.mark.shows("A-CASE-23")
def test_owners_whom_nobody_met_or_heard_are_found(made, manager, technician):
    page = f"{DESK}silent/"
    names = {"周静": "0401", "吴明": "0402", "郑洁": "0403", "钱立": "0404"}
    homes = {name: home(made, room) for name, room in names.items()}
    held = {name: people.person(name, f"1390000{room}") for name, room in names.items()}
    for name, unit in homes.items():
        tenure.holder(unit, held[name])
    long_ago = made.at - dt.timedelta(days=200)
    relations.voice(relations.activity(made), made.at, person=held["周静"])
    visit = relations.activity(made, ActivityKind.VISIT, unit=homes["吴明"])
    actions.hold(
        activity=visit, held_at=made.at, present=1, minutes="聊了物业费。", by=BY, at=made.at
    )
    desks.matter(made, reporter=held["郑洁"], unit=homes["郑洁"], at=long_ago)

    # Entered twice: what one row told counts for the other.
    twin = people.person("钱立", "13900009404")
    people_actions.merge(kept=twin, absorbed=held["钱立"], reason="同一人", by=BY, at=made.at)
    desks.matter(made, reporter=twin, unit=homes["钱立"])

    def shown(view):
        lines = manager.get(f"{page}?view={view}").context["lines"]
        return {row.person.name for row, _address in lines}

    assert shown("all") == {"曾丽华", *names}
    assert shown("silent") == {"曾丽华", "郑洁"}
    assert shown("never") == {"曾丽华"}
    answer = text(manager.get(page))
    assert ("郑*" in answer or "郑＊" in answer, "郑洁" in answer) == (True, False)
    assert f"plan/?kind=visit&amp;home={homes['郑洁'].address}" in answer
    assert technician.get(page).status_code == 403


def test_the_list_of_silent_owners_asks_the_same_for_many(made, manager, django_assert_num_queries):
    manager.get(f"{DESK}silent/")
    with django_assert_num_queries(6):
        manager.get(f"{DESK}silent/")
    for nth in range(3):
        unit = home(made, f"110{nth}")
        tenure.holder(unit, people.person(f"孙{nth}", f"1370000110{nth}"))
    with django_assert_num_queries(6):
        assert len(manager.get(f"{DESK}silent/").context["lines"]) == 4
