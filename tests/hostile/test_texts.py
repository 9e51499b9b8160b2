"""Text that lies about itself comes in without the lie, by all three doors; whole pages stay whole with it in every name."""

from contextlib import suppress

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from anlin.foundation.intake.table import as_text
from anlin.kernel import texts as kernel
from anlin.trades.cases.models import Case
from factories import hostile as texts
from factories import programs
from walk.visit import Visit


def test_what_turns_the_line_is_left_out_and_emoji_stay_whole():
    assert kernel.seen(f"曾{texts.UNSEEN}丽华\n") == "曾丽华\n"
    assert kernel.seen(texts.TEXTS["four_bytes"]) == texts.TEXTS["four_bytes"]
    assert kernel.seen("a\ud800b") == "ab"


def test_a_line_stays_one_line():
    assert kernel.line("a\r\nSet-Cookie: evil=1\u2028b") == "a Set-Cookie: evil=1b"


def test_a_cell_of_a_file_is_read_without_it():
    assert as_text(f" 曾{texts.UNSEEN}丽华 ") == "曾丽华"


@pytest.mark.django_db
def test_a_form_keeps_the_words_without_it():
    visit = Visit()
    case = visit.world.things["case"]
    page = f"/console/trades/cases/{case}/retitle/"
    reply = visit.browsers["console"].post(page, {"title": f"厨房{texts.UNSEEN}\r\n漏水"})
    assert (reply.status_code, Case.objects.get(pk=case).title) == (302, "厨房 漏水")


@pytest.mark.django_db
def test_the_api_keeps_the_words_without_it(client):
    made = Visit().world
    said = {
        "project": made.made.project.pk, "kind": "repair", "channel": "hotline",
        "words": f"厨房{texts.UNSEEN}漏水", "reporter_name": "曾\u202e\n女士",
    }  # fmt: skip
    who = programs.bearer(made.callers["here"], made.made.at)
    reply = client.post("/api/v1/cases/", said, content_type="application/json", headers=who)
    kept = Case.objects.get(pk=reply.json()["id"])
    assert (kept.words, kept.reporter_name) == ("厨房漏水", "曾 女士")


@pytest.mark.django_db
@pytest.mark.postgresql_only
def test_no_page_lets_a_name_out_of_its_place():
    visit = Visit()
    spoil()
    pages = list(visit.pages())
    wrong = [
        (address.path, reply.status_code)
        for address, reply, markup in pages
        if reply.status_code >= 500 or texts.SCRIPT in markup or texts.IMAGE in markup
    ]
    assert wrong == []
    assert sum("img src=x" in markup for _address, _reply, markup in pages) > 100


def spoil():
    """Put script into every text a person may have written."""
    for model in apps.get_models():
        if model.__module__.startswith(("anlin.ground", "anlin.instruments", "anlin.trades")):
            for field in model._meta.concrete_fields:
                if is_free(field):
                    room = field.max_length or 4000
                    harm = (texts.IMAGE + texts.SCRIPT)[:room] if room > 40 else texts.SCRIPT[:room]
                    # What must differ from row to row is nobody's free words.
                    with suppress(IntegrityError), transaction.atomic():
                        rows = model._base_manager.exclude(**{field.name: ""})
                        rows.update(**{field.name: harm})


def is_free(field):
    is_text = type(field) in {models.CharField, models.TextField}
    fixed = {
        "code",
        "sha256",
        "ref",
        "state",
        "status",
        "kind",
        "media_type",
        "seal",
        "number",
        "path",
        "right",
    }
    is_key = (
        field.unique
        or field.choices
        or field.name in fixed
        or field.name.endswith(("_by", "_kind", "_key", "_ref", "_index", "hash"))
    )
    return is_text and not is_key
