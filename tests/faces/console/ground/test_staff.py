"""The desk `staff`: who works here, who may do what, and who gives it."""

import pytest

from anlin.ground.workforce import queries
from anlin.ground.workforce.models import Department, Grant, Holding, Role, Staff, StandIn
from factories import estate, workforce

HERE = "/console/ground/staff/"
SEE, MANAGE, RIGHTS = "workforce.see", "workforce.manage_staff", "workforce.manage_rights"


@pytest.fixture
def member(db, noon):
    return workforce.hired("林秀", at=noon, phone="13812345678")


def pages(member):
    return [HERE, f"{HERE}departments/", f"{HERE}roles/", f"{HERE}{member.pk}/"]


def forms(member):
    names = ("appoint", "grant", "account", "phone", "leave")
    return [f"{HERE}hire/", f"{HERE}departments/new/", *(f"{HERE}{member.pk}/{n}/" for n in names)]


def test_pages_open_by_right_and_forms_only_to_managers(signed_in, member):
    client = signed_in(SEE)
    assert {client.get(page).status_code for page in pages(member)} == {200}
    assert {client.get(form).status_code for form in forms(member)} == {403}
    client = signed_in(SEE, MANAGE, RIGHTS)
    assert {client.get(form).status_code for form in forms(member)} == {200}
    assert {signed_in("cases.see").get(page).status_code for page in pages(member)} == {403}


