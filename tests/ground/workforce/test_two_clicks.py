"""Two people, or two clicks of one, do the same at the same moment: one deed and one sentence."""

import pytest

from anlin.ground.estate import actions as estate_actions
from anlin.ground.estate.errors import CodeTaken as BuildingCodeTaken
from anlin.ground.workforce import actions
from anlin.ground.workforce.choices import Level
from anlin.ground.workforce.errors import CodeTaken, GrantedAlready, HoldsPostAlready, NumberTaken
from anlin.ground.workforce.models import Department, Grant, Holding, Staff
from factories import estate, workforce

BY = workforce.BY


def outcome(results, kind):
    return sorted(type(result).__name__ for result in results), kind.objects.count()


@pytest.fixture
def together(at_once):
    return lambda deed: at_once([deed, deed, deed])


@pytest.mark.django_db(transaction=True)
def test_a_role_is_given_once(noon, together):
    lin, reader = workforce.hired(at=noon), workforce.role("reader", "cases.see", at=noon)
    results = together(lambda: actions.grant(staff=lin, role=reader, by=BY, at=noon))
    assert outcome(results, Grant) == (["Grant", "GrantedAlready", "GrantedAlready"], 1)


@pytest.mark.django_db(transaction=True)
def test_somebody_is_hired_once(noon, together):
    given = {"name": "林秀", "number": "N1", "joined_on": workforce.JOINED, "by": BY, "at": noon}
    results = together(lambda: actions.hire(**given))
    assert outcome(results, Staff) == (["NumberTaken", "NumberTaken", "Staff"], 1)


@pytest.mark.django_db(transaction=True)
def test_a_department_is_opened_once(noon, together):
    given = {"level": Level.OFFICE, "code": "north", "name": "北区", "by": BY, "at": noon}
    results = together(lambda: actions.open_department(**given))
    assert outcome(results, Department) == (["CodeTaken", "CodeTaken", "Department"], 1)


@pytest.fixture
def unseen(monkeypatch):
    """Looking before writing finds nothing: what the other click wrote is not there yet."""
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda rows: False)


@pytest.mark.django_db
def test_what_looking_missed_the_database_refuses(noon, unseen):
    lin, reader = workforce.hired(at=noon), workforce.role("reader", "cases.see", at=noon)
    post, project = workforce.post(at=noon), estate.project("YL")
    workforce.granted(lin, reader, at=noon)
    actions.appoint(staff=lin, post=post, on=noon.date(), by=BY, at=noon)
    building = {"project": project, "code": "3", "name": "3栋", "by": BY, "at": noon}
    estate_actions.add_building(**building)

    with pytest.raises(GrantedAlready):
        workforce.granted(lin, reader, at=noon)
    with pytest.raises(HoldsPostAlready):
        actions.appoint(staff=lin, post=post, on=noon.date(), by=BY, at=noon)
    with pytest.raises(NumberTaken):
        actions.hire(name="林", number=lin.number, joined_on=lin.joined_on, by=BY, at=noon)
    with pytest.raises(CodeTaken):
        workforce.department(post.department.code, at=noon)
    with pytest.raises(BuildingCodeTaken):
        estate_actions.add_building(**building)
    assert (Grant.objects.count(), Holding.objects.count(), Staff.objects.count()) == (1, 1, 1)
