"""Messages of a group chat become matters: read first, ticked, each once and by itself."""

import datetime as dt

import pytest

from anlin.foundation.audit.models import Entry
from anlin.kernel.errors import NotAllowed
from anlin.trades.cases.models import Case
from anlin.trades.reception import actions, queries
from factories import actors, estate, people, tenure

pytestmark = pytest.mark.django_db
PAGE = "/console/trades/reception/chat/"
PASTED = """—————  2026-05-06  —————

1-1001曾丽华  08:01

三号楼电梯又停了，13800001234

李四  08:03

「1-1001曾丽华：三号楼电梯又停了」
- - - - - - - - - - - - - - -
门也关不上

王五  08:05

早上好
"""


def keys():
    return [each.key for each in queries.messages_of(PASTED, on=dt.date(2026, 5, 6))]


def take(client, chosen, **more):
    return client.post(PAGE, {"text": PASTED, "day": "", "take": "1", "chosen": chosen} | more)


@pytest.mark.shows("B-INT-07")
def test_a_pasted_chat_is_shown_message_by_message_and_the_ticked_ones_become_matters(made, clerk):
    preview = clerk.post(PAGE, {"text": PASTED, "day": ""})
    page = preview.content.decode()

    assert (preview.status_code, Case.objects.exists()) == (200, False)
    assert [key in page for key in keys()] == [True] * 3
    assert "13800001234" not in page.partition("</textarea>")[2]
    assert "曾*" in page

    assert take(clerk, keys()[:2]).status_code == 302
    first, second = Case.objects.order_by("pk")
    assert (first.reporter, first.unit, first.channel.code) == (
        made.person,
        made.unit,
        "wechat-group",
    )
    assert (second.reporter, second.reporter_name) == (None, "李四")
    assert second.words == "门也关不上\n\n回复：「1-1001曾丽华：三号楼电梯又停了」"
    assert (
        first.opened_at.astimezone(made.at.tzinfo).strftime("%Y-%m-%d %H:%M") == "2026-05-06 08:01"
    )
    assert first.number != second.number


def test_what_is_pasted_again_is_the_same_matter(clerk):
    take(clerk, keys()[:1])
    number = Case.objects.get().number

    again = clerk.post(PAGE, {"text": PASTED, "day": ""}).content.decode()
    assert number in again
    take(clerk, keys())
    take(clerk, keys())

    assert Case.objects.count() == 3
    assert Entry.objects.filter(deed="reception.chat_taken").count() == 2


def test_where_nothing_is_ticked_nothing_happens_and_the_text_stays(clerk):
    refused = take(clerk, [])

    assert (refused.status_code, Case.objects.exists()) == (422, False)
    assert "门也关不上" in refused.content.decode().partition("</textarea>")[0]


def test_a_name_that_two_have_is_nobodys(made, clerk):
    other = people.person("曾丽华")
    tenure.holder(estate.units(made.unit.entrance, "1605")[0], other)
    take(clerk, keys()[:1])

    assert Case.objects.get().reporter is None


def test_who_may_not_take_matters_takes_none(made, technician, stranger):
    assert technician.get(PAGE).status_code == 403
    assert take(technician, keys()).status_code == 403
    take(stranger, keys())
    assert not Case.objects.filter(project=made.project).exists()
    said = queries.messages_of(PASTED, on=made.at.date())
    with pytest.raises(NotAllowed):
        actions.take_from_chat(
            project=made.project,
            said=said,
            chosen=keys(),
            by=actors.staff("reception.see"),
            at=made.at,
        )