def test_staff_of_another_project_are_not_there(signed_in, member, yl):
    client = signed_in(SEE, MANAGE, project=yl)
    assert client.get(f"{HERE}{member.pk}/").status_code == 404
    assert "林秀" not in client.get(HERE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_few_questions_however_many_staff(
    signed_in, noon, count, django_assert_num_queries
):
    post = workforce.post(at=noon)
    for place in range(count):
        member = workforce.hired(f"林秀{place}", at=noon)
        Holding.objects.create(staff=member, post=post, holds_from=workforce.JOINED)
    client = signed_in(SEE)
    for page, number in zip(pages(member), (4, 6, 3, 6), strict=True):
        with django_assert_num_queries(number):
            client.get(page)


def test_a_phone_of_staff_is_masked(signed_in, member):
    page = signed_in(SEE, MANAGE).get(f"{HERE}{member.pk}/").content.decode()
    assert ("138****5678" in page, "13812345678" in page) == (True, False)


@pytest.mark.shows("B-EST-25")
def test_company_branch_office_and_service_centre_hang_below_each_other(signed_in):
    client, above = signed_in(SEE, MANAGE), ""
    levels = {
        "company": "公司",
        "branch": "分公司",
        "office": "管理处",
        "service_centre": "服务中心",
    }
    for level in levels:
        sent = {"code": level, "name": f"甲{level}", "level": level, "information_part": "executes"}
        client.post(f"{HERE}departments/new/", sent | {"parent": above, "project": ""})
        above = Department.objects.get(code=level).pk
    answer = client.get(f"{HERE}departments/")
    lines = [each["branch"] for each in answer.context["lines"]]
    assert [(each.depth, each.department.level) for each in lines] == list(enumerate(levels))
    shown = answer.content.decode()
    assert [
        word for word in levels.values() if f'<span class="chip">{word}</span>' not in shown
    ] == []


@pytest.mark.shows("B-EST-25")
def test_whoever_is_limited_to_the_estates_of_a_branch_sees_and_reports_those_alone(
    noon, client, yl
):
    here, elsewhere = (
        [yl, estate.project("JX", name="锦绣湖畔")],
        estate.project("ZZ", name="西山里"),
    )
    member = workforce.hired("林秀", at=noon, username="linxiu")
    role = workforce.role("reader", "workorders.see", "estate.see", "cases.see", at=noon)
    for project in here:
        workforce.granted(member, role, at=noon, project_id=project.pk)
    client.force_login(member.account)
    offices = client.get("/console/trades/workorders/figures/").context["offices"]
    assert {project for project, _rates in offices} == set(here)
    abroad = estate.unit(elsewhere)
    assert client.get(f"/console/ground/estate/units/{abroad.pk}/").status_code == 404


@pytest.mark.shows("A-EST-02", "B-EST-25")
def test_departments_of_every_level_hang_in_one_tree(signed_in, yl):
    client, second = signed_in(SEE, MANAGE), estate.project("JX")
    offices = (("yl", "office", yl.pk), ("jx", "office", second.pk))
    for code, level, project in (("hq", "company", ""), *offices):
        parent = Department.objects.filter(code="hq").first()
        sent = {"code": code, "name": f"{code}部", "level": level, "project": project}
        sent |= {"parent": parent.pk if parent else "", "information_part": "executes"}
        assert client.post(f"{HERE}departments/new/", sent).status_code == 302
    page = client.get(f"{HERE}departments/").content.decode()
    for office in ("yl部", "jx部"):
        assert page.index("tree-0") < page.index("hq部") < page.index("tree-1") < page.index(office)
    office, other = (Department.objects.get(code=code) for code in ("yl", "jx"))
    assert [(each.parent.code, each.project) for each in (office, other)] == [
        ("hq", yl), ("hq", second),
    ]  # fmt: skip
    client.post(f"{HERE}departments/{office.pk}/", {"name": "云栖里管理处", "aliases": ""})
    assert "云栖里管理处" in client.get(f"{HERE}departments/").content.decode()


def test_a_code_in_use_is_refused_and_the_words_kept(signed_in, noon):
    workforce.department("hq", at=noon)
    client = signed_in(SEE, MANAGE)
    sent = {"code": "hq", "name": "总部", "level": "company", "information_part": "executes"}
    answer = client.post(f"{HERE}departments/new/", sent)
    assert (answer.status_code, 'value="总部"' in answer.content.decode()) == (422, True)
    assert Department.objects.count() == 1


def test_somebody_is_hired_appointed_relieved_and_leaves(signed_in, noon):
    post = workforce.post(at=noon)
    client = signed_in(SEE, MANAGE)
    client.post(f"{HERE}hire/", {"name": "王强", "number": "N77", "joined_on": "2026-01-01"})
    staff = Staff.objects.get()
    client.post(f"{HERE}{staff.pk}/appoint/", {"post": post.pk, "on": "2026-01-02"})
    holding = Holding.objects.get()
    assert "客服前台" in client.get(f"{HERE}{staff.pk}/").content.decode()
    client.post(f"{HERE}holdings/{holding.pk}/relieve/", {"on": "2026-02-01"})
    client.post(f"{HERE}{staff.pk}/leave/", {"on": "2026-03-01"})
    staff.refresh_from_db()
    holding.refresh_from_db()
    assert (str(holding.holds_until), str(staff.left_on)) == ("2026-02-01", "2026-03-01")


@pytest.mark.parametrize("wrong", [{"number": "N1"}, {"phone": "12"}])
def test_a_refused_hiring_keeps_the_words(signed_in, noon, wrong):
    workforce.actions.hire(
        name="在先", number="N1", joined_on=workforce.JOINED, by=workforce.BY, at=noon
    )
    client = signed_in(SEE, MANAGE)
    sent = {"name": "王强", "number": "N77", "joined_on": "2026-01-01", **wrong}
    answer = client.post(f"{HERE}hire/", sent)
    assert (answer.status_code, 'value="王强"' in answer.content.decode()) == (422, True)
    assert Staff.objects.count() == 1


def test_a_stand_in_comes_and_goes(signed_in, member, noon):
    post = workforce.post(at=noon)
    client = signed_in(SEE, MANAGE)
    client.post(f"{HERE}posts/{post.pk}/stand-in/", {"staff": member.pk})
    assert "代班： 林秀" in client.get(f"{HERE}departments/").content.decode()
    client.post(f"{HERE}stand-ins/{StandIn.objects.get().pk}/stop/")
    assert StandIn.objects.count() == 0


def test_a_role_is_given_for_a_project_and_taken_back(signed_in, member, yl, noon):
    workforce.administrator(at=noon)
    role = workforce.role("clerk", "cases.see", at=noon)
    client = signed_in(SEE, RIGHTS)
    sent = {"role": role.pk, "project": yl.pk}
    assert client.post(f"{HERE}{member.pk}/grant/", sent).status_code == 302
    assert client.post(f"{HERE}{member.pk}/grant/", sent).status_code == 422
    grant = Grant.objects.get(staff=member)
    assert "云栖里" in client.get(f"{HERE}{member.pk}/").content.decode()
    client.post(f"{HERE}grants/{grant.pk}/revoke/")
    assert not queries.grants_of(member).exists()


def test_nobody_gives_more_than_they_hold(signed_in, member, yl, noon):
    workforce.granted(member, workforce.role("guest", at=noon), at=noon, project_id=yl.pk)
    role = workforce.role("boss", "people.look", at=noon)
    client = signed_in(SEE, RIGHTS, project=yl)
    sent = {"role": role.pk, "project": yl.pk}
    assert client.post(f"{HERE}{member.pk}/grant/", sent).status_code == 422
    assert client.post(f"{HERE}{member.pk}/grant/", {"role": role.pk}).status_code == 422
    assert Grant.objects.count() == 1


def test_the_table_of_rights_says_what_each_allows_and_a_role_can_be_changed(signed_in, noon):
    workforce.role("clerk", "cases.see", at=noon)
    client = signed_in(SEE, RIGHTS)
    page = client.get(f"{HERE}roles/").content.decode()
    assert ("查看事项" in page, "cases.see" in page) == (True, True)
    sent = {"name": "前台", "name_en": "Desk", "rights": ["cases.see", "cases.open"]}
    assert client.post(f"{HERE}roles/clerk/", sent).status_code == 302
    role = Role.objects.get(code="clerk")
    assert queries.rights_of_role(role) == {"cases.see", "cases.open"}


def test_a_staff_account_can_sign_in_once_it_is_given(signed_in, member):
    client = signed_in(SEE, MANAGE)
    address = f"{HERE}{member.pk}/account/"
    weak = client.post(address, {"username": "linxiu", "password": "123"})
    assert (weak.status_code, 'value="linxiu"' in weak.content.decode()) == (422, True)
    assert "123" not in [i for i in weak.content.decode().split('"') if i == "123"]
    client.post(address, {"username": "linxiu", "password": "jade rain 2026"})
    member.refresh_from_db()
    assert member.account.username == "linxiu"


def test_posts_of_another_project_cannot_be_filled(signed_in, yl, noon):
    post = workforce.post(at=noon, project_id=estate.project("JX").pk)
    member = workforce.hired(at=noon)
    workforce.granted(member, workforce.role("guest", at=noon), at=noon, project_id=yl.pk)
    client = signed_in(SEE, MANAGE, project=yl)
    sent = {"post": post.pk, "on": "2026-05-01"}
    assert client.post(f"{HERE}{member.pk}/appoint/", sent).status_code == 422
    assert Holding.objects.count() == 0
