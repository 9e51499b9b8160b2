"""The desk `residents`: masked until looked at, coming and going, merging and undoing."""

import datetime as dt

import pytest

from anlin.foundation.audit import api as audit
from anlin.ground.people import queries as people_known
from anlin.ground.people.models import ContactPoint, Merge, Person
from anlin.ground.tenure import queries
from anlin.ground.tenure.choices import TenureRole
from anlin.ground.tenure.models import Formality, Tenure
from factories import cases, estate, people, tenure

HERE = "/console/ground/residents/"
RIGHTS = ("tenure.see", "tenure.edit", "people.see", "people.edit", "people.look", "people.merge")
PHONE = "13812345678"


@pytest.fixture
def unit(yl):
    return estate.unit(yl)


@pytest.fixture
def owner(unit):
    return tenure.holder(unit, people.person("曾丽华", PHONE)).person


def pages(unit, person):
    return [
        HERE,
        f"{HERE}households/{unit.pk}/",
        f"{HERE}people/{person.pk}/",
        f"{HERE}duplicates/",
    ]


def forms(unit, person):
    held = Tenure.objects.get(person=person)
    about = ("look", "contact", "rename", "care", "call-time", "consent", "account")
    return [
        f"{HERE}new/",
        f"{HERE}not-me/",
        f"{HERE}households/{unit.pk}/transfer/",
        f"{HERE}tenures/{held.pk}/end/",
        f"{HERE}tenures/{held.pk}/formality/",
        f"{HERE}tenures/{held.pk}/accept/",
        *(f"{HERE}people/{person.pk}/{name}/" for name in about),
    ]


def test_no_page_shows_a_name_or_a_phone_in_full(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=unit.project)
    answers = [client.get(page) for page in pages(unit, owner) + forms(unit, owner)]
    assert {answer.status_code for answer in answers} == {200}
    told = "".join(answer.content.decode() for answer in answers)
    assert "曾**" in told
    assert "138****5678" in told
    assert [secret for secret in ("曾丽华", PHONE) if secret in told] == []


def test_who_only_sees_may_open_pages_and_no_form(signed_in, unit, owner):
    client = signed_in("tenure.see", "people.see", project=unit.project)
    assert [client.get(page).status_code for page in pages(unit, owner)] == [200, 200, 200, 403]
    assert {client.get(form).status_code for form in forms(unit, owner)} == {403}


def test_without_the_right_nothing_opens(signed_in, unit, owner):
    client = signed_in("estate.see", project=unit.project)
    assert {client.get(page).status_code for page in pages(unit, owner)} == {403}


