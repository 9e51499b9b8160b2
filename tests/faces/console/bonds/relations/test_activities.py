"""Going out to ask, on its real path: planned, held, what people said, and that nobody goes without an answer."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from anlin.bonds.relations.choices import ActivityKind, ActivityState, VoiceState
from anlin.bonds.relations.models import Activity, Voice
from anlin.foundation.audit.models import Entry
from anlin.kernel.actors import system
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.models import Case
from factories import documents, relations

BY = system("tests")
DESK = "/console/bonds/relations/"


def moment(at):
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def text(answer):
    return answer.content.decode()


def photo():
    return SimpleUploadedFile("board.jpg", documents.picture(), content_type="image/jpeg")


@pytest.fixture
def earlier(made):
    return made.at - dt.timedelta(hours=1)


def planned(clerk, made, **said):
    """Through the form; the newest activity."""
    given = {"title": "走访", "begins_at": moment(made.at), "host": made.desk.pk} | said
    answer = clerk.post(f"{DESK}plan/", given)
    assert answer.status_code == 302, text(answer)
    return Activity.objects.latest("pk")


@pytest.mark.shows("A-CASE-22", "A-CASE-30")
def test_a_home_is_visited_by_plan_and_by_chance(made, clerk, earlier):
    regular = planned(clerk, made, kind="visit", home=made.unit.address, title="")
    assert regular.title == f"上门走访 {made.unit.address}"
    talk = planned(clerk, made, kind="appointment", home=made.unit.address, is_by_chance="on")
    found = [(one.kind, one.is_planned, one.unit, one.host) for one in (regular, talk)]
    assert found == [
        ("visit", True, made.unit, made.desk),
        ("appointment", False, made.unit, made.desk),
    ]
    page = f"{DESK}{regular.pk}/"
    said = {
        "words": "小区儿童乐园的沙坑太脏。", "leaning": "opinion", "home": made.unit.address, "name": "曾丽华",
        "said_at": moment(earlier), "answer": "本周换沙，换好告诉您。",
    }  # fmt: skip
    assert clerk.post(f"{page}voice/", said).status_code == 302
    held = {"held_at": moment(earlier), "minutes": "家里老人行动不便，留了电话。", "present": 2}
    assert clerk.post(f"{page}hold/", held).status_code == 302
    voice = Voice.objects.get()
    assert (voice.person, voice.state, voice.answer) == (
        made.person, VoiceState.ANSWERED, "本周换沙，换好告诉您。",
    )  # fmt: skip
    shown = text(clerk.get(page))
    for word in ("上门走访", "沙坑太脏", "本周换沙", "行动不便", "已当场答复", "曾"):
        assert word in shown
    assert "曾丽华" not in shown
    assert "临时" in text(clerk.get(f"{DESK}{talk.pk}/"))


@pytest.mark.shows("B-INT-10", "A-CASE-33")
@pytest.mark.parametrize(
    ("kind", "channel"),
    [
        ("receive_day", "receive-day"),
        ("visit", "home-visit"),
        ("symposium", "symposium"),
        ("assembly", "assembly"),
        ("talk", "owner-talk"),
    ],
)
def test_what_is_said_there_enters_the_same_intake_and_the_matter_shows_where(
    made, clerk, earlier, kind, channel
):
    activity = planned(clerk, made, kind=kind, title="三月见面", home=made.unit.address)
    said = {
        "words": "12号楼电梯按钮失灵。", "leaning": "complaint", "home": made.unit.address, "name": "曾丽华",
        "said_at": moment(earlier), "becomes_matter": "on",
    }  # fmt: skip
    assert clerk.post(f"{DESK}{activity.pk}/voice/", said).status_code == 302
    case = Case.objects.get()
    assert (case.kind, case.channel.code, case.reporter, case.unit, case.mode) == (
        CaseKind.COMPLAINT, channel, made.person, made.unit, "active",
    )  # fmt: skip
    assert timezone.localtime(case.opened_at).strftime("%Y-%m-%dT%H:%M") == moment(earlier)
    panel = text(clerk.get(f"{DESK}of/{case.pk}/"))
    assert ("三月见面" in panel, f"{DESK}{activity.pk}/" in panel) == (True, True)
    assert f"{DESK}of/{case.pk}/" in text(clerk.get(f"/console/trades/cases/{case.pk}/"))
    assert case.number in text(clerk.get(f"{DESK}{activity.pk}/"))
    minutes = {"held_at": moment(earlier), "minutes": "到会业主逐条发言。", "present": 14}
    assert clerk.post(f"{DESK}{activity.pk}/hold/", minutes).status_code == 302
    assert "到场 14 人" in text(clerk.get(f"{DESK}{activity.pk}/"))


@pytest.mark.shows("A-CASE-32")
def test_what_is_heard_at_an_event_is_counted_there(made, clerk, earlier):
    fair = planned(clerk, made, kind="event", title="邻里节", place="中心广场")
    for words in ("希望有羽毛球场", "跳蚤市场办得好"):
        said = {
            "words": words,
            "leaning": "suggestion",
            "said_at": moment(earlier),
            "name": "王先生",
        }
        assert clerk.post(f"{DESK}{fair.pk}/voice/", said).status_code == 302
    clerk.post(
        f"{DESK}{fair.pk}/hold/", {"held_at": moment(earlier), "minutes": "晴", "present": 120}
    )
    row = clerk.get(f"{DESK}?view=held").context["lines"][0][0]
    assert (row.title, row.spoke, row.waiting, row.present) == ("邻里节", 2, 2, 120)
    waiting = text(clerk.get(f"{DESK}voices/"))
    assert ("羽毛球场" in waiting, "跳蚤市场" in waiting) == (True, True)


def test_who_spoke_gets_an_answer_or_a_matter_and_an_answer_may_still_become_one(made, clerk):
    voice = relations.voice(relations.activity(made), made.at, name="李女士")
    step = f"{DESK}voices/{voice.pk}/"
    assert clerk.post(f"{step}answer/", {"answer": " "}).status_code == 422
    assert clerk.post(f"{step}answer/", {"answer": "已记下，周五换灯。"}).status_code == 302
    assert clerk.post(f"{step}answer/", {"answer": "再说一次"}).status_code == 422
    assert clerk.post(f"{step}raise/", {}).status_code == 302
    assert clerk.post(f"{step}raise/", {}).status_code == 422
    voice.refresh_from_db()
    assert (voice.state, voice.answer, voice.matter) == (
        VoiceState.MATTER, "已记下，周五换灯。", Case.objects.get(),
    )  # fmt: skip
    assert voice.matter.reporter_name == "李女士"


def test_nothing_is_cancelled_while_somebody_who_spoke_waits(made, clerk):
    activity = relations.activity(made)
    voice = relations.voice(activity, made.at)
    refused = clerk.post(f"{DESK}{activity.pk}/cancel/", {"reason": "下雨"})
    activity.refresh_from_db()
    assert (refused.status_code, activity.state) == (422, ActivityState.PLANNED)
    assert "还有 1 条意见" in text(refused)
    clerk.post(f"{DESK}voices/{voice.pk}/answer/", {"answer": "周五换灯。"})
    assert clerk.post(f"{DESK}{activity.pk}/cancel/", {"reason": "下雨"}).status_code == 302
    said = {"words": "又想起一条", "leaning": "opinion", "said_at": moment(made.at)}
    assert clerk.post(f"{DESK}{activity.pk}/voice/", said).status_code == 422
    assert Voice.objects.count() == 1


@pytest.mark.shows("A-CASE-29", "A-CMP-19")
def test_complaint_channels_are_hung_up_with_a_photo_and_told_when_due_again(made, clerk):
    lines = f"{DESK}lines/"
    assert "该再次公布了" in text(clerk.get(lines))
    old = planned(clerk, made, kind="channels", title="张贴投诉渠道", place="各单元大堂")
    held = {"held_at": moment(made.at), "minutes": "各单元公告栏已张贴。"}
    assert clerk.post(f"{DESK}{old.pk}/hold/", held).status_code == 422
    old.refresh_from_db()
    assert old.state == ActivityState.PLANNED
    done = clerk.post(f"{DESK}{old.pk}/hold/", held | {"photo": photo()})
    assert done.status_code == 302
    page = text(clerk.get(lines))
    assert ("该再次公布了" in page, "最近公布" in page) == (False, True)
    assert "照片" in text(clerk.get(f"{DESK}{old.pk}/"))
    Activity.objects.update(held_at=made.at - dt.timedelta(days=91))
    assert "该再次公布了" in text(clerk.get(lines))


@pytest.mark.shows("A-CMP-01")
def test_the_company_and_each_office_have_a_line_of_their_own(made, clerk):
    lines = f"{DESK}lines/"
    assert text(clerk.get(lines)).count("没有专线") == 2
    relations.lines(made, company="")
    assert text(clerk.get(lines)).count("没有专线") == 1
    relations.lines(made)
    page = text(clerk.get(lines))
    assert ("没有专线" in page, "0571-88880001" in page, "400-8001886" in page) == (
        False, True, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "visit", "title": "走访", "home": ""},
        {"kind": "visit", "title": "走访", "home": "9-9-9999"},
        {"kind": "talk", "title": " "},
        {"kind": "questions", "title": "问卷", "until_on": "2020-01-01"},
        {"kind": "party", "title": "聚会"},
    ],
)
def test_what_cannot_be_planned_is_told_and_nothing_is_kept(made, clerk, given):
    begin = {"begins_at": moment(made.at), "host": made.desk.pk}
    assert clerk.post(f"{DESK}plan/", begin | given).status_code == 422
    assert not Activity.objects.exists()
    assert not Entry.objects.filter(deed="relations.planned").exists()


def test_what_is_still_to_come_was_not_held(made, clerk):
    activity = relations.activity(made)
    later = moment(made.at + dt.timedelta(days=1))
    for page, given in (
        ("hold", {"held_at": later, "minutes": "已开"}),
        ("voice", {"words": "好", "leaning": "praise", "said_at": later}),
        ("hold", {"held_at": moment(made.at), "minutes": " "}),
    ):
        assert clerk.post(f"{DESK}{activity.pk}/{page}/", given).status_code == 422
    activity.refresh_from_db()
    assert (activity.state, Voice.objects.count()) == (ActivityState.PLANNED, 0)


def test_the_lists_ask_the_same_with_one_row_and_with_three(made, clerk, django_assert_num_queries):
    relations.voice(relations.activity(made), made.at, person=made.person)
    for page, count in ((DESK, 6), (f"{DESK}voices/", 9)):
        clerk.get(page)
        with django_assert_num_queries(count):
            clerk.get(page)
    for _nth in range(2):
        relations.voice(relations.activity(made), made.at, person=made.person)
    for page, count in ((DESK, 6), (f"{DESK}voices/", 9)):
        with django_assert_num_queries(count):
            assert len(clerk.get(page).context["lines"]) == 3


def test_pages_of_another_project_are_not_there_and_only_holders_write(made, stranger, technician):
    activity = relations.activity(made)
    voice = relations.voice(activity, made.at)
    for page in (f"{activity.pk}/", f"{activity.pk}/hold/", f"voices/{voice.pk}/answer/"):
        assert stranger.get(f"{DESK}{page}").status_code == 404
    assert technician.get(DESK).status_code == 403
    assert technician.post(f"{DESK}{activity.pk}/voice/", {"words": "好"}).status_code == 403
    assert Activity.objects.get().kind == ActivityKind.TALK
