import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from anlin.ground.workforce import actions, queries
from anlin.ground.workforce.choices import InformationPart
from anlin.ground.workforce.errors import (
    AccountTaken,
    CodeTaken,
    EndsBeforeItBegins,
    HasLeft,
    HoldsPostAlready,
    LeavesBeforeJoining,
    NotAPhone,
    NumberTaken,
    StandsInAlready,
)
from anlin.ground.workforce.models import Department, Holding, Staff
from anlin.kernel.errors import NotAllowed
from factories import actors, estate, workforce

pytestmark = pytest.mark.django_db
MAY = dt.date(2026, 5, 1)
JUNE = dt.date(2026, 6, 1)
DAY = dt.timedelta(days=1)


def appoint(staff, post, *, at, on=MAY, by=workforce.BY):
    return actions.appoint(staff=staff, post=post, on=on, by=by, at=at)


def test_staff_are_found_by_name_number_and_phone(noon):
    lin = workforce.hired("林秀", at=noon, phone="+86 138-0013-8000", skills="水电、木工, 水电")
    workforce.hired("周全", at=noon)
    seer = actors.staff("workforce.see")

    found = ["秀", lin.number.lower(), "13800138000", "8000"]
    assert [list(queries.search(text, actor=seer)) for text in found] == [[lin]] * 4
    assert list(queries.search("0013", actor=seer)) == []
    assert lin.skill_set == {"水电", "木工"}


def test_a_phone_is_taken_away_again(noon):
    lin = workforce.hired(at=noon, phone="0755-26001234")
    actions.set_phone(staff=lin, phone=" ", by=workforce.BY, at=noon)

    lin.refresh_from_db()
    assert (lin.phone, lin.phone_index, lin.phone_tail_index) == (None, "", "")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"number": "A1"}, NumberTaken),
        ({"phone": "12"}, NotAPhone),
        ({"by": actors.staff("workforce.see")}, NotAllowed),
    ],
)
def test_hiring_is_refused_and_nobody_is_hired(changes, refusal, noon):
    known = {"name": "林秀", "number": "A1", "joined_on": MAY, "by": workforce.BY, "at": noon}
    actions.hire(**known)

    with pytest.raises(refusal):
        actions.hire(**known | {"number": "A2"} | changes)
    assert Staff.objects.count() == 1


def test_an_account_belongs_to_one_person(noon):
    lin, zhou = workforce.hired(at=noon, username="lin"), workforce.hired(at=noon)

    with pytest.raises(AccountTaken):
        actions.give_account(staff=zhou, account=lin.account, by=workforce.BY, at=noon)
    other = workforce.account("zhou", at=noon)
    actions.give_account(staff=zhou, account=other, by=workforce.BY, at=noon)
    assert queries.find_by_account(other.pk) == zhou


def test_a_post_is_held_up_to_the_day_of_relief(noon):
    lin, post = workforce.hired(at=noon), workforce.post(at=noon)
    holding = appoint(lin, post, at=noon)
    actions.relieve(holding=holding, on=JUNE, by=workforce.BY, at=noon)

    days = [MAY - DAY, MAY, JUNE - DAY, JUNE]
    assert [list(queries.holders_of(post, day)) for day in days] == [[], [lin], [lin], []]
    known = [queries.name_and_post(lin.pk, day) for day in (MAY, JUNE)]
    assert known == [(lin.name, "客服前台"), (lin.name, "")]


def test_a_post_is_not_held_twice_or_for_no_day(noon):
    lin, post = workforce.hired(at=noon), workforce.post(at=noon)
    holding = appoint(lin, post, at=noon)

    with pytest.raises(HoldsPostAlready):
        appoint(lin, post, at=noon, on=JUNE)
    with pytest.raises(EndsBeforeItBegins):
        actions.relieve(holding=holding, on=MAY, by=workforce.BY, at=noon)
    assert Holding.objects.filter(holds_until=None).count() == 1


def test_the_next_stand_in_acts_while_others_are_away(noon):
    holder, first, second = (workforce.hired(name, at=noon) for name in "甲乙丙")
    post = workforce.post(at=noon)
    appoint(holder, post, at=noon)
    lines = [
        actions.stand_in(staff=s, post=post, by=workforce.BY, at=noon) for s in (first, second)
    ]

    away = [[], [holder.pk], [holder.pk, first.pk], [holder.pk, first.pk, second.pk]]
    acting = [queries.find_on_duty(post, MAY, away=ids) for ids in away]
    assert acting == [holder, first, second, None]
    with pytest.raises(StandsInAlready):
        actions.stand_in(staff=first, post=post, by=workforce.BY, at=noon)
    actions.stop_standing_in(line=lines[0], by=workforce.BY, at=noon)
    assert queries.find_on_duty(post, MAY, away=[holder.pk]) == second


