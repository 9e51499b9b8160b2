"""Deeds on people: refusals leave nothing, looks leave a trace, merges can be undone."""

import pytest
from django.db import connection

from anlin.foundation.audit import api as audit
from anlin.ground.people import actions, errors, queries
from anlin.ground.people.choices import (
    CallTime,
    CareKind,
    ContactKind,
    NoteKind,
    PersonKind,
    Purpose,
)
from anlin.ground.people.models import ContactPoint, Merge, Person, SensitiveNote
from anlin.kernel.errors import Conflict, NotAllowed
from factories import actors, people

pytestmark = pytest.mark.django_db
PHONE = "13812345678"
BY = actors.staff("people.edit", "people.look", "people.merge", "people.see_family")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": "  "}, errors.NoName),
        ({"phones": ("12",)}, errors.NotAPhone),
        ({"identity_number": "110105194912310021"}, errors.NotAnIdentityNumber),
    ],
)
def test_a_refused_registration_leaves_nobody_of_the_whole_batch(noon, wrong, refusal):
    good = actions.NewPerson(name="刘伟", phones=(PHONE,))
    new = [good, actions.NewPerson(**{"name": "曾丽华", **wrong})]
    with pytest.raises(refusal):
        actions.register_many(new=new, by=BY, at=noon)
    assert (Person.objects.count(), ContactPoint.objects.count()) == (0, 0)
    assert audit.newest(None) == []


def test_names_and_numbers_stand_nowhere_in_clear(noon):
    person = people.person("曾丽华", PHONE)
    card = queries.card(person.pk)
    assert (card.masked_name, card.masked_phone) == ("曾**", "138****5678")
    raw = str(
        list(Person.objects.values("name_index")) + list(ContactPoint.objects.values("full_index"))
    )
    assert ("曾丽华" in raw, PHONE in raw) == (False, False)


def test_a_look_is_recorded_before_anything_is_shown(noon):
    person = people.person("曾丽华", PHONE)
    clear = actions.look(person=person, why="回访", by=BY, at=noon)
    assert (clear.name, clear.contacts) == ("曾丽华", (("mobile", PHONE),))
    assert audit.of_subject(person.subject)[0].deed == "people.looked"


def test_who_may_not_look_leaves_no_trace_of_one(noon):
    person = people.person()
    with pytest.raises(NotAllowed):
        actions.look(person=person, why="", by=actors.staff("people.see"), at=noon)
    assert [e.deed for e in audit.of_subject(person.subject)] == ["people.registered"]


def test_a_shared_phone_is_disowned_with_everybody_and_twice_is_once(noon):
    wife, husband = people.person("曾丽华", PHONE), people.person("刘伟", PHONE, "13900001111")
    assert actions.disown(phone="138-1234-5678", by=BY, at=noon) == 2
    assert actions.disown(phone=PHONE, by=BY, at=noon) == 0
    assert not queries.find_by_phone(PHONE).exists()
    assert queries.card(wife.pk).masked_phone == ""
    assert queries.card(husband.pk).masked_phone == "139****1111"


def test_a_retired_number_may_come_back(noon):
    person = people.person("曾丽华", PHONE)
    actions.disown(phone=PHONE, by=BY, at=noon)
    again = {"person": person, "kind": ContactKind.MOBILE, "value": PHONE, "by": BY, "at": noon}
    assert actions.add_contact(**again) == actions.add_contact(**again)
    assert list(queries.find_by_phone(PHONE)) == [person]


def test_a_merged_person_is_found_as_the_one_that_remained_until_it_is_undone(noon):
    kept, absorbed = people.person("曾丽华", PHONE), people.person("曾女士", "13900001111")
    done = actions.merge(kept=kept, absorbed=absorbed, reason="同一人", by=BY, at=noon)
    assert list(queries.find_by_phone("13900001111")) == [kept]
    assert queries.same_person(absorbed.pk) == [kept.pk, absorbed.pk]
    actions.undo_merge(done=done, by=BY, at=noon)
    assert list(queries.find_by_phone("13900001111")) == [absorbed]
    with pytest.raises(errors.NothingToUndo):
        actions.undo_merge(done=Merge.objects.get(), by=BY, at=noon)


def test_no_merge_makes_a_chain_or_mixes_kinds(noon):
    first, second, third = (people.person(name) for name in ("甲", "乙", "丙"))
    firm = people.person("锦绣物业", kind=PersonKind.COMPANY)
    actions.merge(kept=first, absorbed=second, reason="同一人", by=BY, at=noon)
    told = {"reason": "同一人", "by": BY, "at": noon}
    for kept, absorbed, refusal in (
        (third, first, errors.AlreadyMerged),
        (second, third, errors.AlreadyMerged),
        (first, first, errors.CannotMerge),
        (first, firm, errors.CannotMerge),
    ):
        with pytest.raises(refusal):
            actions.merge(kept=kept, absorbed=absorbed, **told)
    assert Merge.objects.count() == 1


