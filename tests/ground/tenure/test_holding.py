"""Who comes, who goes, who buys: refusals leave nothing, and history stays."""

import datetime as dt

import pytest

from anlin.ground.people import actions as people_actions
from anlin.ground.tenure import actions, errors, queries
from anlin.ground.tenure.choices import EndedBecause, FormalityKind, TenureRole
from anlin.ground.tenure.models import Formality, RulesReceipt, Tenure
from anlin.kernel.errors import NotAllowed
from factories import actors, estate, people, tenure

pytestmark = pytest.mark.django_db
BY = actors.staff("tenure.edit", "people.edit", "people.merge")
MAY = dt.date(2026, 5, 1)


@pytest.fixture
def unit():
    return estate.unit(estate.project())


def test_owners_may_not_hold_more_than_the_whole(unit):
    tenure.holder(unit, share=(1, 2))
    with pytest.raises(errors.SharesDoNotAddUp):
        tenure.holder(unit, people.person("刘伟"), share=(2, 3))
    assert Tenure.objects.count() == 1


def test_nobody_holds_one_role_twice_at_a_time(unit):
    held = tenure.holder(unit, role=TenureRole.TENANT)
    with pytest.raises(errors.AlreadyHolds):
        tenure.holder(unit, held.person, role=TenureRole.TENANT)
    assert Tenure.objects.count() == 1


def test_only_representatives_and_prospects_need_no_unit(unit, noon):
    told = {"project": unit.project, "unit": None, "person": people.person(), "begins_on": MAY}
    with pytest.raises(errors.NeedsUnit):
        actions.begin(new=actions.NewTenure(role=TenureRole.OWNER, **told), by=BY, at=noon)
    prospect = actions.NewTenure(role=TenureRole.PROSPECTIVE_OWNER, **told)
    assert actions.begin(new=prospect, by=BY, at=noon).unit is None


def test_a_transfer_hands_the_whole_over_on_one_day(unit, noon):
    seller = tenure.holder(unit).person
    buyers = [people.person("刘伟"), people.person("赵敏")]
    to = [(buyer, (1, 2)) for buyer in buyers]
    actions.transfer(unit=unit, to=to, on=MAY, by=BY, at=noon)
    eve = [t.person for t in queries.owners(unit.pk, dt.date(2026, 4, 30))]
    day = [t.person for t in queries.owners(unit.pk, MAY)]
    assert (eve, day) == ([seller], buyers)
    assert queries.history_of(unit.pk).count() == 3


@pytest.mark.parametrize("shares", [[(1, 2)], [(1, 2), (2, 3)], []])
def test_a_transfer_whose_shares_do_not_add_up_changes_nothing(unit, noon, shares):
    tenure.holder(unit)
    to = [(people.person(f"买方{place}"), share) for place, share in enumerate(shares)]
    with pytest.raises(errors.SharesDoNotAddUp):
        actions.transfer(unit=unit, to=to, on=MAY, by=BY, at=noon)
    assert Tenure.objects.get().ends_on is None


def test_an_ending_needs_a_day_of_life_and_happens_once(unit, noon):
    held = tenure.holder(unit)
    told = {"tenure": held, "because": EndedBecause.MOVED_OUT, "by": BY, "at": noon}
    with pytest.raises(errors.EndsBeforeItBegins):
        actions.end(on=tenure.SINCE, **told)
    actions.end(on=MAY, **told)
    with pytest.raises(errors.AlreadyEnded):
        actions.end(on=MAY, **told)
    assert queries.holders(unit.pk, MAY) == []


@pytest.mark.shows("A-EST-09")
def test_a_letting_is_accepted_only_when_no_formality_is_missing(unit, noon):
    held = tenure.holder(unit, role=TenureRole.TENANT)
    told = {"tenure": held, "on": MAY, "by": BY, "at": noon}
    for kind in FormalityKind:
        with pytest.raises(errors.FormalitiesMissing):
            actions.accept_letting(rules_version="2026-1", **told)
        actions.note_formality(kind=kind, **told)
    actions.accept_letting(rules_version="2026-1", **told)
    counted = (Formality.objects.count(), RulesReceipt.objects.count())
    assert counted == (len(FormalityKind), 1)


def test_bills_go_to_the_named_payer_else_to_the_owners(unit):
    owner = tenure.holder(unit).person_id
    assert queries.payer_ids(unit.pk, MAY) == [owner]
    payer = tenure.holder(unit, people.person("付款人"), role=TenureRole.PAYER).person_id
    assert queries.payer_ids(unit.pk, MAY) == [payer]


def test_units_of_a_merged_person_are_theirs_and_come_apart_again(unit, noon):
    kept, absorbed = people.person("曾丽华"), people.person("曾女士")
    tenure.holder(unit, absorbed)
    done = people_actions.merge(kept=kept, absorbed=absorbed, reason="同一人", by=BY, at=noon)
    assert [t.unit for t in queries.units_of(kept.pk, MAY)] == [unit]
    assert queries.lives_in(kept.pk, unit.pk, MAY)
    people_actions.undo_merge(done=done, by=BY, at=noon)
    assert list(queries.units_of(kept.pk, MAY)) == []


def test_who_edits_one_project_lets_nobody_into_another(unit, noon):
    by = actors.staff("tenure.edit", project_id=estate.project("JX").pk)
    new = actions.NewTenure(
        project=unit.project,
        unit=unit,
        person=people.person(),
        role=TenureRole.OWNER,
        begins_on=MAY,
    )
    with pytest.raises(NotAllowed):
        actions.begin(new=new, by=by, at=noon)
    assert Tenure.objects.count() == 0


@pytest.mark.parametrize("everywhere", [True, False])
def test_one_person_is_visible_exactly_where_the_list_of_visible_people_has_them(
    unit, everywhere, noon
):
    elsewhere = estate.unit(estate.project("XF"))
    here, there = tenure.holder(unit).person, tenure.holder(elsewhere, people.person("刘伟")).person
    unknown, double = people.person("赵敏"), people.person("陈  伟")
    tenure.holder(unit, double, role=TenureRole.TENANT)
    people_actions.merge(kept=there, absorbed=double, reason="同一人", by=BY, at=noon)
    actor = actors.staff("tenure.see", project_id=None if everywhere else unit.project_id)

    listed = set(queries.people_visible_to(actor).values_list("pk", flat=True))
    reached = {
        pk
        for pk in (here.pk, there.pk, unknown.pk, double.pk, 2**62)
        if queries.person_visible_to(actor, pk) is not None
    }

    assert reached == listed == {here.pk, there.pk}
    resident = actors.resident(here.pk, unit_ids=[elsewhere.pk])
    assert queries.person_visible_to(resident, here.pk) is None
    assert queries.person_visible_to(resident, there.pk) == there
