"""The piano: a dispute between two neighbours from the report at night to the end, and what is refused on the way."""

import datetime as dt

import pytest

from anlin.foundation.audit import api as audit
from anlin.ground.people.sockets import Erasure
from anlin.ground.workforce.queries import actor_of
from anlin.instruments.correspondence import queries as messages
from anlin.kernel.actors import system
from anlin.kernel.states import NoSuchStep
from anlin.trades.cases import actions as case_actions
from anlin.trades.cases.choices import CaseKind, CaseState
from anlin.trades.cases.models import Answer
from anlin.trades.disputes import actions, errors, queries
from anlin.trades.disputes.choices import Body, ContactKind, MediationState, Risk, Side
from anlin.trades.disputes.models import (
    Agreement,
    Exchange,
    HandOver,
    Mediation,
    Party,
    Recheck,
    Statement,
)
from factories import cases, desks, disputes, estate, people, tenure

pytestmark = pytest.mark.django_db
BY = system("tests")


@pytest.fixture
def made():
    made = desks.scene()
    opened = made.at.replace(hour=23, minute=30, second=0, microsecond=0) - dt.timedelta(days=1)
    made.night = opened
    case = cases.opened(made.project, opened, kind=CaseKind.COMPLAINT, words="楼上半夜弹琴。")
    made.case = cases.sorted_(case, opened)
    made.mediation = disputes.opened(
        made.case, made.desk, opened, a=actions.NewParty(person=made.person, unit=made.unit)
    )
    return made


def again(made, at):
    """The matter is told once more."""
    channel = made.case.channel
    case_actions.report_again(case=made.case, channel=channel, words="又弹了。", by=BY, at=at)
    made.mediation.refresh_from_db()


def answer(made, at):
    made.case.refresh_from_db()
    return case_actions.answer(
        case=made.case, words="双方已谈妥。", channel=made.case.channel, by=BY, at=at
    )


def test_the_piano(made):
    mediation, night = made.mediation, made.night
    disputes.both_heard(mediation, night)
    assert mediation.state == MediationState.HEARD
    first = disputes.agreed(mediation, night)
    assert mediation.state == MediationState.AGREED
    assert messages.of_subject(mediation.subject).filter(person=made.person).exists()

    week = (night + dt.timedelta(days=7)).replace(hour=21, minute=20)
    again(made, week)
    renewal = mediation.renewals.get()
    assert (renewal.agreement, renewal.is_inside) == (first, False)
    assert mediation.state == MediationState.HEARD

    second = disputes.agreed(mediation, week, begins=dt.time(21))
    versions = mediation.agreements.order_by("version").values_list("version", "begins")
    assert list(versions) == [(1, dt.time(22)), (2, dt.time(21))]
    assert queries.in_force(mediation) == second
    assert queries.is_inside(second, week)

    for days in (7, 30):
        day = week + dt.timedelta(days=days)
        recheck = second.rechecks.get(due_on=day.date())
        assert queries.due(BY, day.date() - dt.timedelta(days=1)) == []
        assert queries.due(BY, day.date()) == [recheck]
        actions.check(recheck=recheck, is_kept=True, words="两家都安静。", by=BY, at=day)
    mediation.refresh_from_db()
    actions.end(mediation=mediation, by=BY, at=day)
    assert mediation.state == MediationState.ENDED
    answer(made, day)
    assert made.case.state == CaseState.ANSWERED


def test_the_case_is_not_answered_before_both_were_heard_and_agreed(made):
    for prepare in (lambda: None, lambda: disputes.both_heard(made.mediation, made.night)):
        prepare()
        with pytest.raises(errors.NotMediated):
            answer(made, made.night)
        made.case.refresh_from_db()
        assert made.case.state == CaseState.SORTED
        assert not Answer.objects.exists()


def test_handed_over_the_case_may_be_answered(made):
    disputes.both_heard(made.mediation, made.night)
    told = {"mediation": made.mediation, "by": BY, "at": made.night, "body": Body.POLICE}
    with pytest.raises(errors.WordsMissing):
        actions.hand_over(reason=" ", on=made.night.date(), **told)
    with pytest.raises(errors.NotYet):
        actions.hand_over(reason="打人", on=made.night.date() + dt.timedelta(days=1), **told)
    assert not HandOver.objects.exists()
    actions.hand_over(reason="打人", on=made.night.date(), **told)
    made.mediation.refresh_from_db()
    assert made.mediation.state == MediationState.HANDED_OVER
    answer(made, made.night)
    assert made.case.state == CaseState.ANSWERED


def test_nothing_is_agreed_before_both_were_heard(made):
    disputes.heard(made.mediation, Side.A, "太吵", made.night)
    with pytest.raises(NoSuchStep):
        actions.propose(mediation=made.mediation, terms="安静", by=BY, at=made.night)
    assert not Agreement.objects.exists()


def test_a_counter_complaint_is_of_the_other_side(made):
    said = disputes.heard(made.mediation, Side.A, "太吵", made.night)
    with pytest.raises(errors.OwnWords):
        disputes.heard(made.mediation, Side.A, "又敲管子", made.night, answers=said)
    assert Statement.objects.count() == 1
    counter = disputes.heard(made.mediation, Side.B, "半夜敲管子", made.night, answers=said)
    assert (counter.answers, counter.party.side) == (said, Side.B)


