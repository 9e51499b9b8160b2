"""Articles of the handbook."""

from anlin.config import data
from anlin.instruments.handbook import actions
from anlin.instruments.handbook.choices import ArticleKind, Topic
from anlin.instruments.handbook.models import Article
from anlin.kernel.actors import system

BY, SECOND = system("tests"), system("second")


def shipped(at):
    """What comes with the program."""
    articles = data.read("handbook")["articles"]
    return actions.adopt(articles=articles, on=at.date(), by=BY, at=at)


def written(at, *, code="answer-dog-2", text="遛狗要牵绳。", kind=ArticleKind.ANSWER, **more):
    article = Article.objects.filter(code=code).first() or actions.NewArticle(
        code=code, kind=kind, topic=more.pop("topic", Topic.ESTATE_RULES), title=more.pop("title", "遛狗"),
        project=more.pop("project", None), must_be_known=more.pop("must_be_known", False),
    )  # fmt: skip
    more.setdefault("keywords", "狗 遛狗")
    more.setdefault("stages", ())
    more.setdefault("from_on", at.date())
    return actions.write(article=article, text=text, by=BY, at=at, **more)


def published(at, **more):
    edition = written(at, **more)
    return actions.publish(edition=edition, remark="", by=SECOND, at=at)
