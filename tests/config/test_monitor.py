"""What machines ask: alive, ready, and the figures."""

import datetime as dt
import logging

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from anlin.config import health
from anlin.config.monitor import timed
from anlin.foundation.jobs import api as jobs
from anlin.instruments.duty import actions
from factories import duty, estate


@pytest.fixture(autouse=True)
def begun_anew(monkeypatch):
    monkeypatch.setattr(health, "_seen_complete", [])


def told(answer):
    return answer.status_code, answer.json()


def test_whoever_lives_answers_without_asking_anybody(client):
    answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_a_whole_house_is_ready(client):
    assert client.post("/health/ready").status_code == 405
    assert told(client.get("/health/ready")) == (200, {"ready": True, "missing": []})


@pytest.mark.django_db
def test_a_house_without_its_tables_sends_nobody_in(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'cases'")
    answer = client.get("/health/ready")
    assert told(answer) == (503, {"ready": False, "missing": ["migrations"]})
    assert answer["Retry-After"] == "5"


@pytest.mark.django_db
def test_a_database_that_is_away_is_named_and_nothing_of_it_told(client):
    def away(execute, *asked):
        raise OperationalError("password of anlin at 10.0.0.1 refused")

    with connection.execute_wrapper(away):
        assert told(client.get("/health/ready")) == (503, {"ready": False, "missing": ["database"]})


@pytest.mark.django_db
@pytest.mark.django_db
def test_an_outside_monitor_sees_that_the_engine_of_duties_lives_or_not(client, monkeypatch):
    at = duty.moment(dt.date(2026, 3, 2), 8)

    def asked(after):
        monkeypatch.setattr(timezone, "now", lambda: at + after)
        return told(client.get("/health/duties"))

    none = dt.timedelta()
    assert asked(none) == (200, {"alive": True, "silent_seconds": None, "lag_seconds": 0})
    duty.standing(estate.project(), duty.rule(what=duty.DAILY), at=at)
    actions.open_ahead(at=at)
    assert asked(dt.timedelta(minutes=64)) == (
        200, {"alive": True, "silent_seconds": 3840, "lag_seconds": 240},
    )  # fmt: skip
    assert asked(dt.timedelta(minutes=66))[0] == 503
    actions.sweep(at=at + dt.timedelta(minutes=66))
    assert asked(dt.timedelta(minutes=66))[0] == 200
    assert asked(dt.timedelta(hours=2)) == (
        503, {"alive": False, "silent_seconds": 7200, "lag_seconds": 0},
    )  # fmt: skip

    def away(execute, *statement):
        raise OperationalError("password of anlin at 10.0.0.1 refused")

    with connection.execute_wrapper(away):
        assert asked(none) == (503, {"alive": False})


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer another", "Bearer ü"])
def test_figures_are_only_for_whoever_knows_the_token(client, monkeypatch, given):
    monkeypatch.setenv("ANLIN_METRICS_TOKEN", "a-token")
    answer = client.get("/health/figures", headers={"Authorization": given})
    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.django_db
def test_without_a_token_in_the_environment_there_are_no_figures(client, monkeypatch):
    monkeypatch.delenv("ANLIN_METRICS_TOKEN", raising=False)
    assert client.get("/health/figures", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_the_figures_name_what_waits(client, monkeypatch):
    monkeypatch.setenv("ANLIN_METRICS_TOKEN", "a-token")
    jobs.enqueue("accounts.forget_replies")
    answer = client.get("/health/figures", headers={"Authorization": "Bearer a-token"})
    lines = answer.content.decode().splitlines()
    assert {"anlin_database_up 1.0", "anlin_jobs_waiting 1.0", "anlin_letters_waiting 0.0"} <= set(
        lines
    )
    assert {"anlin_audit_unsealed 0.0", "anlin_duty_lag_seconds 0.0", "anlin_duty_silent_seconds 0.0"} <= set(lines)  # fmt: skip


def test_a_long_request_stands_in_the_log_by_its_name_alone(client, monkeypatch, caplog):
    monkeypatch.setattr(timed, "LONG", 0.0)
    with caplog.at_level(logging.WARNING, logger=timed.__name__):
        client.get("/health/live?phone=13800000000")
    (record,) = caplog.records
    assert (record.view, record.method) == ("live", "GET")
    assert "13800000000" not in str(vars(record))
