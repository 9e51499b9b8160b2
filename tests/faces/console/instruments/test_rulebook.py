"""The rulebook: packs are taken and adopted with a look beforehand; how rules are kept is seen."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from anlin.instruments.duty import actions as duties
from anlin.instruments.duty import queries
from anlin.instruments.duty.choices import Fact
from anlin.instruments.duty.models import Occurrence, Pack, SiteFact, Standing
from factories import actors, duty, estate, workforce

DESK = "/console/instruments/rulebook/"
SEE, ARRANGE = "duty.see", "duty.arrange"
DAY = dt.timedelta(days=1)


@pytest.fixture
def now():
    return timezone.localtime()


@pytest.fixture
def tomorrow(now):
    return f"{now.date() + DAY:%Y-%m-%d}"


def text(answer):
    return answer.content.decode()


def sent_twice(client, address, sent):
    """The look, and the confirmation of what was shown."""
    looked = client.post(address, sent)
    told = looked.context.get("told")
    return looked, client.post(address, {**sent, "told": told})


def a_week(project, now):
    """Seven days: the first missed, one done in time, one done later, one waived."""
    start = now - 7 * DAY
    duty.standing(project, duty.rule(what=duty.DAILY), at=start.replace(hour=0, minute=1))
    rows = duty.occurrences()
    by = actors.staff("duty.discharge", "duty.waive")
    duties.give_evidence(
        occurrence=rows[1], words="已做", by=by, at=rows[1].last_at - dt.timedelta(hours=1)
    )
    duties.sweep(at=rows[2].last_at + dt.timedelta(hours=1))
    rows[2].refresh_from_db()
    duties.give_evidence(
        occurrence=rows[2], words="补做", by=by, at=rows[2].last_at + dt.timedelta(hours=2)
    )
    duties.waive(occurrence=rows[3], because="停电", by=by, at=rows[3].earliest_at)
    duties.sweep(at=now)
    return rows


def test_the_desk_opens_to_whoever_sees_duties(signed_in, yl):
    for page in ("", "days/", "board/"):
        assert signed_in("cases.see", project=yl).get(DESK + page).status_code == 403
        assert signed_in(SEE, project=yl).get(DESK + page).status_code == 200


def test_a_pack_of_the_house_is_taken_once_and_only_by_whoever_may(signed_in, yl):
    assert signed_in(SEE).post(f"{DESK}take/grade-1/").status_code == 403
    assert Pack.objects.count() == 0
    client = signed_in(SEE, ARRANGE)
    assert client.post(f"{DESK}take/grade-1/").status_code == 302
    assert client.post(f"{DESK}take/nothing/").status_code == 404
    assert "住宅小区一级服务" in text(client.get(DESK))
    assert Pack.objects.count() == 1


def test_faults_of_a_file_stand_with_their_lines_and_nothing_is_taken(signed_in, yl):
    client = signed_in(SEE, ARRANGE)
    head = duty.HEAD.format(code="own", version=1, adopted="by choice")
    wrong = head + "rules:" + duty.rule(what="calendar: {every: NEVER}")
    refused = client.post(f"{DESK}upload/", {"file": SimpleUploadedFile("a.yaml", wrong.encode())})
    assert (refused.status_code, Pack.objects.count()) == (422, 0)
    assert [fault.line > 5 for fault in refused.context["faults"]] == [True]
    right = head + "rules:" + duty.rule()
    taken = client.post(f"{DESK}upload/", {"file": SimpleUploadedFile("a.yaml", right.encode())})
    assert taken.url == f"{DESK}packs/{Pack.objects.get().pk}/"
    assert signed_in(SEE).get(f"{DESK}upload/").status_code == 403


def test_two_versions_are_compared_rule_by_rule(signed_in, yl, now):
    first = duty.pack(at=now)
    second = duty.pack(duty.rule(what=duty.DAILY), duty.rule("new"), version=2, at=now)
    page = text(signed_in(SEE).get(f"{DESK}packs/{second.pk}/", {"against": first.pk}))
    assert ("FREQ=DAILY" in page, "<b>new</b>" in page) == (True, True)


def test_adopting_shows_what_it_would_do_before_it_does(signed_in, yl, now, tomorrow):
    pack = duty.pack(at=now)
    client = signed_in(SEE, ARRANGE, project=yl)
    address = f"{DESK}packs/{pack.pk}/adopt/"
    sent = {"places": [yl.pk], "from_on": tomorrow, "reason": "开工"}
    looked = client.post(address, sent)
    assert (looked.status_code, Standing.objects.count()) == (200, 0)
    assert looked.context["change"].adds > 7
    told = looked.context["told"]
    other = client.post(address, {**sent, "reason": "别的", "told": told})
    assert (other.status_code, Standing.objects.count()) == (200, 0)
    assert client.post(address, {**sent, "told": told}).status_code == 302
    assert Standing.objects.get().project == yl


def test_rules_by_law_want_a_confirmation_and_what_was_typed_stays(signed_in, yl, now, tomorrow):
    pack = duty.pack(adopted="after confirmation", at=now)
    client = signed_in(SEE, ARRANGE, project=yl)
    sent = {"places": [yl.pk], "from_on": tomorrow, "reason": "依法"}
    _looked, refused = sent_twice(client, f"{DESK}packs/{pack.pk}/adopt/", sent)
    assert (refused.status_code, Standing.objects.count()) == (422, 0)
    assert 'value="依法"' in text(refused)
    sent_twice(client, f"{DESK}packs/{pack.pk}/adopt/", {**sent, "confirmed": "on"})
    assert Standing.objects.count() == 1


def test_nobody_adopts_for_another_project_or_without_the_right(signed_in, yl, now, tomorrow):
    pack, other = duty.pack(at=now), estate.project("JX")
    address = f"{DESK}packs/{pack.pk}/adopt/"
    sent = {"places": [other.pk], "from_on": tomorrow, "reason": ""}
    assert signed_in(SEE, ARRANGE, project=yl).post(address, sent).status_code == 422
    assert signed_in(SEE, project=yl).post(address, sent).status_code == 403
    assert Standing.objects.count() == 0


def test_a_figure_is_changed_for_one_project_from_a_day(signed_in, yl, now, tomorrow):
    duty.standing(yl, at=now)
    standing = Standing.objects.get()
    client = signed_in(SEE, ARRANGE, project=yl)
    address = f"{DESK}standings/{standing.pk}/figures/"
    shown = client.get(address).context["form"]
    given = {name: shown[name].value() for name in shown.fields}
    given |= {"from_on": tomorrow, "reason": "试行"}
    wrong = client.post(address, {**given, "calendar.target": "someday"})
    assert (wrong.status_code, "someday" in text(wrong)) == (422, True)
    sent_twice(client, address, {**given, "calendar.target": "at 12:00"})
    now_stands = Standing.objects.get(until_on=None)
    assert now_stands.figures == {"calendar.target": "at 12:00"}
    page = text(client.get(f"{DESK}rules/{standing.rule_id}/"))
    assert "calendar.target = at 12:00" in page


def test_a_rule_is_given_up_with_a_reason(signed_in, yl, now, tomorrow):
    duty.standing(yl, at=now)
    standing = Standing.objects.get()
    address = f"{DESK}standings/{standing.pk}/give-up/"
    foreign = signed_in(SEE, ARRANGE, project=estate.project("JX"))
    assert foreign.post(address, {"from_on": tomorrow, "reason": "x"}).status_code == 404
    client = signed_in(SEE, ARRANGE, project=yl)
    assert client.post(address, {"from_on": tomorrow, "reason": ""}).status_code == 422
    early = client.post(address, {"from_on": f"{now:%Y-%m-%d}", "reason": "不再需要"})
    assert (early.status_code, "不再需要" in text(early)) == (422, True)
    assert client.post(address, {"from_on": tomorrow, "reason": "不再需要"}).status_code == 302
    assert Standing.objects.get().until_on is not None


def test_what_holds_of_the_site_is_answered_and_what_nobody_said_stays_open(signed_in, yl, now):
    address = f"{DESK}facts/"
    assert signed_in(SEE, project=yl).post(address, {"lift": "yes"}).status_code == 403
    assert not SiteFact.objects.exists()
    estate.building(yl, "1", has_lift=True, storeys=18)
    client = signed_in(SEE, ARRANGE, project=yl)
    lift = client.get(address).context["form"].fields["lift"]
    assert lift.choices[0] == ("", "据记录：是")

    assert client.post(address, {"lift": "no", "pool": "yes"}).status_code == 302

    assert queries.answers_of([yl.pk]) == {yl.pk: {Fact.LIFT: False, Fact.POOL: True}}
    assert queries.facts_of([yl.pk], now.date()) == {yl.pk: {Fact.POOL, Fact.HIGH_RISE}}
    client.post(address, {"lift": "", "pool": "yes"})
    assert queries.facts_of([yl.pk], now.date()) == {yl.pk: {Fact.POOL, Fact.HIGH_RISE, Fact.LIFT}}


def test_warnings_and_rungs_are_figures_too(signed_in, yl, now, tomorrow):
    workforce.role("office_manager", at=now)
    boss = workforce.role("boss", at=now).code
    duty.standing(
        yl, duty.rule(more="  rises: [{after: 1d, to: office_manager}]\n  warn: [50]"), at=now
    )
    standing = Standing.objects.get()
    client = signed_in(SEE, ARRANGE, project=yl)
    address = f"{DESK}standings/{standing.pk}/figures/"
    shown = client.get(address).context["form"]
    given = {name: shown[name].value() for name in shown.fields}
    given |= {"from_on": tomorrow, "reason": "试行"}
    for wrong in ({"rises": "1d nobody at all"}, {"rises": "soon boss"}, {"warn": "120"}):
        answer = client.post(address, given | wrong)
        assert (answer.status_code, Standing.objects.count()) == (422, 1)

    sent_twice(
        client, address, given | {"rises": f"0d {boss}\n2d office_manager", "warn": "30, 80"}
    )
    figures = Standing.objects.get(until_on=None).figures
    assert figures == {
        "rises": [{"after": "0d", "to": "boss"}, {"after": "2d", "to": "office_manager"}],
        "warn": [30, 80],
    }
    now_stands = Standing.objects.get(until_on=None)
    shown = client.get(f"{DESK}standings/{now_stands.pk}/figures/").context["form"]
    assert shown["rises"].value().splitlines()[0] == f"0d {boss}"
    sent_twice(
        client,
        f"{DESK}standings/{now_stands.pk}/figures/",
        {name: shown[name].value() for name in shown.fields} | given | {"rises": "", "warn": ""},
    )
    assert Standing.objects.order_by("pk").last().figures == {"rises": [], "warn": []}


def test_another_post_and_more_evidence_hold_for_what_is_opened_from_then_on(
    signed_in, yl, now, tomorrow
):
    workforce.role("boss", at=now)
    duty.standing(yl, at=now)
    standing = Standing.objects.get()
    client = signed_in(SEE, ARRANGE, project=yl)
    address = f"{DESK}standings/{standing.pk}/figures/"
    shown = client.get(address).context["form"]
    assert [code for code, _title in shown.fields["post"].choices] == ["office_manager", "boss"]
    given = {name: shown[name].value() for name in shown.fields}
    given |= {"from_on": tomorrow, "reason": "没有经理", "post": "boss", "evidence.count": "2"}
    sent_twice(client, address, given)

    owed = Occurrence.objects.filter(standing=Standing.objects.get(until_on=None))
    assert {(row.post, row.wanted) for row in owed} == {("boss", 2)}
    assert client.post(address, given | {"post": "nobody"}).status_code in {404, 422}


def test_a_week_shows_on_the_days_the_board_and_the_rule(signed_in, yl, now):
    rows = a_week(yl, now)
    client = signed_in(SEE, project=yl)
    [(line, _rule, _name)] = client.get(f"{DESK}board/").context["lines"]
    assert (line.kept, line.late, line.waived) == (1, 1, 1)
    assert line.missed == line.due - 2 >= 4
    rule = rows[0].standing.rule_id
    assert [each for each, *_ in client.get(f"{DESK}rules/{rule}/").context["record"]] == [line]
    month = f"{rows[0].scheduled_on:%Y-%m}"
    assert 'class="is-missed"' in text(client.get(f"{DESK}days/", {"month": month}))


def test_head_office_sees_projects_beside_each_other_and_opens_one_or_one_rule(signed_in, yl, now):
    a_week(yl, now)
    other = estate.project("JX", name="锦绣湖畔")
    pack = Pack.objects.get()
    start = (now - 7 * DAY).replace(hour=0, minute=1)
    duties.adopt(pack=pack, places=[other], from_on=start.date(), by=duty.BY, at=start)
    duties.sweep(at=now)
    client = signed_in(SEE)

    def board(query=""):
        page = client.get(f"{DESK}board/{query}")
        return [(line.project, line.code, line.missed) for line, *_ in page.context["lines"]]

    here = board(f"?of={yl.pk}")[0][2]
    there = board(f"?of={other.pk}")[0][2]
    assert there > here >= 4
    assert board("?view=project") == [("锦绣湖畔", "", there), ("云栖里", "", here)]
    assert board("?view=rule") == [("", "trial/meeting", there + here)]
    assert board("?rule=trial/meeting") == [
        ("锦绣湖畔", "trial/meeting", there), ("云栖里", "trial/meeting", here),
    ]  # fmt: skip
    assert board("?rule=other") == board("?of=0") == []
    mine = signed_in(SEE, project=yl).get(f"{DESK}board/?view=project").context["lines"]
    assert [line.project for line, *_ in mine] == ["云栖里"]


def test_another_projects_duties_are_not_told(signed_in, yl, now):
    rows = a_week(yl, now)
    client = signed_in(SEE, project=estate.project("JX", name="锦绣湖畔"))
    assert client.get(f"{DESK}board/").context["lines"] == []
    page = client.get(f"{DESK}rules/{rows[0].standing.rule_id}/")
    assert (page.context["record"], page.context["standings"]) == ([], [])
    assert client.get(f"{DESK}days/").context["lines"] == []


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(
    ("page", "count"),
    [
        ("", 3), ("board/", 4), ("board/?view=project", 3), ("board/?view=rule", 4), ("days/", 3),
        ("packs/{pack}/", 5), ("packs/{pack}/load/", 13), ("packs/{pack}/adopt/", 4), ("rules/{rule}/", 6),
        ("standings/{standing}/figures/", 4), ("standings/{standing}/give-up/", 3), ("facts/", 6),
    ],
)  # fmt: skip
def test_more_rules_cost_no_more_questions(  # noqa: PLR0917  (fixtures)
    signed_in, yl, now, page, count, many, django_assert_num_queries
):
    start = now - 7 * DAY
    duty.standing(yl, *[duty.rule(f"r{n}", what=duty.DAILY) for n in range(many)], at=start)
    duties.sweep(at=now)
    standing = Standing.objects.first()
    address = page.format(pack=Pack.objects.get().pk, rule=standing.rule_id, standing=standing.pk)
    client = signed_in(SEE, ARRANGE, project=yl)
    with django_assert_num_queries(count):
        assert client.get(DESK + address).status_code == 200


def test_the_load_of_a_year_is_reckoned_and_says_what_is_left_out(signed_in, yl, now):
    rules = [duty.rule(what=duty.DAILY), duty.rule("clock", duty.CLOCK)]
    pack = duty.pack(*rules, at=now)
    client = signed_in(SEE, project=yl)
    found = client.get(f"{DESK}packs/{pack.pk}/load/", {"year": "2026"}).context
    assert [(rule.code, whole) for rule, _name, _months, whole in found["lines"]] == [
        ("meeting", 365)
    ]
    assert [rule.code for rule, _name in found["left_out"]] == ["clock"]
    assert client.get(f"{DESK}packs/{pack.pk}/load/", {"year": "x"}).status_code == 200
    assert signed_in("cases.see").get(f"{DESK}packs/{pack.pk}/load/").status_code == 403
