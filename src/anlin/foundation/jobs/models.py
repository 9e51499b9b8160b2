"""Tables of jobs: receipts, failures, schedules, progress, and the small queue used on SQLite."""

from django.db import models

OPEN_STATES = ("waiting", "running")


class JobReceipt(models.Model):
    """The proof that a job was done, written in one transaction with what the job did.

    A run that finds it ends at once. `key` is the caller's key, or `job:<id>` when none was given.
    """

    key = models.CharField(max_length=200, unique=True)
    job = models.CharField(max_length=100)
    done_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


class JobFailure(models.Model):
    """What went wrong at a job's last try; gone as soon as the job is done."""

    job_id = models.BigIntegerField(unique=True)
    error = models.TextField()
    failed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.job_id}: {self.error}"


class Schedule(models.Model):
    """When the clock last asked for a scheduled job, and when it will next."""

    name = models.CharField(max_length=100, unique=True)
    last_tick = models.DateTimeField(null=True)
    next_tick = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.next_tick}"


class Progress(models.Model):
    """How far a long job has come, for the page that waits for it. `total` 0: not known yet."""

    key = models.CharField(max_length=200, unique=True)
    done = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    note = models.CharField(max_length=200, default="", blank=True)
    reported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key}: {self.done}/{self.total}"


class QueuedJob(models.Model):
    """A job in the queue that serves where PostgreSQL does not; deleted when it is done.

    Waiting, then running under a worker's lease, then gone; or dead after its last try.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DEAD = "dead"

    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, null=True)
    line = models.CharField(max_length=100, null=True)
    arguments = models.JSONField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    run_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=40, default="", blank=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(state="waiting"), name="queued_job_waiting"
            ),
            models.Index(
                fields=["claimed_until"],
                condition=models.Q(state="running"),
                name="queued_job_held",
            ),
            models.Index(fields=["id"], condition=models.Q(state="dead"), name="queued_job_dead"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=OPEN_STATES),
                name="queued_job_key_open_once",
            ),
            models.UniqueConstraint(
                fields=["line"], condition=models.Q(state="running"), name="queued_job_line"
            ),
            models.CheckConstraint(
                condition=models.Q(state="running", claimed_until__isnull=False)
                | (~models.Q(state="running") & models.Q(claimed_until=None)),
                name="queued_job_running_has_a_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
