"""The demo company in a small size, made by the command that everybody uses."""

import json
from dataclasses import asdict

import pytest
from django.db import connection
from django.utils import timezone, translation

from anlin.config import cli, first_data
from anlin.demo import courses, jobs, loading, matters
from anlin.foundation.accounts.models import Account
from anlin.foundation.jobs import api as queue
from anlin.ground.estate.models import Project
from anlin.ground.tenure import queries as tenure
from anlin.ground.workforce import queries as workforce
from anlin.kernel.actors import system
from anlin.trades.cases.models import Case, Report
from anlin.trades.workorders.models import WorkOrder

pytestmark = pytest.mark.django_db
SMALL = {"units": 24, "cases": 20}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def load(now):
    parts = []
    loading.load(
        now=timezone.localtime(now),
        enter=lambda at: first_data.enter(by=system("demo"), at=at),
        say=parts.append,
        **SMALL,
    )
    return parts


def test_the_command_makes_a_company_and_says_who_may_sign_in(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main("demo --units 60 --cases 40 --json".split())

    said = json.loads(capsys.readouterr().out)
    assert ended.value.code == 0
    assert (said["projects"], said["units"], said["cases"]) == (3, 60, 40)
    now = timezone.now()
    for line in said["accounts"]:
        account = Account.objects.get(username=line["username"])
        assert account.check_password(said["password"])
        assert workforce.actor_of(account, now) or tenure.actor_of(account, now)


def test_nothing_happens_after_now_and_what_is_there_is_not_made_again(
    noon, django_assert_max_num_queries
):
    load(noon)
    assert not Case.objects.filter(recorded_at__gt=noon).exists()
    assert not WorkOrder.objects.filter(finished_at__gt=noon).exists()

    with django_assert_max_num_queries(5):
        assert loading.is_there()
    assert load(noon) == []


def test_loading_says_in_words_how_far_it_is(noon, monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 8)
    with translation.override("en"):
        said = load(noon)

    assert said == [
        "The company is founded, its projects are built.",
        *(f"People have moved in: {each.name}." for each in Project.objects.order_by("id")),
        *(f"Its duties are laid down: {each.name}." for each in Project.objects.order_by("id")),
        *(f"Matters: {done} / 20" for done in (8, 16, 20)),
        *(f"People were asked and heard: {each.name}." for each in Project.objects.order_by("id")),
    ]


@pytest.mark.django_db(transaction=True)
def test_interrupted_it_goes_on_and_ends_the_same(noon, monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 5)
    begun = []
    monkeypatch.setattr(courses, "open_", _fails_after(12, begun, courses.open_))
    with pytest.raises(KeyboardInterrupt):
        load(noon)
    assert Case.objects.count() == 10
    assert connection.features.uses_savepoints
    monkeypatch.undo()

    load(timezone.now())
    assert (Case.objects.count(), loading.is_there()) == (20, True)
    told = [b.key for b in matters.plan(20, now=timezone.localtime(noon))]
    keys = Report.objects.exclude(source_key="").values_list("source_key", flat=True)
    assert sorted(keys) == sorted(told)


def _fails_after(count, begun, open_):
    def failing(*arguments, **named):
        begun.append(1)
        if len(begun) > count:
            raise KeyboardInterrupt
        return open_(*arguments, **named)

    return failing


def test_a_longer_life_is_made_by_the_worker_and_only_once(noon, monkeypatch):
    monkeypatch.setattr(loading, "A_MONTH", 3)
    load(noon)

    assert jobs.ask_for_life(months=20)
    queue.run_waiting(now=timezone.now())
    assert not jobs.ask_for_life(months=20)
    loading.live(months=20, say=lambda made: None)

    assert asdict(loading.inventory())["cases"] == 20 + 2 * 3
    assert queue.progress_of(jobs.LIFE).done == 20


def test_the_plan_has_as_many_matters_as_asked_for_and_begins_in_time_order(noon):
    plan = matters.plan(1200, now=timezone.localtime(noon))

    assert sum(beginning.households for beginning in plan) == 1200
    assert [b.at for b in plan] == sorted(b.at for b in plan)
    assert matters.planned_in(plan[3].key) == 1200
    assert matters.last_key(1200) == plan[-1].key