def test_a_mark_of_care_stands_once_until_it_is_lifted(noon):
    person = people.person()
    told = {"person": person, "kind": CareKind.ELDERLY, "by": BY, "at": noon}
    assert actions.mark_care(**told) == actions.mark_care(**told)
    assert queries.card(person.pk).care == (CareKind.ELDERLY,)
    actions.lift_care(**told)
    assert queries.card(person.pk).care == ()


def call_time_of(person):
    return Person.objects.get(pk=person.pk).call_time


def deeds_on(person):
    return [entry.deed for entry in audit.of_subject(person.subject)]


def test_when_somebody_likes_to_be_called_is_noted_changed_and_cleared(noon):
    person = people.person()
    told = {"person": person, "by": BY, "at": noon}
    assert call_time_of(person) == ""
    for wanted in (CallTime.MORNING, CallTime.ANY, ""):
        actions.note_call_time(**told, call_time=wanted)
        assert (call_time_of(person), queries.card(person.pk).call_time) == (wanted, wanted)
    cleared, changed, noted, _registered = audit.of_subject(person.subject)
    assert (cleared.deed, cleared.details) == ("people.call_time_cleared", {})
    assert (changed.deed, changed.details) == ("people.call_time_noted", {"call_time": "any"})
    assert (noted.details, noted.actor_ref) == ({"call_time": "morning"}, BY.ref)


def test_the_same_time_to_call_noted_twice_is_one_deed(noon):
    person = people.person()
    told = {"person": person, "by": BY, "at": noon}
    for wanted in (CallTime.EVENING, CallTime.EVENING, "", ""):
        actions.note_call_time(**told, call_time=wanted)
    assert deeds_on(person)[:-1] == ["people.call_time_cleared", "people.call_time_noted"]


def test_a_time_to_call_that_nobody_knows_is_refused_and_the_old_one_stays(noon):
    person = people.person()
    told = {"person": person, "by": BY, "at": noon}
    actions.note_call_time(**told, call_time=CallTime.MORNING)
    before = deeds_on(person)
    with pytest.raises(errors.NotACallTime) as refused:
        actions.note_call_time(**told, call_time="midnight")
    assert ("midnight" in str(refused.value), refused.value.field) == (True, "call_time")
    assert (person.call_time, call_time_of(person)) == ("morning", "morning")
    assert deeds_on(person) == before


def test_who_may_not_edit_people_notes_no_time_to_call_not_even_for_themselves(noon):
    person = people.person()
    for by in (actors.staff("people.see", "people.look"), actors.resident(key=person.pk)):
        with pytest.raises(NotAllowed):
            actions.note_call_time(person=person, call_time=CallTime.MORNING, by=by, at=noon)
    assert call_time_of(person) == ""
    assert deeds_on(person) == ["people.registered"]


def test_of_two_who_note_a_time_to_call_at_once_the_second_changes_nothing(noon):
    person = people.person()
    read_before = Person.objects.get(pk=person.pk)
    told = {"by": BY, "at": noon}
    actions.note_call_time(person=person, call_time=CallTime.MORNING, **told)
    before = deeds_on(person)
    with pytest.raises(Conflict):
        actions.note_call_time(person=read_before, call_time=CallTime.EVENING, **told)
    assert (call_time_of(person), deeds_on(person)) == ("morning", before)


def test_a_note_needs_consent_and_is_closed_when_it_is_withdrawn(noon):
    person = people.person()
    told = {"person": person, "by": BY, "at": noon}
    note = {**told, "kind": NoteKind.FAMILY, "purpose": Purpose.CARE, "text": "老人独居"}
    with pytest.raises(errors.ConsentMissing):
        actions.note(**note)
    assert SensitiveNote.objects.count() == 0
    actions.give_consent(**told, purpose=Purpose.CARE, how="当面")
    actions.note(**note)
    assert [n.text for n in actions.read_notes(**told, kinds=list(NoteKind))] == ["老人独居"]
    actions.withdraw_consent(**told, purpose=Purpose.CARE)
    assert actions.read_notes(**told, kinds=list(NoteKind)) == []


def test_a_note_of_another_right_is_neither_kept_nor_read(noon):
    person = people.person()
    actions.give_consent(person=person, purpose=Purpose.ARREARS, how="书面", by=BY, at=noon)
    with pytest.raises(NotAllowed):
        actions.note(
            person=person,
            kind=NoteKind.ECONOMICS,
            purpose=Purpose.ARREARS,
            text="下岗",
            by=BY,
            at=noon,
        )
    assert SensitiveNote.objects.count() == 0


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="SQLite chooses by rule, PostgreSQL by count"
)
@pytest.mark.parametrize("index", ["name_index", "identity_index"])
def test_those_not_merged_are_found_by_what_is_asked_of_them(index):
    plan = queries.standing().filter(**{f"{index}__in": ["a", "b"]}).explain()

    assert f"USING INDEX people_person_{index}" in plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the same")
def test_those_who_were_merged_are_found_by_an_index_of_their_own():
    assert "person_absorbed" in Person.objects.filter(merged_into=1).explain()
