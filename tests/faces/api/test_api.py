"""The REST API: the same deeds under the same rights, problems as documents, done once."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from anlin.foundation.accounts import api as accounts
from anlin.foundation.audit import api as audit
from anlin.trades.cases.models import Case
from anlin.trades.workorders.models import WorkOrder
from factories import documents, estate, programs, residents, workforce

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


@pytest.fixture
def house(noon):
    at_home = residents.home(noon)
    at_home.project = at_home.unit.project
    at_home.staff = programs.staff_account("desk", at=noon, project_id=at_home.project.pk)
    return at_home


@pytest.fixture
def call(client, house, noon):
    """Call the API as the desk, or as `who` (headers)."""
    desk = programs.bearer(house.staff.account, noon)

    def called(method, path, said=None, *, who=None, key=None):
        headers = (desk if who is None else who) | ({"Idempotency-Key": key} if key else {})
        sent = {} if said is None else {"data": said, "content_type": "application/json"}
        return getattr(client, method)(f"{V1}{path}", headers=headers, **sent)

    return called


def new_case(house, **more):
    said = {
        "project": house.project.pk, "kind": "repair", "words": "厨房漏水", "channel": "hotline",
        "reporter": house.person.pk, "unit": house.unit.pk,
    }  # fmt: skip
    return said | more


def test_without_a_token_nothing_is_told(call):
    answer = call("get", "/cases/", who={})

    assert (answer.status_code, answer["Content-Type"], answer["WWW-Authenticate"]) == (
        401, "application/problem+json", "Bearer",
    )  # fmt: skip
    assert call("get", "/cases/", who={"Authorization": "Bearer anlin_x"}).status_code == 401


def test_a_revoked_token_opens_nothing(call, house, noon):
    token, plain = accounts.issue_token(account=house.staff.account, name="old", at=noon)
    accounts.revoke_token(token=token, at=noon)

    who = {"Authorization": f"Bearer {plain}"}
    assert call("get", "/cases/", who=who).status_code == 401


def test_a_case_runs_through_its_loop(call, house):
    opened = call("post", "/cases/", new_case(house))
    assert opened.status_code == 201
    path = f"/cases/{opened.json()['id']}"
    department = workforce.department(at=Case.objects.get().opened_at)

    sort = {"trade": "water", "service_nature": "routine", "urgency": "urgent"}
    assert call("post", f"{path}/sort/", sort).json()["state"] == "sorted"
    passed = {"department": department.pk, "with_order": True, "worker": house.staff.pk}
    assert call("post", f"{path}/pass-on/", passed).json()["state"] == "passed"
    order = f"/work-orders/{WorkOrder.objects.get().pk}"
    for deed, said in (
        ("accept", {}),
        ("arrive", None),
        ("parts", {"name": "接头", "quantity": "1", "measure": "个"}),
        ("finish", {"finding": "接头裂", "method": "换新"}),
    ):
        assert call("post", f"{order}/{deed}/", said).status_code in {200, 201}, deed
    told = {"words": "已更换接头。", "channel": "hotline"}
    assert call("post", f"{path}/answer/", told).status_code == 201
    assert call("post", f"{path}/agree/", {"grade": 5}).json()["is_satisfied"] is True
    full = call("get", f"{path}/").json()
    assert [m["what"] for m in full["timeline"] if m["what"] in {"reported", "answered", "agreed"}] == [
        "reported", "answered", "agreed",
    ]  # fmt: skip


def test_a_refusal_is_a_problem_document_with_its_code(call, house):
    case = call("post", "/cases/", new_case(house)).json()
    answer = call("post", f"/cases/{case['id']}/close/")

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert {name: answer.json()[name] for name in ("status", "code")} == {
        "status": 422, "code": "no_such_step",
    }  # fmt: skip


def test_what_is_not_allowed_is_403_and_changes_nothing(call, house, noon):
    reader = programs.staff_account("reader", "cases.see", at=noon, project_id=house.project.pk)
    answer = call(
        "post", "/cases/", new_case(house, reporter=None, reporter_name="曾女士"),
        who=programs.bearer(reader.account, noon),
    )  # fmt: skip

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert not Case.objects.exists()


def test_a_case_of_another_project_does_not_exist(call, house, noon):
    other = residents.signed_in_as(
        estate.unit(estate.project("ZZ")), noon, username="owner2", phone=""
    )
    case = residents.matter_of(other, noon)

    assert call("get", f"/cases/{case.pk}/").status_code == 404
    assert call("post", f"/cases/{case.pk}/close/").status_code == 404
    assert call("get", "/cases/").json() == {"rows": [], "after": None}


def test_a_unit_of_another_project_is_refused(call, house):
    other = estate.unit(estate.project("ZZ"))

    assert call("post", "/cases/", new_case(house, unit=other.pk)).status_code == 404
    assert not Case.objects.exists()


def test_a_resident_speaks_for_themselves_and_sees_nothing_internal(call, house, noon):
    who = programs.bearer(house.account, noon)
    opened = call("post", "/cases/", new_case(house, reporter=999, channel="portal"), who=who)
    case = Case.objects.get()
    full = call("get", f"/cases/{case.pk}/", who=who).json()

    assert (opened.status_code, case.reporter) == (201, house.person)
    assert [m["what"] for m in full["timeline"]] == ["reported"]
    other = estate.project("ZZ")
    answer = call("post", "/cases/", new_case(house, project=other.pk, unit=None), who=who)
    assert answer.status_code == 404


def test_a_request_sent_twice_with_one_key_is_done_once(call, house):
    first = call("post", "/cases/", new_case(house), key="8d1e6a52-0001")
    again = call("post", "/cases/", new_case(house), key="8d1e6a52-0001")

    assert (again.status_code, again.json(), again["Idempotent-Replayed"]) == (
        201, first.json(), "true",
    )  # fmt: skip
    assert Case.objects.count() == 1


def test_a_key_of_another_request_is_refused(call, house):
    call("post", "/cases/", new_case(house), key="8d1e6a52-0001")
    answer = call("post", "/cases/", new_case(house, words="别的"), key="8d1e6a52-0001")

    assert (answer.status_code, answer.json()["code"]) == (422, "key_used_otherwise")
    assert Case.objects.count() == 1


def test_a_refused_request_may_be_sent_again_with_its_key(call, house):
    refused = call("post", "/cases/", new_case(house, words=" "), key="8d1e6a52-0002")
    assert refused.status_code == 422
    case = call("post", "/cases/", new_case(house), key="8d1e6a52-0002")
    assert case.status_code == 201


def test_the_same_key_of_another_account_is_another_key(call, house, noon):
    call("post", "/cases/", new_case(house), key="8d1e6a52-0003")
    other = programs.staff_account("desk2", at=noon, project_id=house.project.pk)
    who = programs.bearer(other.account, noon)
    call("post", "/cases/", new_case(house), key="8d1e6a52-0003", who=who)

    assert Case.objects.count() == 2


def test_pages_lose_no_row_while_others_are_added(call, house, noon):
    for minute in range(3):
        residents.matter_of(house, noon + dt.timedelta(minutes=minute))
    first = call("get", "/cases/?size=2").json()
    residents.matter_of(house, noon + dt.timedelta(minutes=9))
    second = call("get", f"/cases/?size=2&after={first['after']}").json()

    ids = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    assert [row["id"] for row in first["rows"] + second["rows"]] == [ids[2], ids[1], ids[0]]
    assert second["after"] is None


def test_people_are_masked_and_looking_is_recorded(call, house):
    person = call("get", f"/people/{house.person.pk}/").json()
    assert (person["masked_name"], person["reachable"][0]["masked"]) == ("曾**", "138****5678")

    clear = call("post", f"/people/{house.person.pk}/look/", {"why": "回电话"}).json()
    assert clear == {
        "name": "曾丽华",
        "identity_number": None,
        "contacts": [{"kind": "mobile", "value": residents.PHONE}],
    }
    assert audit.newest(project_ids=None)[0].deed == "people.looked"


def test_a_document_goes_up_and_comes_down(client, call, house, noon):
    case = residents.matter_of(house, noon)
    headers = programs.bearer(house.staff.account, noon)
    sent = {"file": SimpleUploadedFile("a.jpg", documents.picture())}
    kept = client.post(f"{V1}/documents/of/cases/{case.pk}/", sent, headers=headers)

    assert kept.status_code == 201
    listed = call("get", f"/documents/of/cases/{case.pk}/").json()
    assert listed == [kept.json()]
    served = call("get", f"/documents/{kept.json()['ref']}/")
    assert (served.status_code, served["Content-Type"]) == (200, "image/jpeg")
    served.close()


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_however_many_cases(
    call, house, noon, django_assert_num_queries, many
):
    for _ in range(many):
        residents.matter_of(house, noon)
    call("get", "/cases/")
    with django_assert_num_queries(3):
        call("get", "/cases/")


def test_a_parameter_nobody_described_is_refused_and_named(call):
    refused = call("get", "/cases/?statee=open")
    assert (refused.status_code, "statee" in refused.json()["detail"]) == (422, True)
    assert call("get", "/cases/?size=1").status_code == 200
    assert call("get", "/cases/?statee=open", who={}).status_code == 401
