"""Every form of console and portal, filled by somebody who means harm: refused in words or shown harmlessly."""

import os

import pytest
from django.apps import apps

from factories import hostile as texts
from walk.visit import OURS, Visit

# As the walk and the fuzzing of the API: on PostgreSQL only, which is the stricter of the two.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql_only,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
# One in every run; `make ordeal` enters everything everywhere.
TURNS = texts.turns()[: int(os.environ.get("ANLIN_EXAMPLES", "1"))]
HARMFUL = (texts.SCRIPT, "<img src=x", texts.TURNED)
# Told in fields that nobody asked for; in no table afterwards.
FOREIGN = "918273645"


def told(form, turn, today):
    """The form filled sensibly, but for the fields whose turn it is."""
    is_text, place = turn
    said = form.filled(today)
    for field in form.fields.values():
        if field.kind != "file" and field.name not in OURS and field.is_text == is_text:
            values = texts.for_kind(field.kind)
            said[field.name] = values[place % len(values)]
            place += 1
    return said


def test_no_form_breaks_shows_what_was_entered_as_it_was_or_takes_a_field_that_it_does_not_show():
    """One test, because finding all forms takes longer than filling them."""
    visit, wrong, taken = Visit(), [], []
    columns = every_column()
    forms = list(visit.forms())
    asked_for_more = {form.action for _face, form in texts.some(forms)}
    for face, form in forms:
        for turn in TURNS:
            status, shown, _written = visit.send(face, form, told(form, turn, visit.today))
            harm = [word for word in HARMFUL if word in shown]
            if status >= 500 or harm:
                wrong.append((form.action, turn, status, harm))
        if form.action not in asked_for_more:
            continue
        foreign = dict.fromkeys(columns - form.fields.keys() - OURS, FOREIGN)
        said = foreign | form.filled(visit.today)
        status, _shown, written = visit.send(face, form, said)
        if status >= 500 or FOREIGN in written:
            taken.append((form.action, status))
    assert (wrong, taken) == ([], [])


def every_column():
    return {
        field.name
        for model in apps.get_models()
        if model.__module__.startswith("anlin.")
        for field in model._meta.concrete_fields
    }
