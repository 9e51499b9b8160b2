"""Whatever happens to the engine, the ledger is what an engine that ran every hour would have written."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from anlin.instruments.duty import actions, queries
from anlin.instruments.duty.models import Occurrence, Standing
from anlin.instruments.duty.rules import expecting
from anlin.kernel.subjects import Subject
from factories import actors, duty, estate
from factories.duty import moment

BEGINS = dt.date(2026, 3, 2)
RISES = "  warn: [50]\n  rises:\n    - {after: 2d, to: general_manager}\n"
RULES = (
    duty.rule("daily", duty.DAILY, more=RISES),
    duty.rule("weekly", evidence="what: 记录, count: 2", more=RISES),
    duty.rule("monthly", "calendar: {every: FREQ=MONTHLY;BYMONTHDAY=31, earliest: -3d, last: +3d}"),
    duty.rule(
        "reply", "clock: {on: cases.case_opened, within: 30h, pausable: true, pause_budget: 9h}"
    ),
)
FIGURES = st.sampled_from(
    [
        {"calendar.every": "FREQ=WEEKLY;BYDAY=WE"},
        {"calendar.target": "+1d", "calendar.last": "+2d"},
        {},
    ]
)


class Engine(RuleBasedStateMachine):
    """Time passes, the engine runs now and then, people do things; nothing else is certain."""

    @initialize()
    def a_pack_stands(self):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = moment(BEGINS, 8)
        self.cases = 0
        self.by = actors.staff("duty.discharge", "duty.waive", "duty.arrange")
        self.project = estate.project()
        duty.standing(self.project, *RULES, at=self.now)

    def teardown(self):
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    @rule(hours=st.integers(1, 24 * 9))
    def time_passes(self, hours):
        self.now += dt.timedelta(hours=hours)

    @rule(back=st.integers(0, 72))
    def the_engine_runs_perhaps_with_its_clock_set_back(self, back):
        at = self.now - dt.timedelta(hours=back)
        actions.open_ahead(at=at)
        actions.sweep(at=at)

    @rule(nth=st.integers(0, 400))
    def somebody_does_something(self, nth):
        owed = list(queries.owed_now(self.by, self.now))
        if owed:
            actions.give_evidence(
                occurrence=owed[nth % len(owed)], words="做了", by=self.by, at=self.now
            )

    @rule(nth=st.integers(0, 400))
    def somebody_waives_something(self, nth):
        owed = list(queries.owed_now(self.by, self.now))
        if owed:
            actions.waive(occurrence=owed[nth % len(owed)], because="停水", by=self.by, at=self.now)

    @rule()
    def something_happens(self):
        self.cases += 1
        duty.happened(self.project.pk, Subject("case", str(self.cases)), at=self.now)

    @rule(stop=st.booleans())
    def a_clock_is_stopped_or_let_run(self, stop):
        clocks = Occurrence.objects.filter(
            subject_kind="case", done_at=None, missed_at=None, waived_at=None, last_at__gt=self.now
        )
        waiting = clocks.filter(pauses__until_at=None, pauses__isnull=False)
        chosen = (clocks.exclude(pk__in=waiting.values("pk")) if stop else waiting).first()
        if chosen is not None and chosen.earliest_at < self.now:
            act = actions.pause if stop else actions.resume
            more = {"because": "等配件"} if stop else {}
            # The engine looked just before, as it does every minute.
            actions.sweep(at=self.now)
            chosen.refresh_from_db()
            if chosen.missed_at is None and chosen.pauses.filter(until_at=None).exists() != stop:
                self.now += dt.timedelta(minutes=1)
                act(occurrence=chosen, by=self.by, at=self.now, **more)

    @rule(figures=FIGURES, days=st.integers(1, 20))
    def a_figure_is_changed(self, figures, days):
        standing = Standing.objects.filter(until_on=None, code="trial/weekly").get()
        from_on = timezone.localdate(self.now) + dt.timedelta(days=days)
        if from_on > standing.from_on:
            actions.set_figures(
                standing=standing,
                figures=figures,
                from_on=from_on,
                reason="",
                by=self.by,
                at=self.now,
            )

    @invariant()
    def the_auditor_finds_nothing_once_the_engine_has_run(self):
        if not hasattr(self, "now"):
            return
        actions.open_ahead(at=self.now)
        actions.sweep(at=self.now)
        assert queries.audit(at=self.now).differences == []
        self._misses_and_alarms_are_what_the_clock_says()

    def _misses_and_alarms_are_what_the_clock_says(self):
        # Told once, each at its own moment, and missed exactly when nobody had done it by the last moment.
        rows = Occurrence.objects.filter(withdrawn_at=None).select_related("standing__rule")
        for row in rows.prefetch_related("pauses", "alarms"):
            ended, pauses = row.done_at or row.waived_at, list(row.pauses.all())
            if any(pause.until_at is None for pause in pauses) and not ended:
                continue
            should = row.last_at if row.last_at <= (ended or self.now) else None
            assert row.missed_at == should, (row.key, row.missed_at, should)
            if pauses or row.earliest_at > self.now:
                continue
            moments = (timezone.localtime(m) for m in (row.earliest_at, row.target_at, row.last_at))
            window = expecting.Window(row.key, row.scheduled_on, *moments)
            ladder = expecting.steps(queries.rule_of(row.standing), window, None)
            until = min(ended or self.now, self.now)
            due = [(n, s.kind, s.to) for n, s in enumerate(ladder) if s.at <= until]
            told = sorted((alarm.step, alarm.kind, alarm.to) for alarm in row.alarms.all())
            assert told == due, row.key


def played(*, examples, steps):
    run_state_machine_as_test(
        Engine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


@pytest.mark.django_db
def test_the_ledger_is_always_what_it_would_have_been():
    played(examples=6, steps=8)


@pytest.mark.ordeal
@pytest.mark.django_db
def test_the_ledger_is_always_what_it_would_have_been_for_long():
    played(examples=150, steps=25)