@pytest.mark.parametrize("how", ["named", "lives there", "is them"])
def test_whoever_belongs_to_a_side_does_not_mediate(made, how):
    case = cases.sorted_(cases.opened(made.project, made.at, words="狗叫"), made.at)
    if how == "named":
        side = actions.NewParty(name=made.desk.name)
    else:
        same, unit = (
            people.person(made.desk.name, "13700007777"),
            estate.units(made.unit.entrance, "901")[0],
        )
        tenure.holder(unit, same)
        side = actions.NewParty(person=same)
        if how == "lives there":
            side = actions.NewParty(name="乙", unit=unit)
    before = Mediation.objects.count(), Party.objects.count()
    with pytest.raises(errors.NotNeutral):
        disputes.opened(case, made.desk, made.at, b=side)
    assert (Mediation.objects.count(), Party.objects.count()) == before


def test_the_log_counts_rounds_and_keeps_an_ultimatum(made):
    told = {"mediation": made.mediation, "by": BY, "at": made.night, "happened_at": made.night}
    for kind in (ContactKind.NIGHT, ContactKind.VISIT_A, ContactKind.VISIT_B, ContactKind.VISIT_A):
        actions.note_contact(kind=kind, words="谈过", **told)
    with pytest.raises(errors.WordsMissing):
        actions.note_contact(kind=ContactKind.JOINT, words="", **told)
    assert queries.rounds(made.mediation) == 2
    actions.note_contact(kind=ContactKind.TELEPHONE, words="不停就", risk=Risk.ULTIMATUM, **told)
    assert Exchange.objects.filter(risk=Risk.ULTIMATUM).count() == 1


def test_consent_is_of_the_newest_version_and_of_a_day_that_was(made):
    disputes.both_heard(made.mediation, made.night)
    told = {"mediation": made.mediation, "by": BY, "at": made.night}
    first = actions.propose(terms="一", **told)
    day = made.night.date()
    said = {"side": Side.A, "by": BY, "at": made.night}
    for on, refusal in (
        (day - dt.timedelta(days=1), errors.BeforeTheTerms),
        (day + dt.timedelta(days=1), errors.NotYet),
    ):
        with pytest.raises(refusal):
            actions.consent(agreement=first, on=on, **said)
    actions.propose(terms="二", **told)
    with pytest.raises(errors.OtherVersion):
        actions.consent(agreement=first, on=day, **said)
    assert not Agreement.objects.exclude(a_agreed_on=None).exists()
    assert not Recheck.objects.exists()


def test_exceptions_by_weekday_and_by_dates_count(made):
    disputes.both_heard(made.mediation, made.night)
    free = actions.Hours(weekday=5)
    exam = actions.Hours(
        first=dt.date(2030, 6, 7), last=dt.date(2030, 6, 9),
        begins=dt.time(19), ends=dt.time(7),
    )  # fmt: skip
    agreement = disputes.agreed(made.mediation, made.night, exceptions=(free, exam))
    zone = made.night.tzinfo
    assert queries.is_inside(agreement, dt.datetime(2030, 6, 7, 19, 30, tzinfo=zone))
    assert queries.is_inside(agreement, dt.datetime(2030, 6, 8, 23, tzinfo=zone))
    assert not queries.is_inside(agreement, dt.datetime(2030, 6, 15, 23, tzinfo=zone))
    with pytest.raises(errors.ExemptionUnclear):
        disputes.agreed(made.mediation, made.night, exceptions=(actions.Hours(),))
    assert made.mediation.agreements.count() == 1


def test_a_check_comes_on_its_day_and_a_breach_mediates_again(made):
    disputes.both_heard(made.mediation, made.night)
    recheck = disputes.agreed(made.mediation, made.night).rechecks.order_by("due_on").first()
    with pytest.raises(errors.CheckNotDue):
        actions.check(recheck=recheck, is_kept=True, words="好", by=BY, at=made.night)
    recheck.refresh_from_db()
    assert recheck.checked_at is None
    day = made.night + dt.timedelta(days=7)
    actions.check(recheck=recheck, is_kept=False, words="又弹", by=BY, at=day)
    made.mediation.refresh_from_db()
    assert made.mediation.state == MediationState.HEARD


def test_the_audit_holds_no_words_and_erasure_takes_them(made):
    disputes.both_heard(made.mediation, made.night)
    entries = [entry for entry in audit.of_subject(made.case.subject) if "disputes" in entry.deed]
    assert [entry.deed for entry in entries].count("disputes.heard") == 2
    assert "弹琴" not in str([entry.details for entry in entries])
    assert "弹琴" in queries.held_on([made.person.pk]).lines[0].text
    assert "敲水管" not in queries.held_on([made.person.pk]).lines[0].text
    assert actions.forget(
        Erasure(person_ids=(made.person.pk,), names=("曾丽华",), phones=(), by=BY, at=made.at)
    )
    assert Statement.objects.get(party__side=Side.A).words == "*"
    assert Statement.objects.get(party__side=Side.B).words == "楼下半夜敲水管。"


def test_another_project_sees_no_mediation(made):
    assert not queries.visible_to(actor_of(made.stranger.account, made.at)).exists()
