"""The bases of every view: refusals become answers, with and without JavaScript; nothing typed is lost."""

import logging

import pytest
from django import forms
from django.test import Client
from django.urls import path

from anlin.config.urls import urlpatterns as real
from anlin.faces.console import shell
from anlin.faces.kit import pages, requests
from anlin.kernel.errors import Conflict, Invalid, NotAllowed, NotThere
from factories.accounts import account

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
REFUSALS = {
    "there": Invalid("There is a drip.", field="words"),
    "nowhere": Invalid("The whole house is shut.", field="other"),
    "right": NotAllowed(),
    "gone": NotThere(),
    "late": Conflict(),
}


class Say(forms.Form):
    words = forms.CharField(label="Words", max_length=20)


class Try(shell.FormPage):
    form_class = Say
    title = "Try"
    done = "Said."
    prepared = 0

    def prepare(self):
        super().prepare()
        self.prepared += 1

    def context(self):
        return {"prepared": self.prepared}

    def act(self, form):
        refusal = REFUSALS.get(form.cleaned_data["words"])
        if refusal is not None:
            raise refusal
        return "/console/"


class Guarded(pages.Page):
    template_name = "kit/plain.html"
    right = "trying.look"


class Broken(pages.Page):
    def get(self, request):
        raise RuntimeError("a bolt came loose")


urlpatterns = [
    path("try/", Try.as_view()),
    path("guarded/", Guarded.as_view()),
    path("broken/", Broken.as_view()),
    *real,
]
handler404 = "anlin.faces.kit.frame.errors.not_found"
handler500 = "anlin.faces.kit.frame.errors.failed"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def say(client, words, **headers):
    return client.post("/try/", {"words": words}, headers=headers)


def test_a_deed_done_goes_on_and_says_so_once(staff):
    answer = staff.post("/try/", {"words": "hello"}, follow=True)
    assert answer.redirect_chain == [("/console/", 302)]
    assert "Said." in answer.content.decode()
    assert "Said." not in staff.get("/console/").content.decode()


def test_htmx_is_sent_on_by_a_header(staff):
    answer = say(staff, "hello", **HTMX)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/console/")


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        ("there", 422, "There is a drip."),
        ("nowhere", 422, "The whole house is shut."),
        ("late", 409, "刚才有人改动过这里"),
        ("far too many words for it", 422, "Words"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_refusal_stands_in_the_form_and_the_words_are_kept(
    staff, words, status, sentence, headers
):
    answer = say(staff, words, **headers)
    text = answer.content.decode()
    assert answer.status_code == status
    assert sentence in text
    assert f'value="{words}"' in text
    assert ("<html" in text) is not bool(headers)


def test_a_refusal_of_a_field_stands_at_the_field(staff):
    form = say(staff, "there").context["form"]
    assert form.errors == {"words": ["There is a drip."]}


def test_after_a_conflict_the_page_is_read_anew(staff):
    assert say(staff, "late").context["prepared"] == 2


@pytest.mark.parametrize(("words", "status"), [("right", 403), ("gone", 404)])
def test_what_is_not_open_is_a_page_with_a_sentence_and_a_number(staff, words, status):
    answer = say(staff, words, **{"X-Request-ID": "from-the-proxy-1"})
    assert answer.status_code == status
    assert "from-the-proxy-1" in answer.content.decode()
    assert answer["X-Request-ID"] == "from-the-proxy-1"


def test_a_part_that_is_not_open_is_only_its_sentence(staff):
    assert "<html" not in say(staff, "right", **HTMX).content.decode()


def test_strangers_are_asked_to_sign_in_and_come_back(client):
    assert client.get("/try/?a=1").url == "/accounts/login/?next=/try/%3Fa%3D1"
    assert client.get("/try/", headers=HTMX)["HX-Redirect"].startswith("/accounts/login/")


def test_residents_do_not_see_the_console(owner):
    assert owner.get("/console/").status_code == 403


def test_an_account_of_nobody_opens_nothing(client):
    client.force_login(account())
    assert client.get("/console/").status_code == 403


@pytest.mark.parametrize(("held", "status"), [(set(), 403), ({"trying.look"}, 200)])
def test_a_page_asks_for_its_right(staff, rights, held, status):
    rights |= held
    assert staff.get("/guarded/").status_code == status


def test_a_fault_is_a_page_with_a_number_and_a_line_in_the_log(staff, caplog):
    staff.raise_request_exception = False
    caplog.handler.addFilter(requests.RequestIdFilter())
    answer = staff.get("/broken/", headers={"X-Request-ID": "from-the-proxy-2"})
    assert answer.status_code == 500
    assert "from-the-proxy-2" in answer.content.decode()
    assert [r.request_id for r in caplog.records if r.levelno == logging.ERROR] == [
        "from-the-proxy-2"
    ]


def test_an_unknown_address_is_a_page_in_our_words(staff):
    answer = staff.get("/no-such-place/")
    assert answer.status_code == 404
    assert "这里没有内容" in answer.content.decode()


def test_a_forged_number_is_not_taken(staff):
    assert (
        staff.get("/console/", headers={"X-Request-ID": "a b<script>"})["X-Request-ID"]
        != "a b<script>"
    )


def test_a_stale_form_is_told_in_a_sentence(known):
    answer = Client(enforce_csrf_checks=True).post(
        "/accounts/login/", {"login": "a", "password": "b"}
    )
    assert answer.status_code == 403
    assert "页面打开太久" in answer.content.decode()


def test_nothing_inline_and_nothing_foreign_may_run(staff):
    policy = staff.get("/console/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy.replace("script-src 'self'", "")


def test_another_project_is_chosen_and_kept(staff):
    answer = staff.post("/accounts/project/", {"project": "2", "next": "/console/"}, follow=True)
    assert answer.context["project"].id == 2
    assert staff.post("/accounts/project/", {"project": "9"}).status_code == 404
    assert staff.get("/console/").context["project"].id == 2


def test_large_type_is_kept_on_the_device(owner):
    answer = owner.post("/accounts/large-type/", {"large": "1", "next": "/"}, follow=True)
    assert "data-elder" in answer.content.decode()
    assert owner.cookies["elder"].value == "1"


def test_a_choice_never_leads_to_a_foreign_place(owner):
    assert (
        owner.post("/accounts/large-type/", {"large": "1", "next": "https://evil.example/"}).url
        == "/"
    )


def test_the_language_can_be_changed(staff):
    staff.post("/accounts/language/", {"language": "en", "next": "/console/"})
    text = staff.get("/console/").content.decode()
    assert '<html lang="en"' in text
    assert "Nothing is waiting for you" in text


def test_the_portal_can_be_installed(owner):
    assert owner.get("/manifest.webmanifest").json()["name"] == "安邻业主端"
    worker = owner.get("/worker.js")
    assert worker["Content-Type"] == "text/javascript"
    assert "/offline/" in worker.content.decode()
    assert owner.get("/offline/").status_code == 200
