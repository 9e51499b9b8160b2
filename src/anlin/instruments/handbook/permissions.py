"""Who may read, write, second-read, order studies and note skills."""

from django.utils.translation import gettext_lazy as _

from anlin.instruments.handbook import queries
from anlin.instruments.handbook.models import Article, Edition
from anlin.instruments.handbook.sockets import Followed
from anlin.kernel.actors import Actor

SEE = queries.SEE
WRITE = "handbook.write"
PUBLISH = "handbook.publish"
TEACH = "handbook.teach"

RIGHTS = {
    SEE: _("read the handbook"),
    WRITE: _("write editions of the handbook"),
    PUBLISH: _("read editions as the second person and publish them"),
    TEACH: _("give staff articles to study, note how they master skills"),
}


def may_write(actor: Actor, project_id: int | None) -> bool:
    """An article of the whole company by whoever may write everywhere; one of an office by its writers."""
    return actor.may(WRITE, project_id)


def may_publish(actor: Actor, edition: Edition) -> bool:
    return actor.may(PUBLISH, edition.article.project_id)


def may_study(actor: Actor, article: Article) -> bool:
    return actor.is_staff and queries.visible_to(actor).filter(pk=article.pk).exists()


def may_teach(actor: Actor, project_id: int | None) -> bool:
    return actor.may(TEACH, project_id)


def may_tick(followed: Followed) -> bool:
    return followed.may_tick