def test_leaving_ends_posts_roles_and_account(noon):
    lin, post = workforce.hired(at=noon, username="lin"), workforce.post(at=noon)
    now, later = appoint(lin, post, at=noon), workforce.post("班长", at=noon, code="south")
    appoint(lin, later, at=noon, on=JUNE + DAY)
    workforce.granted(lin, workforce.role(at=noon), at=noon)
    actions.stand_in(staff=lin, post=later, by=workforce.BY, at=noon)

    actions.leave(staff=lin, on=JUNE, by=workforce.BY, at=noon)

    now.refresh_from_db()
    lin.account.refresh_from_db()
    assert (lin.left_on, now.holds_until, lin.account.is_active) == (JUNE, JUNE, False)
    assert (lin.holdings.count(), lin.stand_ins.count()) == (1, 0)
    assert list(queries.grants_of(lin)) == []
    with pytest.raises(HasLeft):
        appoint(lin, later, at=noon)
    with pytest.raises(HasLeft):
        actions.leave(staff=lin, on=JUNE, by=workforce.BY, at=noon)


def test_nobody_leaves_before_joining(noon):
    lin = workforce.hired(at=noon)

    with pytest.raises(LeavesBeforeJoining):
        actions.leave(staff=lin, on=workforce.JOINED, by=workforce.BY, at=noon)
    lin.refresh_from_db()
    assert lin.left_on is None


def test_a_manager_of_one_project_does_not_touch_staff_of_another(noon):
    here, there = estate.project("A"), estate.project("B")
    post = workforce.post(at=noon, project_id=there.pk)
    lin = workforce.hired(at=noon)
    manager = actors.staff("workforce.manage_staff", project_id=here.pk)

    with pytest.raises(NotAllowed):
        appoint(lin, post, at=noon, by=manager)
    appoint(lin, post, at=noon)
    with pytest.raises(NotAllowed):
        actions.leave(staff=lin, on=JUNE, by=manager, at=noon)


def test_staff_are_seen_by_those_who_share_their_project(noon):
    here, there = estate.project("A"), estate.project("B")
    lin, zhou, he = (workforce.hired(name, at=noon) for name in ("A", "B", "C"))
    workforce.granted(lin, workforce.role(at=noon), at=noon, project_id=here.pk)
    appoint(zhou, workforce.post(at=noon, project_id=there.pk), at=noon)

    def seen(project_id, key=0):
        return list(
            queries.staff_visible_to(actors.staff("workforce.see", key=key, project_id=project_id))
        )

    assert (seen(None), seen(here.pk), seen(there.pk)) == ([lin, zhou, he], [lin], [zhou])
    assert seen(here.pk, key=he.pk) == [lin, he]


def test_those_who_hold_a_role_in_a_project_or_everywhere(noon):
    here, clerk = estate.project(), workforce.role(at=noon)
    lin, zhou = workforce.hired("A", at=noon), workforce.hired("B", at=noon)
    workforce.granted(lin, clerk, at=noon)
    workforce.granted(zhou, clerk, at=noon, project_id=here.pk)

    assert list(queries.holders_of_role("clerk", project_id=here.pk, on=MAY)) == [lin, zhou]
    assert list(queries.holders_of_role("clerk", project_id=None, on=MAY)) == [lin]


def test_departments_hang_in_a_tree_with_their_projects(noon, django_assert_num_queries):
    north, south = estate.project("N"), estate.project("S")
    company = workforce.department("c", at=noon)
    branch = workforce.department("c.b", at=noon, parent=company)
    workforce.department("c.b.n", at=noon, parent=branch, project_id=north.pk)
    workforce.department("c.s", at=noon, parent=company, project_id=south.pk)

    with django_assert_num_queries(1):
        [top] = queries.department_tree()
    assert [(line.department.code, line.depth) for line in top.flat()] == [
        ("c", 0),
        ("c.b", 1),
        ("c.b.n", 2),
        ("c.s", 1),
    ]
    assert queries.projects_under(branch) == {north.pk}
    assert queries.projects_under(company) == {north.pk, south.pk}


def test_a_renamed_department_is_found_by_its_old_names(noon):
    desk = workforce.department(at=noon, name="客服部", aliases="接待处")
    actions.rename_department(
        department=desk, name="客户服务部", aliases=desk.aliases, by=workforce.BY, at=noon
    )

    assert [queries.departments_called(text) for text in ("客服", "接待", "NORTH", "工程")] == [
        [desk],
        [desk],
        [desk],
        [],
    ]


def test_a_code_is_used_once_and_parts_are_distinct(noon):
    desk = workforce.department(at=noon, information_part=InformationPart.COLLECTS)

    with pytest.raises(CodeTaken):
        workforce.department(at=noon)
    with pytest.raises(NotAllowed):
        actions.open_department(
            level="office", code="x", name="x", by=actors.staff("workforce.see"), at=noon
        )
    assert (list(Department.objects.all()), desk.is_information_desk) == ([desk], True)


def test_the_database_itself_refuses_what_makes_no_sense(noon):
    lin, post = workforce.hired(at=noon), workforce.post(at=noon)
    senseless = [
        lambda: Holding.objects.create(staff=lin, post=post, holds_from=MAY, holds_until=MAY),
        lambda: Staff.objects.filter(pk=lin.pk).update(left_on=lin.joined_on),
        lambda: Department.objects.update(parent=post.department_id),
    ]
    for deed in senseless:
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()
