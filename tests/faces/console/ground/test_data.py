"""The pages on which somebody's own data are handed out, erased by two, or held."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from anlin.ground.people import queries
from anlin.ground.people.models import DataRequest, Person
from anlin.ground.tenure import actions as tenure
from anlin.ground.tenure.choices import EndedBecause
from anlin.kernel.actors import system
from factories import desks, residents

pytestmark = pytest.mark.django_db
BY = system("tests")


@pytest.fixture
def made():
    made = desks.scene()
    made.first = desks.employee("沈一", "shenyi", "office_manager", made=made).account
    made.second = desks.employee("沈二", "shener", "administrator", made=made).account
    return made


def resident(made):
    residents.key_for(made.person, made.at, "resident")
    made.person.refresh_from_db()
    return made.person.account


def page(name, pk):
    return reverse(f"console:residents:{name}", args=[pk])


def test_the_office_hands_out_a_copy_as_a_file(client, made):
    client.force_login(made.first)
    address = page("export", made.person.pk)
    assert client.post(address, {"why": ""}).status_code == 422

    answer = client.post(address, {"why": "本人到前台申请"})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        said = json.loads(book.read("data.json"))
        assert "曾丽华" in book.read("index.html").decode()
    assert any("13800001234" in line["text"] for lines in said.values() for line in lines)
    assert answer["Cache-Control"] == "no-store"
    client.force_login(made.worker.account)
    assert client.post(address, {"why": "好奇"}).status_code == 403


def test_what_a_resident_asks_is_done_by_two(client, made):
    me = resident(made)
    client.force_login(me)
    assert client.post(reverse("portal:own_data"), {"kind": "erasure"}).status_code == 302
    assert client.get(reverse("portal:own_data")).status_code == 200
    request = DataRequest.objects.get()
    tenure.end(
        tenure=made.tenure, on=made.at.date(), because=EndedBecause.MOVED_OUT, by=BY, at=made.at
    )

    client.force_login(made.first)
    waiting = client.get(reverse("console:residents:data_requests")).content.decode()
    assert "曾*" in waiting
    assert client.post(page("prepare_erasure", request.pk)).status_code == 302
    assert client.post(page("confirm_erasure", request.pk)).status_code == 422
    client.force_login(made.second)
    assert "confirm" in client.get(page("data", made.person.pk)).content.decode()
    client.post(page("hold", made.person.pk), {"reason": "诉讼", "until": ""})
    assert client.post(page("confirm_erasure", request.pk)).status_code == 422
    [hold] = queries.holds_on(made.person.pk, made.at.date())
    assert client.post(page("lift_hold", hold.pk)).status_code == 302
    assert client.post(page("confirm_erasure", request.pk)).status_code == 302

    assert Person.objects.get(pk=made.person.pk).name == "*"
    client.force_login(me)
    assert client.get(reverse("portal:mine")).status_code in {302, 403}
    client.force_login(made.second)
    assert client.get(page("data", made.person.pk)).status_code == 200


def test_the_office_refuses_in_writing_and_the_person_reads_it(client, made):
    me = resident(made)
    client.force_login(made.first)
    asked = {"kind": "erasure", "reason": "不想再被打扰"}
    assert client.post(page("ask_data", made.person.pk), asked).status_code == 302
    assert client.get(page("data", made.person.pk)).status_code == 200
    request = DataRequest.objects.get()
    assert client.post(page("prepare_erasure", request.pk)).status_code == 422

    client.post(page("refuse_request", request.pk), {"why": "合同仍在履行，至退租之日。"})

    client.force_login(me)
    assert "至退租之日" in client.get(reverse("portal:own_data")).content.decode()
