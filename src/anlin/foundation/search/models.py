"""The one table of what can be found. How its tokens are indexed is said in the migrations, by database."""

from django.db import models


class Doc(models.Model):
    """What can be found of one subject, and where the finder is then led.

    Born and renewed when a room puts its subject, ends when the room removes it; never a source of
    truth. `text` is normalised and proves a phrase; `tokens` is what the index holds: PostgreSQL
    makes a tsvector of it in a generated column, SQLite keeps an FTS5 table up to date by triggers.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    # Plain columns, no foreign keys: this room knows no projects and no subjects.
    project_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    text = models.TextField()
    tokens = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_doc_subject")]
        indexes = [
            models.Index(fields=["-at", "-kind", "-key"], name="search_doc_newest"),
            models.Index(
                fields=["project_id", "-at", "-kind", "-key"], name="search_doc_of_project"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