def test_people_of_another_project_are_not_there(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=estate.project("JX"))
    _list, *one_thing = pages(unit, owner)[:3]
    assert {client.get(page).status_code for page in one_thing} == {404}
    assert "曾**" not in client.get(HERE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_few_questions_however_many_people(
    signed_in, unit, count, django_assert_num_queries
):
    for place in range(count):
        held = tenure.holder(unit, people.person("曾丽华", f"1381234567{place}"), share=(1, 3))
    client = signed_in(*RIGHTS, project=unit.project)
    for page, number in ((HERE, 6), (f"{HERE}households/{unit.pk}/", 9)):
        with django_assert_num_queries(number):
            client.get(page)
    with django_assert_num_queries(11):
        client.get(f"{HERE}people/{held.person_id}/")


@pytest.mark.parametrize("typed", ["曾丽华", PHONE, "138 1234 5678", "5678", "3-2-1502", "1502"])
def test_people_are_found_by_name_phone_its_end_or_room(signed_in, unit, owner, typed):
    other = estate.units(unit.entrance, "1701")[0]
    tenure.holder(other, people.person("李建国", "13900001111"))
    client = signed_in(*RIGHTS, project=unit.project)
    text = client.get(HERE, {"q": typed}).content.decode()
    assert ("曾**" in text, "李**" in text) == (True, False)


def test_a_look_says_what_for_and_leaves_a_trace(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=unit.project)
    address = f"{HERE}people/{owner.pk}/look/"
    assert client.post(address, {"why": ""}).status_code == 422
    assert [e.deed for e in audit.of_subject(owner.subject)] == ["people.registered"]
    answer = client.post(address, {"why": "回访电话"})
    text = answer.content.decode()
    assert [words for words in ("曾丽华", PHONE) if words not in text] == []
    assert answer["Cache-Control"] == "no-store"
    newest = audit.of_subject(owner.subject)[0]
    assert (newest.deed, newest.details) == ("people.looked", {"why": "回访电话"})


@pytest.mark.shows("A-EST-05")
@pytest.mark.parametrize("role", list(TenureRole))
def test_somebody_is_registered_into_any_role_and_stands_in_it_in_the_file(signed_in, unit, role):
    client = signed_in(*RIGHTS, project=unit.project)
    sent = {"name": "王芳", "phone": "13711112222", "role": role.value, "begins_on": "2026-01-01"}
    assert client.post(f"{HERE}new/", {**sent, "room": "3-2-1502"}).status_code == 302
    assert Tenure.objects.get().role == role
    page = client.get(f"{HERE}households/{unit.pk}/").content.decode()
    assert f'chip-good">{role.label}' in page


@pytest.mark.shows("A-EST-05")
def test_the_six_kinds_of_parties_are_roles():
    asked = "owner property_user tenant household_member client_representative prospective_owner"
    assert set(asked.split()) <= set(TenureRole.values)


def test_whoever_is_known_already_is_not_registered_twice(signed_in, unit, owner):
    garage = estate.units(unit.entrance, "1701")[0]
    client = signed_in(*RIGHTS, project=unit.project)
    sent = {"name": "曾丽华", "phone": PHONE, "role": "owner", "begins_on": "2026-01-01"}
    client.post(f"{HERE}new/", {**sent, "room": "3-2-1701"})
    assert Person.objects.count() == 1
    assert Tenure.objects.get(unit=garage).person == owner


@pytest.mark.parametrize(
    "wrong",
    [{"phone": "12"}, {"room": "9-9-9"}, {"share": "3/2"}, {"room": ""}, {"identity_number": "1"}],
)
def test_a_refused_registration_leaves_nothing_and_keeps_the_words(signed_in, unit, wrong):
    client = signed_in(*RIGHTS, project=unit.project)
    sent = {"name": "王芳", "phone": "", "role": "owner", "begins_on": "2026-01-01", "room": "1502"}
    answer = client.post(f"{HERE}new/", {**sent, **wrong})
    assert answer.status_code == 422
    assert 'value="王芳"' in answer.content.decode()
    assert (Person.objects.count(), Tenure.objects.count()) == (0, 0)


def test_a_transfer_ends_the_old_owner_and_shares_the_unit(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=unit.project)
    sent = {"owners": "刘伟 13900001111 50%\n赵敏 13900002222 1/2", "on": "2026-05-01"}
    assert client.post(f"{HERE}households/{unit.pk}/transfer/", sent).status_code == 302
    page = client.get(f"{HERE}households/{unit.pk}/").content.decode()
    assert [word for word in ("刘*", "赵*", "50%", "房屋过户") if word not in page] == []
    assert queries.owners(unit.pk, dt.date(2026, 5, 2)).count() == 2


def test_shares_that_do_not_add_up_leave_nothing(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=unit.project)
    sent = {"owners": "刘伟 13900001111 50%", "on": "2026-05-01"}
    answer = client.post(f"{HERE}households/{unit.pk}/transfer/", sent)
    assert (answer.status_code, "刘伟 13900001111 50%" in answer.content.decode()) == (422, True)
    assert (Person.objects.count(), Tenure.objects.get().ends_on) == (1, None)


def test_a_tenure_ends_for_a_reason(signed_in, unit, owner):
    held = Tenure.objects.get()
    client = signed_in(*RIGHTS, project=unit.project)
    sent = {"on": "2026-05-01", "because": "moved_out"}
    assert client.post(f"{HERE}tenures/{held.pk}/end/", sent).status_code == 302
    assert client.post(f"{HERE}tenures/{held.pk}/end/", sent).status_code == 422


@pytest.mark.shows("A-EST-09")
def test_a_letting_is_accepted_after_its_formalities_and_the_rules(signed_in, unit):
    held = tenure.holder(unit, role=TenureRole.TENANT)
    client = signed_in(*RIGHTS, project=unit.project)
    accept = {"rules_version": "2026-1", "on": "2026-05-01"}
    address = f"{HERE}tenures/{held.pk}/"
    refused = client.post(f"{address}accept/", accept)
    assert (refused.status_code, "租赁合同复印件" in refused.content.decode()) == (422, True)
    page = client.get(f"{HERE}households/{unit.pk}/").content.decode()
    assert ("尚未确认" in page, "公安流动人口登记" in page) == (True, True)
    for kind in Formality._meta.get_field("kind").choices:
        client.post(f"{address}formality/", {"kind": kind[0], "on": "2026-05-01"})
    assert client.post(f"{address}accept/", accept).status_code == 302
    assert "承租人管理规定 2026-1" in client.get(f"{HERE}households/{unit.pk}/").content.decode()


@pytest.mark.shows("B-EST-10")
def test_several_marks_of_care_stand_at_once_and_can_be_lifted(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=unit.project)
    care = f"{HERE}people/{owner.pk}/care/"
    client.post(care, {"kinds": ["elderly", "disabled", "important"]})
    page = client.get(f"{HERE}people/{owner.pk}/").content.decode()
    assert [word for word in ("老年人", "残疾人", "重要客户") if word not in page] == []
    client.post(care, {"kinds": ["elderly"]})
    assert "残疾人" not in client.get(f"{HERE}people/{owner.pk}/").content.decode()


def call_time_of(person):
    return Person.objects.get(pk=person.pk).call_time


def test_when_a_resident_likes_to_be_called_is_shown_changed_and_cleared(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=unit.project)
    about = f"{HERE}people/{owner.pk}/"
    assert "尚未记录方便接听的时间" in client.get(about).content.decode()
    for sent, told in (("evening", "晚上"), ("any", "任何时间")):
        answer = client.post(f"{about}call-time/", {"call_time": sent})
        assert (answer.status_code, answer["Location"]) == (302, about)
        page = client.get(about).content.decode()
        assert f"<p>{told}</p>" in page
        assert f'<option value="{sent}" selected>{told}</option>' in page
        assert f'action="{about}call-time/"' in page
    assert client.post(f"{about}call-time/", {"call_time": ""}).status_code == 302
    assert "尚未记录方便接听的时间" in client.get(about).content.decode()
    deeds = [entry.deed for entry in audit.of_subject(owner.subject)]
    assert deeds[:3] == ["people.call_time_cleared", *["people.call_time_noted"] * 2]


def test_an_unknown_time_to_call_is_refused_in_the_form_and_changes_nothing(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=unit.project)
    address = f"{HERE}people/{owner.pk}/call-time/"
    client.post(address, {"call_time": "morning"})
    answer = client.post(address, {"call_time": "midnight"})
    assert (answer.status_code, "midnight" in answer.content.decode()) == (422, True)
    assert "call_time" in answer.context["form"].errors
    assert call_time_of(owner) == "morning"
    assert len(audit.of_subject(owner.subject)) == 2


@pytest.mark.parametrize("place", ["here without", "here seeing", "elsewhere"])
def test_who_may_not_change_a_resident_sets_no_time_to_call(signed_in, unit, owner, place):
    rights, project, status = {
        "here without": (("estate.see",), unit.project, 403),
        "here seeing": (("tenure.see", "people.see"), unit.project, 403),
        "elsewhere": (RIGHTS, estate.project("JX"), 404),
    }[place]
    client = signed_in(*rights, project=project)
    address = f"{HERE}people/{owner.pk}/call-time/"
    assert client.get(address).status_code == status
    assert client.post(address, {"call_time": "morning"}).status_code == status
    assert call_time_of(owner) == ""
    assert [entry.deed for entry in audit.of_subject(owner.subject)] == ["people.registered"]


def test_who_only_sees_reads_the_time_to_call_without_a_form(signed_in, unit, owner):
    signed_in(*RIGHTS, project=unit.project).post(
        f"{HERE}people/{owner.pk}/call-time/", {"call_time": "afternoon"}
    )
    client = signed_in("tenure.see", "people.see", project=unit.project)
    page = client.get(f"{HERE}people/{owner.pk}/").content.decode()
    assert ("<p>下午</p>" in page, "call-time/" in page) == (True, False)


def test_the_page_of_a_person_asks_no_more_for_the_time_to_call(
    signed_in, unit, owner, django_assert_num_queries
):
    client = signed_in(*RIGHTS, project=unit.project)
    client.post(f"{HERE}people/{owner.pk}/call-time/", {"call_time": "morning"})
    client.get(f"{HERE}people/{owner.pk}/")
    with django_assert_num_queries(11):
        client.get(f"{HERE}people/{owner.pk}/")


@pytest.mark.shows("A-EST-06")
def test_what_services_are_designed_for_is_shown_by_right(signed_in, unit, owner):
    client = signed_in(*RIGHTS, "people.see_profile", project=unit.project)
    told = {
        "age_structure": ("年龄结构", "两老一小"), "education": ("文化层次", "大学"),
        "interests": ("兴趣爱好", "书法、太极"), "service_needs": ("服务需求", "接送孩子"),
    }  # fmt: skip
    for kind, (_label, text) in told.items():
        sent = {"kind": kind, "text": text}
        assert client.post(f"{HERE}households/{unit.pk}/note/", sent).status_code == 302
    page = client.get(f"{HERE}households/{unit.pk}/").content.decode()
    pairs = told.values()
    assert [p for p in pairs if f"<dt>{p[0]}</dt><dd>{p[1]}</dd>" not in page] == []
    client = signed_in(*RIGHTS, project=unit.project)
    assert "书法" not in client.get(f"{HERE}households/{unit.pk}/").content.decode()


@pytest.mark.shows("B-EST-11")
def test_sensitive_notes_need_consent_and_their_own_right(signed_in, unit, owner):
    client = signed_in(*RIGHTS, "people.see_family", project=unit.project)
    about = f"{HERE}people/{owner.pk}/"
    note = {"kind": "family", "purpose": "care", "text": "老人独自在家"}
    refused = client.post(f"{about}note/", note)
    assert (refused.status_code, "老人独自在家" in refused.content.decode()) == (422, True)
    client.post(f"{about}consent/", {"purpose": "care", "deed": "give", "how": "当面"})
    assert client.post(f"{about}note/", note).status_code == 302
    assert client.post(f"{about}note/", {**note, "kind": "economics"}).status_code == 422
    assert "老人独自在家" not in client.get(about).content.decode()
    assert "老人独自在家" in client.post(f"{about}notes/").content.decode()
    assert audit.of_subject(owner.subject)[0].deed == "people.notes_read"
    client = signed_in(*RIGHTS, "people.see_economics", project=unit.project)
    assert "老人独自在家" not in client.post(f"{about}notes/").content.decode()


def test_one_person_shows_every_unit_and_every_matter(signed_in, unit, owner, noon):
    tenure.holder(estate.units(unit.entrance, "1701")[0], owner)
    cases.opened(unit.project, noon, reporter=owner, unit=unit)
    client = signed_in(*RIGHTS, "cases.see", project=unit.project)
    page = client.get(f"{HERE}people/{owner.pk}/").content.decode()
    assert [w for w in ("3栋2单元1502", "3栋2单元1701", "待整理") if w not in page] == []


def test_doubles_are_found_merged_and_parted_again(signed_in, unit, owner):
    double = tenure.holder(
        estate.units(unit.entrance, "1701")[0], people.person("曾 丽华", "+86 138-1234-5678")
    ).person
    client = signed_in(*RIGHTS, project=unit.project)
    link = f"/people/{owner.pk}/merge/?other={double.pk}"
    assert link in client.get(f"{HERE}duplicates/").content.decode()
    address = f"{HERE}people/{owner.pk}/merge/"
    assert client.get(f"{address}?other={double.pk}").status_code == 200
    assert client.post(address, {"other": double.pk, "reason": ""}).status_code == 422
    assert client.post(address, {"other": double.pk, "reason": "同一人"}).status_code == 302
    assert "3栋2单元1701" in client.get(f"{HERE}people/{owner.pk}/").content.decode()
    assert client.get(f"{HERE}people/{double.pk}/").status_code == 404
    assert client.post(f"{HERE}merges/{Merge.objects.get().pk}/undo/").status_code == 302
    assert client.get(f"{HERE}people/{double.pk}/").status_code == 200


def test_a_disowned_phone_finds_nobody_any_more(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=unit.project)
    assert client.post(f"{HERE}not-me/", {"phone": "abc"}).status_code == 422
    assert client.post(f"{HERE}not-me/", {"phone": PHONE}).status_code == 302
    assert ContactPoint.objects.filter(retired_at=None).count() == 0
    assert not people_known.find_by_phone(PHONE).exists()


def test_a_resident_gets_access_to_the_portal_once(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=unit.project)
    address = f"{HERE}people/{owner.pk}/account/"
    assert client.post(address, {"username": "zenglihua"}).status_code == 302
    assert client.post(address, {"username": "zeng2"}).status_code == 422
    owner.refresh_from_db()
    assert owner.account.username == "zenglihua"


def test_a_contact_is_added_and_a_name_corrected(signed_in, unit, owner):
    client = signed_in(*RIGHTS, project=unit.project)
    about = f"{HERE}people/{owner.pk}/"
    client.post(f"{about}contact/", {"kind": "email", "value": "zeng@example.org"})
    client.post(f"{about}rename/", {"name": "欧阳丽华", "sex": "f"})
    page = client.get(about).content.decode()
    assert ("欧阳**" in page, "z***@example.org" in page) == (True, True)
    assert client.post(f"{about}contact/", {"kind": "mobile", "value": "1"}).status_code == 422
