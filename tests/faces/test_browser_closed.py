"""The house is closed while somebody types: in a real browser the form stays, and a notice says why."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from anlin.foundation.upkeep import api as upkeep
from anlin.ground.people.models import ContactPoint
from anlin.kernel.actors import system
from browsers import let_in
from factories import residents

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("screen", ["phone"], indirect=True),
]
BY = system("tests")


def test_what_is_typed_waits_in_the_form_until_the_house_is_open_again(noon, screen):
    residents.home(noon)
    let_in(screen, "owner1")
    screen.goto(reverse("portal:new_phone"))
    field, before = screen.get_by_role("textbox").first, ContactPoint.objects.count()
    field.fill("13900007777")
    upkeep.close(reason="换新版本", opens_at=None, by=BY, at=noon)
    screen.locator("form[hx-post] button[type=submit]").click()
    expect(screen.locator("#closed")).to_contain_text("系统暂时只读")
    expect(field).to_have_value("13900007777")
    assert ContactPoint.objects.count() == before
    screen.look("closed")
    assert [said for said in screen.complaints if "503" not in said] == []

    upkeep.reopen(by=BY, at=noon)
    screen.locator("form[hx-post] button[type=submit]").click()
    screen.wait_for_url(lambda url: "phone" not in url)
    expect(screen.locator("#closed")).to_be_hidden()
    assert ContactPoint.objects.count() == before + 1
