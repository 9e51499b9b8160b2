"""Packs are refused whole, with the file and line of every fault; what is taken is kept as it was written."""

import pytest

from anlin.instruments.duty import actions, errors
from anlin.instruments.duty.models import Pack, Rule
from anlin.instruments.duty.rules import reading
from anlin.kernel.errors import NotAllowed
from factories import actors, duty

HEAD = duty.HEAD.format(code="trial", version=1, adopted="by choice")


def faults(text):
    with pytest.raises(reading.PackRefused) as refused:
        reading.read({"pack.yaml": HEAD, "rules.yaml": text})
    return [(fault.file, fault.line, fault.sentence) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("post: office_manager", "post: Office Manager", 6, "post:"),
        ("every: FREQ=WEEKLY;BYDAY=MO", "every: FREQ=WEEKLY", 8, "does not say which day"),
        ("target: at 18:00", "target: at 25:00", 8, "is no move"),
        ("what: 会议记录", "waht: 会议记录", 9, "evidence.waht"),
        ("source: 001 L83", "", 2, "source: Field required"),
        ("per: project", "per: project\n  per: company", 8, "“per” is said twice."),
        (
            "per: project",
            "per: project\n  defaults: [calendar.hour]",
            2,
            "`defaults` names calendar.hour",
        ),
        ("per: project", "per: project\n  when: [elevator]", 2, "“elevator” is no fact"),
        ("per: project", "per: project\n  clock: {on: x, within: 3d}", 2, "this one says"),
        ("title: 每周例会", "title: [", 5, ""),
        ("title: 每周例会", "title: &a 每周例会\n  note: *a", 4, "Anchors and aliases"),
        ("title: 每周例会", "title: !!python/object:os.system {}", 3, "constructor"),
    ],
)
def test_a_fault_is_named_with_its_line(old, new, line, says):
    text = duty.rule().replace(old, new)
    assert text != duty.rule()

    found = faults(text)

    assert any(file == "rules.yaml" and says in sentence for file, _line, sentence in found), found
    assert found[0][1] == line


def test_every_fault_is_named_at_once_not_only_the_first():
    text = duty.rule("a").replace("every: FREQ=WEEKLY;BYDAY=MO", "every: X") + duty.rule("A b")

    found = faults(text)

    assert [sentence.split(":")[0] for _file, _line, sentence in found] == ["calendar", "code"]
    assert [line for _file, line, _sentence in found] == [8, 12]


def test_a_code_given_twice_and_files_that_are_no_lists_are_refused():
    assert faults(duty.rule() + duty.rule())[0][2] == "The code “meeting” was given before."
    assert "is a list" in faults("pack: other")[0][2]
    assert faults("")[0][2] == "The file is empty."
    with pytest.raises(reading.PackRefused):
        reading.read({"pack.yaml": "- code: x"})


def test_on_and_no_are_words_and_a_time_is_a_time():
    text = duty.rule(what="cover: {duty: hotline, begins: 18:00, ends: 24:00}")
    [rule] = reading.read({"pack.yaml": HEAD, "rules.yaml": text}).pack.rules
    assert (rule.cover.begins, rule.cover.ends) == ("18:00", "24:00")


@pytest.mark.django_db
def test_a_pack_is_taken_as_written_and_the_same_again_changes_nothing(noon):
    pack = duty.pack(duty.rule("a"), duty.rule("b"), at=noon)
    again = duty.pack(duty.rule("a"), duty.rule("b"), at=noon)

    assert again == pack
    assert pack.files["pack.yaml"] == HEAD
    assert list(pack.rules.order_by("code").values_list("code", "kind")) == [
        ("a", "calendar"),
        ("b", "calendar"),
    ]
    with pytest.raises(errors.PackKnown):
        duty.pack(duty.rule("a"), at=noon)
    assert (Pack.objects.count(), Rule.objects.count()) == (1, 2)


@pytest.mark.django_db
def test_without_the_right_no_pack_is_taken(noon):
    written = reading.read({"pack.yaml": HEAD, "rules.yaml": duty.rule()})
    with pytest.raises(NotAllowed):
        actions.take_pack(written=written, by=actors.staff("duty.see"), at=noon)
    assert Pack.objects.count() == 0


@pytest.mark.django_db
def test_a_pack_of_laws_stands_only_after_somebody_confirmed_it(noon):
    pack = duty.pack(adopted="after confirmation", at=noon)
    with pytest.raises(errors.NeedsConfirmation):
        actions.adopt(pack=pack, places=[], from_on=noon.date(), by=duty.BY, at=noon)
