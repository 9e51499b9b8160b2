"""Tables of the handbook: articles in editions, their stages, who read them and masters them."""

from django.db import models
from django.db.models import Q

from anlin.ground.estate.models import Project
from anlin.ground.workforce.models import Staff
from anlin.instruments.handbook.choices import ArticleKind, EditionState, Grade, Topic
from anlin.kernel.subjects import Subject


class Article(models.Model):
    """A standard answer, a procedure, rules or a skill, by its code; what it says is in its editions.

    Without a project it holds for the whole company. `must_be_known` marks what everybody reads.
    """

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=ArticleKind)
    topic = models.CharField(max_length=12, choices=Topic)
    title = models.CharField(max_length=120)
    project = models.ForeignKey(
        Project, null=True, on_delete=models.PROTECT, related_name="articles"
    )
    must_be_known = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> Subject:
        return Subject("article", str(self.pk))


class Edition(models.Model):
    """What an article says from a day on. Published only by somebody else than who wrote it.

    `keywords` are words of a question it answers, apart by spaces. `remark` is what the second reader said,
    and why hints about plain wording were passed over.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    keywords = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=EditionState, default=EditionState.WRITTEN, db_index=True
    )
    from_on = models.DateField()
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    read_by = models.CharField(max_length=80, blank=True)
    read_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_once"),
            models.CheckConstraint(
                condition=Q(state=EditionState.WRITTEN) | Q(read_at__isnull=False),
                name="edition_was_read_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.number}"

    @property
    def title(self) -> str:
        return self.article.title

    @property
    def subject(self) -> Subject:
        return Subject("article", str(self.article_id))


class Stage(models.Model):
    """One stage of a procedure: what, by whom, within how many hours of the beginning; the company arranges them itself."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="stages")
    rank = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    who = models.CharField(max_length=60)
    within_hours = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "rank"], name="stage_once")]

    def __str__(self) -> str:
        return self.what


class StageDone(models.Model):
    """A stage was done for one thing, such as a complaint; in their order, each once."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="done")
    subject_kind = models.CharField(max_length=20)
    subject_key = models.CharField(max_length=40)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField()
    done_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "subject_kind", "subject_key"], name="stage_done_once"
            )
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="stage_done_for")]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.subject_kind}:{self.subject_key}"


class Studied(models.Model):
    """A member of staff has read an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="studied")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    studied_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "studied"
        constraints = [models.UniqueConstraint(fields=["edition", "staff"], name="studied_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.staff_id}"


class StudyOrder(models.Model):
    """Somebody is to read an article until a day, because of something that went wrong (B-CASE-23)."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="orders")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="study_orders")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=20)
    subject_key = models.CharField(max_length=40)
    due_on = models.DateField()
    ordered_at = models.DateTimeField()
    ordered_by = models.CharField(max_length=80)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "staff", "subject_kind", "subject_key"], name="study_once_for"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.staff_id}"


class Mastery(models.Model):
    """How well somebody masters a skill, as noted by their superior; a later row replaces an earlier one."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="masteries")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="masteries")
    grade = models.CharField(max_length=1, choices=Grade)
    words = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "masteries"

    def __str__(self) -> str:
        return f"{self.article_id} {self.staff_id} {self.grade}"
