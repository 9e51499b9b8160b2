"""Activities, what people said there, questionnaires, measures and lines."""

import datetime as dt

from anlin.bonds.relations import actions
from anlin.bonds.relations.choices import ActivityKind, Leaning
from anlin.ground.estate import actions as estate
from anlin.kernel.actors import system

BY = system("tests")


def activity(made, kind=ActivityKind.TALK, *, at=None, title="春季恳谈会", **more):
    at = at or made.at
    more.setdefault("begins_at", at - dt.timedelta(hours=2))
    more.setdefault("host", made.desk)
    if kind in {ActivityKind.VISIT, ActivityKind.APPOINTMENT}:
        more.setdefault("unit", made.unit)
    new = actions.NewActivity(project=made.project, kind=kind, title=title, **more)
    return actions.plan(new=new, by=BY, at=at)


def voice(of, at, words="地下车库太暗。", *, leaning=Leaning.OPINION, **more):
    more.setdefault("said_at", at - dt.timedelta(minutes=5))
    return actions.note_voice(activity=of, leaning=leaning, words=words, by=BY, at=at, **more)


def questionnaire(made, *, asked=(("您对保洁满意吗？", True), ("您有什么建议？", False)), **more):
    found = activity(made, ActivityKind.QUESTIONNAIRE, title="秋季问卷", **more)
    questions = [actions.Asked(words, is_scale) for words, is_scale in asked]
    actions.ask(activity=found, questions=questions, by=BY, at=made.at)
    return found


def drive(made, theme="车库照明"):
    today = made.at.date()
    return actions.open_drive(
        project=made.project, theme=theme, asks="车库照明够不够？", first_on=today,
        last_on=today + dt.timedelta(days=14), by=BY, at=made.at,
    )  # fmt: skip


def measure(made, voices, **more):
    more.setdefault("matters", ())
    return actions.take_measure(
        project=made.project, shortcoming="车库照明不足", measure="更换为感应灯", staff=made.worker,
        due_on=made.at.date() + dt.timedelta(days=10), voices=voices, by=BY, at=made.at, **more,
    )  # fmt: skip


def lines(made, office="0571-88880001", company="400-8001886"):
    """The lines in the profile of the project."""
    return estate.change_profile(
        project=made.project, values={"complaint_line": office, "company_complaint_line": company},
        by=BY, at=made.at,
    )  # fmt: skip
