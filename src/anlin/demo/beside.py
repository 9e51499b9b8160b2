"""What the company does beside its matters: it goes out to ask, mediates, talks about rules, looks for what many speak about."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from io import BytesIO
from random import Random
from typing import Any

from django.utils.timezone import localdate

from anlin.bonds.relations import actions as relations
from anlin.bonds.relations.choices import ActivityKind, Leaning
from anlin.bonds.relations.models import Activity, Drive, Voice
from anlin.demo import pictures
from anlin.demo.cast import Cast, Hand
from anlin.demo.company import BY
from anlin.demo.sources import chance, read
from anlin.ground.estate.models import Project
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents.choices import DocumentKind
from anlin.instruments.handbook import actions as handbook
from anlin.instruments.handbook import queries as articles
from anlin.trades.cases.choices import OPEN_STATES
from anlin.trades.cases.models import Case
from anlin.trades.disputes import actions as disputes
from anlin.trades.disputes.choices import ContactKind, HeardHow, MediationKind, Side
from anlin.trades.violations import actions as violations
from anlin.trades.violations.choices import Result, ViolationKind, Way
from anlin.trades.violations.models import RuleVersion
from anlin.watch.insight import actions as insight

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
REPLIES = 14


@dataclass(frozen=True)
class Scene:
    """One project: who asks, who leads, and the moment the company has come to."""

    cast: Cast
    dice: Random
    desk: Hand
    head: Hand
    now: datetime

    @property
    def project(self) -> Project:
        return self.cast.project


def is_there(project: Project) -> bool:
    return Activity.objects.filter(project=project).exists()


def tell(project: Project, *, now: datetime) -> None:
    """Three months of it; what is open today is open here, too."""
    cast, dice = Cast(project, now.date()), chance("beside", project.code)
    said = read("beside")
    desk = cast.anyone(["relations_officer", "service_desk"], dice)
    head = cast.hand("office_manager", dice)
    drive = relations.open_drive(
        project=project, theme=said["drive"][0], asks=said["drive"][1], first_on=localdate(now - 30 * DAY),
        last_on=localdate(now + 10 * DAY), by=head.actor, at=now - 30 * DAY,
    )  # fmt: skip
    scene = Scene(cast, dice, desk, head, now)
    _go_out(scene, drive)
    _ask(scene, drive)
    _correct(scene, drive)
    _talk_about_rules(scene, _publish_rules(scene))
    _mediate(scene)
    _study(scene)
    insight.gather(project=project, by=BY, at=now)


def _go_out(scene: Scene, drive: Drive) -> None:
    said, project, now = read("beside"), scene.project, scene.now
    desk, head, dice = scene.desk, scene.head, scene.dice
    _hang_up(scene)
    for nth, minutes in enumerate(said["visits"]):
        who = dice.choice(scene.cast.neighbours)
        home = _plan(
            project, ActivityKind.VISIT, f"走访 {who.unit.address}", desk, now - (8 + 5 * nth) * DAY,
            unit=who.unit, is_planned=nth % 2 == 0,
        )  # fmt: skip
        _note_held(home, minutes, 1, desk)
    for months_ago in (3, 2, 1):
        at = _evening(now - 30 * months_ago * DAY)
        day = _plan(project, ActivityKind.RECEIVE_DAY, said["receive_day"], head, at)
        _hear(scene, day, said["voices"][months_ago : months_ago + 1])
        _note_held(day, said["talk"][1], 2, head)
    _plan(project, ActivityKind.RECEIVE_DAY, said["receive_day"], head, _evening(now + 6 * DAY))
    title, minutes, place = said["talk"]
    talk = _plan(
        project, ActivityKind.TALK, title, head, _evening(now - 12 * DAY), place=place, drive=drive
    )
    _hear(scene, talk, said["voices"])
    _note_held(talk, minutes, 17, head)
    title, minutes, place = said["fair"]
    fair = _plan(project, ActivityKind.EVENT, title, desk, _evening(now - 20 * DAY), place=place)
    _hear(scene, fair, said["voices"][2:4])
    _note_held(fair, minutes, 130, desk)


def _hang_up(scene: Scene) -> None:
    """The complaint channels, with a photo of the board."""
    title, minutes, place = read("beside")["channels"]
    hand, at = scene.desk, scene.now - 41 * DAY
    activity = _plan(scene.project, ActivityKind.CHANNELS, title, hand, at, place=place)
    picture = BytesIO(pictures.draw(scene.dice, is_stained=False))
    documents.keep(
        picture, name=read("beside")["board_photo"], subject=activity.subject, kind=DocumentKind.PHOTO,
        project_id=scene.project.pk, by=hand.actor, at=at,
    )  # fmt: skip
    _note_held(activity, minutes, None, hand, has_photo=True)


def _plan(
    project: Project, kind: ActivityKind, title: str, host: Hand, begins_at: datetime, **more: Any
) -> Activity:
    new = relations.NewActivity(
        project=project, kind=kind, title=title, host=host.staff, begins_at=begins_at, **more
    )
    return relations.plan(new=new, by=host.actor, at=min(begins_at - DAY, begins_at))


def _note_held(
    activity: Activity, minutes: str, present: int | None, hand: Hand, *, has_photo: bool = False
) -> None:
    held_at = activity.begins_at + 2 * HOUR
    relations.hold(
        activity=activity, held_at=held_at, present=present, minutes=minutes, has_photo=has_photo, by=hand.actor,
        at=held_at,
    )  # fmt: skip


def _hear(scene: Scene, activity: Activity, lines: list[list[str]]) -> None:
    at, hand = min(activity.begins_at + HOUR, scene.now), scene.desk
    for leaning, words, answer in lines:
        who = scene.dice.choice(scene.cast.neighbours)
        voice = relations.note_voice(
            activity=activity, leaning=Leaning(leaning), words=words, said_at=at, person=who.person,
            unit=who.unit, by=hand.actor, at=at,
        )  # fmt: skip
        if answer:
            relations.answer(voice=voice, words=answer, by=hand.actor, at=at)


def _ask(scene: Scene, drive: Drive) -> None:
    """A questionnaire that is open now; some have answered."""
    asked, cast, dice = read("beside")["questionnaire"], scene.cast, scene.dice
    desk, now = scene.desk, scene.now
    found = _plan(
        cast.project, ActivityKind.QUESTIONNAIRE, asked["title"], desk, now - 6 * DAY,
        until_on=localdate(now + 8 * DAY), drive=drive,
    )  # fmt: skip
    questions = [relations.Asked(words, True) for words in asked["scales"]]
    at = now - 6 * DAY
    relations.ask(
        activity=found, questions=[*questions, relations.Asked(asked["words"], False)], by=desk.actor,
        at=at,
    )  # fmt: skip
    *scales, words = found.questions.order_by("rank")
    tellers = dice.sample(cast.neighbours, min(REPLIES, len(cast.neighbours)))
    for nth, who in enumerate({each.person.pk: each for each in tellers}.values()):
        relations.reply(
            activity=found,
            points={one.pk: dice.choice((3, 4, 4, 5, 5, 2)) for one in scales},
            words={words.pk: asked["said"][nth % len(asked["said"])]},
            by=who.actor,
            at=at + (nth + 1) * HOUR * 8,
            unit=who.unit,
        )


def _correct(scene: Scene, drive: Drive) -> None:
    said, project, head, desk, now = (
        read("beside"),
        scene.project,
        scene.head,
        scene.desk,
        scene.now,
    )
    voices = Voice.objects.filter(activity__drive=drive).select_related("activity")
    dark = [one for one in voices if "车库" in one.words]
    boxes = [one for one in voices if "纸箱" in one.words]
    at = now - 11 * DAY
    shortcoming, measure, words, changed = said["measure"]
    taken = relations.take_measure(
        project=project, shortcoming=shortcoming, measure=measure, staff=head.staff,
        due_on=localdate(now + 5 * DAY), voices=dark, matters=(), drive=drive, by=head.actor, at=at,
    )  # fmt: skip
    relations.track(
        measure=taken, words=words, changed=changed, due_on=localdate(now + 12 * DAY), by=head.actor,
        at=now - 2 * DAY,
    )  # fmt: skip
    shortcoming, measure, outcome = said["done_measure"]
    over = relations.take_measure(
        project=project, shortcoming=shortcoming, measure=measure, staff=desk.staff,
        due_on=localdate(now - 3 * DAY), voices=boxes, matters=(), drive=drive, by=head.actor, at=at,
    )  # fmt: skip
    relations.finish(measure=over, outcome=outcome, by=head.actor, at=now - 4 * DAY)


def _publish_rules(scene: Scene) -> list[RuleVersion]:
    at, head = scene.now - 60 * DAY, scene.head
    return [
        violations.publish_rule(
            project=scene.project,
            code=code,
            title=title,
            text=text,
            is_duty=is_duty,
            from_on=localdate(at),
            by=head.actor,
            at=at,
        )
        for code, title, text, is_duty in read("beside")["rules"]
    ]


def _talk_about_rules(scene: Scene, rules: list[RuleVersion]) -> None:
    said, desk, dice = read("beside")["violation"], scene.desk, scene.dice
    for kind, trade, rule in (
        (ViolationKind.PARKING, "parking", rules[2]),
        (ViolationKind.CORRIDOR, "decoration-order", rules[1]),
    ):
        case = _open(scene.project, trade)
        if case is None:
            continue
        finding, explained, answered = said[kind.value]
        at = scene.now - HOUR
        found = violations.find(
            case=case, kind=kind, finding=finding, found_by_id=desk.staff.pk, found_at=at, rule=rule,
            by=desk.actor, at=at,
        )  # fmt: skip
        violations.talk(
            violation=found, way=dice.choice((Way.ON_SITE, Way.VISIT)), explained=explained, answered=answered,
            result=Result.AGREED if kind == ViolationKind.PARKING else Result.THINKING, happened_at=at,
            by=desk.actor, at=at,
        )  # fmt: skip


def _mediate(scene: Scene) -> None:
    cast, dice, head = scene.cast, scene.dice, scene.head
    case = _open(scene.project, "noise-order")
    if case is None or case.unit is None:
        return
    said, at = read("beside")["dispute"], scene.now - 3 * HOUR
    near = [each for each in cast.of_building(case.unit.building) if each.unit != case.unit]
    mine = [each for each in cast.neighbours if each.unit == case.unit]
    if not near or not mine:
        return
    other = dice.choice(near)
    sides = {
        Side.A: disputes.NewParty(
            person=mine[0].person, unit=case.unit, interests=said["interests"]
        ),
        Side.B: disputes.NewParty(person=other.person, unit=other.unit),
    }
    mediation = disputes.open_mediation(
        case=case, kind=MediationKind.OWNERS, sides=sides, mediator=head.staff, by=head.actor, at=at
    )
    for side, words in ((Side.A, said["a"]), (Side.B, said["b"])):
        disputes.hear(
            party=mediation.parties.get(side=side), words=words, how=HeardHow.IN_PERSON, heard_at=at,
            by=head.actor, at=at,
        )  # fmt: skip
    mediation.refresh_from_db()
    disputes.note_contact(
        mediation=mediation, kind=ContactKind.JOINT, words=said["visit"], happened_at=at, by=head.actor, at=at
    )  # fmt: skip
    disputes.propose(
        mediation=mediation,
        terms=said["terms"],
        begins=time(21),
        ends=time(7),
        by=head.actor,
        at=at,
    )


def _open(project: Project, trade: str) -> Case | None:
    """The newest open matter of that trade that nobody has taken up yet."""
    found = Case.objects.filter(
        project=project, trade__code=trade, state__in=OPEN_STATES, violation=None, mediation=None
    )
    return found.select_related("unit__building").order_by("-opened_at", "-pk").first()


def _study(scene: Scene) -> None:
    """Half of the office has read what must be known."""
    cast, now = scene.cast, scene.now
    editions = articles.in_force(localdate(now)).filter(article__must_be_known=True)
    for role in ("service_desk", "office_manager"):
        for hand in cast.hands(role)[:1]:
            for edition in editions:
                handbook.study(edition=edition, by=hand.actor, at=now - 5 * DAY)


def _evening(moment: datetime) -> datetime:
    return moment.replace(hour=19, minute=0, second=0, microsecond=0)
