"""The desks of the house itself: settings, the trail, imports."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from anlin.foundation.intake import api as intake
from anlin.foundation.jobs import api as jobs
from anlin.ground.estate.models import Unit
from anlin.ground.people import actions as people_actions
from anlin.ground.workforce.models import CalendarYear
from anlin.trades.cases.models import Category, Channel
from factories import actors, cases, estate, people

SETTINGS, IMPORTS = "/console/foundation/settings/", "/console/foundation/imports/"
PAGES = [SETTINGS, *(f"{SETTINGS}{name}/" for name in ("categories", "calendar", "jobs", "terms"))]
TRAILS = [f"{SETTINGS}trail/", f"{SETTINGS}trail/looks/"]
IMPORT = ("intake.import", "estate.edit", "people.edit", "tenure.edit")


def roster(*lines):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(
            (("楼栋", "单元", "房号", "业主", "电话", "建筑面积"), *lines)
        ):
            sheet.write_row(number, 0, line)
    return SimpleUploadedFile("roster.xlsx", file.getvalue())


def test_settings_and_trail_open_by_their_own_rights(signed_in, yl):
    client = signed_in("settings.edit")
    assert {client.get(page).status_code for page in PAGES} == {200}
    assert {client.get(page).status_code for page in TRAILS} == {403}
    client = signed_in("audit.see", project=yl)
    assert {client.get(page).status_code for page in PAGES} == {403}
    assert {client.get(page).status_code for page in TRAILS} == {200}


def test_a_channel_is_switched_off_and_on(signed_in, db, noon):
    cases.lists(noon)
    client = signed_in("settings.edit", "cases.arrange")
    client.post(f"{SETTINGS}channels/hotline/", {"active": "0"})
    assert not Channel.objects.get(code="hotline").is_active
    client.post(f"{SETTINGS}channels/hotline/", {"active": "1"})
    assert Channel.objects.get(code="hotline").is_active
    assert signed_in("settings.edit").post(f"{SETTINGS}channels/hotline/").status_code == 403


def test_a_category_is_added_by_hand(signed_in, db, noon):
    client = signed_in("settings.edit", "cases.arrange")
    sent = {"axis": "trade", "code": "pool", "name": "游泳池", "name_en": "Pool"}
    assert client.post(f"{SETTINGS}categories/new/", sent).status_code == 302
    assert "游泳池" in client.get(f"{SETTINGS}categories/").content.decode()
    assert client.post(f"{SETTINGS}categories/new/", {**sent, "code": "!"}).status_code == 422
    assert Category.objects.count() == 1


def test_a_year_without_data_says_so_until_it_is_entered(signed_in, db):
    client = signed_in("settings.edit", "workforce.edit_calendar")
    assert "尚未录入" in client.get(f"{SETTINGS}calendar/").content.decode()
    sent = {"source": "国办发明电〔2026〕9号", "days": "2027-10-01 - 国庆节\n2027-10-09 + 国庆节"}
    address = f"{SETTINGS}calendar/2027/"
    assert client.post(address, sent).status_code == 302
    assert "2027-10-09 + 国庆节" in client.get(address).content.decode()
    assert CalendarYear.objects.get().days.count() == 2
    for days in ("十月一日", "2026-10-01 - 国庆节"):
        wrong = client.post(address, {**sent, "days": days})
        assert (wrong.status_code, days in wrong.content.decode()) == (422, True)
    assert CalendarYear.objects.get().days.count() == 2


def test_hours_and_complaint_lines_of_the_project_are_set(signed_in, yl):
    client = signed_in("settings.edit", "estate.see", "estate.edit", project=yl)
    sent = {"desk_opens": "07:30", "desk_closes": "22:00", "complaint_line": "0571-88886666"}
    assert client.post(f"{SETTINGS}desk/", sent).status_code == 302
    assert 'value="07:30"' in client.get(f"{SETTINGS}desk/").content.decode()
    assert client.post(f"{SETTINGS}desk/", {**sent, "desk_closes": "06:00"}).status_code == 422


def test_the_trail_tells_in_sentences_and_only_of_ones_projects(signed_in, yl):
    other = estate.project("JX", name="锦绣湖畔")
    page = signed_in("audit.see", project=yl).get(TRAILS[0]).content.decode()
    assert ("建立项目档案" in page, "云栖里" in page, "锦绣湖畔" in page) == (True, True, False)
    whole = signed_in("audit.see").get(TRAILS[0], {"project": other.pk}).content.decode()
    assert whole.count("建立项目档案") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_trail_asks_the_same_few_questions(
    signed_in, noon, count, yl, django_assert_num_queries
):
    for place in range(count):
        people.person("曾丽华", f"1381234567{place}")
    client = signed_in("audit.see")
    with django_assert_num_queries(8):
        client.get(TRAILS[0])


def test_the_trail_says_in_words_when_somebody_likes_to_be_called(signed_in, noon):
    by = actors.staff("people.edit")
    people_actions.note_call_time(person=people.person(), call_time="evening", by=by, at=noon)
    page = signed_in("audit.see").get(TRAILS[0]).content.decode()
    told = ("记录了方便接听的时间", "方便接听的时间: 晚上")
    assert [words for words in told if words not in page] == []


def test_the_register_of_looks_says_who_whom_and_what_for_but_no_name(signed_in, yl, noon):
    person = people.person("曾丽华", "13812345678")
    by = actors.staff("people.look", project_id=yl.pk)
    people_actions.look(person=person, why="回访", project_id=yl.pk, by=by, at=noon)
    page = signed_in("audit.see", project=yl).get(TRAILS[1]).content.decode()
    assert [w for w in ("曾**", "回访", "查看了完整姓名和号码") if w not in page] == []
    assert "曾丽华" not in page


def test_what_was_given_up_can_be_retried_only_while_it_is_dead(signed_in, db):
    client = signed_in("settings.edit")
    assert client.post(f"{SETTINGS}jobs/77/retry/").status_code == 422
    assert client.post(f"{SETTINGS}letters/77/retry/").status_code == 422
    assert client.post(f"{SETTINGS}letters/77/drop/", {"reason": "重复"}).status_code == 422


def test_what_was_given_up_is_mended_by_nobody_of_one_project(signed_in, yl):
    client = signed_in("settings.edit", project=yl)
    assert client.get(f"{SETTINGS}jobs/").status_code == 200
    for deed in ("jobs/77/retry/", "letters/77/retry/", "letters/77/drop/"):
        assert client.post(SETTINGS + deed, {"reason": "重复"}).status_code == 403


def test_a_roster_is_looked_at_applied_and_taken_back(signed_in, yl, noon):
    client = signed_in(*IMPORT, project=yl)
    file = roster(("3栋", "2单元", "1502", "曾丽华", "13812345678", "92.35"))
    answer = client.post(f"{IMPORTS}new/", {"file": file})
    batch = intake.batches().get()
    assert answer.url == f"{IMPORTS}{batch.pk}/"
    assert Unit.objects.count() == 0
    page = client.get(answer.url).content.decode()
    assert ("导入全部" in page, "曾丽华" in page) == (True, False)
    assert client.post(f"{IMPORTS}{batch.pk}/apply/", {"rows": "all"}).status_code == 302
    jobs.run_waiting(now=noon)
    assert Unit.objects.get().code == "1502"
    assert "roster.xlsx" in client.get(IMPORTS).content.decode()
    assert client.post(f"{IMPORTS}{batch.pk}/undo/").status_code == 302
    assert Unit.objects.count() == 0


def test_refused_rows_stand_with_their_reasons_and_come_back_as_a_workbook(signed_in, yl, noon):
    client = signed_in(*IMPORT, project=yl)
    file = roster(
        ("3栋", "2单元", "1502", "曾丽华", "13812345678", "92"),
        ("3栋", "2单元", "1503", "李建国", "12", "x"),
    )
    client.post(f"{IMPORTS}new/", {"file": file})
    batch = intake.batches().get()
    page = client.get(f"{IMPORTS}{batch.pk}/").content.decode()
    assert "导入通过的 1 行" in page
    book = client.get(f"{IMPORTS}{batch.pk}/refused/")
    assert (book.status_code, book["Cache-Control"]) == (200, "no-store")
    client.post(f"{IMPORTS}{batch.pk}/apply/", {"rows": "good"})
    jobs.run_waiting(now=noon)
    assert Unit.objects.count() == 1


def test_a_file_that_is_no_table_is_refused_in_a_sentence(signed_in, yl):
    client = signed_in(*IMPORT, project=yl)
    sent = {"file": SimpleUploadedFile("a.xlsx", b"nonsense")}
    assert client.post(f"{IMPORTS}new/", sent).status_code == 422
    assert intake.batches().count() == 0


def test_imports_of_another_project_are_not_there(signed_in, yl, noon):
    client = signed_in(*IMPORT, project=yl)
    client.post(f"{IMPORTS}new/", {"file": roster(("3栋", "", "1", "曾", "", ""))})
    batch = intake.batches().get()
    other = signed_in(*IMPORT, project=estate.project("JX"))
    for end in ("", "progress/", "undo/", "refused/"):
        assert other.get(f"{IMPORTS}{batch.pk}/{end}").status_code == 404
    assert signed_in("intake.import", project=yl).get(f"{IMPORTS}new/").status_code == 403


def test_a_term_of_keeping_is_set_between_its_bounds_by_whoever_may(signed_in, yl):
    term = f"{SETTINGS}terms/accounts.sessions/"
    assert signed_in("settings.edit").get(term).status_code == 403
    client = signed_in("settings.edit", "upkeep.set_terms")
    refused = client.post(term, {"days": "90"}).content.decode()
    assert ("可保存180至1095天" in refused, 'value="90"' in refused) == (True, True)
    assert client.post(term, {"days": "200"}).url == f"{SETTINGS}terms/"
    page = client.get(f"{SETTINGS}terms/").content.decode()
    assert ("《网络安全法》第二十一条" in page, "200 天" in page, "操作留痕" in page) == (
        True,
        True,
        True,
    )
    assert client.get(f"{SETTINGS}terms/nothing/").status_code == 404
