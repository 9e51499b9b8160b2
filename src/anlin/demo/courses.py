"""How matters go: the loop from the first word to the last, deed by deed, each by whoever does it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from anlin.demo import pictures
from anlin.demo.cast import Hand
from anlin.demo.tale import Tale
from anlin.ground.estate.choices import Nature
from anlin.kernel.actors import Actor
from anlin.kernel.money import Money
from anlin.trades.cases import actions as cases
from anlin.trades.cases import queries
from anlin.trades.cases.choices import ByWhom, CaseKind, CaseState, FollowUpMethod, NoteKind
from anlin.trades.cases.models import Case
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import (
    Manner,
    PauseReason,
    RepairClass,
    ServiceNature,
    Urgency,
)
from anlin.trades.workorders.models import WorkOrder

# Over which channels people come, and how often; the portal is used by whoever may sign in there.
CHANNELS = {"hotline": 34, "desk": 22, "portal": 18, "wechat-group": 9, "telephone": 8, "wechat": 5}
DESK = ("service_desk", "office_manager")
DISPATCH = ("dispatcher", "engineering_supervisor", "office_manager")
RESULTS = {"works": "engineering_supervisor"}


def open_(tale: Tale, *, title: str, words: str, place: str) -> Case:
    """Somebody says something, and it has a number."""
    [code] = tale.dice.choices(list(CHANNELS), list(CHANNELS.values()))
    from_portal = code == "portal"
    desk = tale.cast.anyone(DESK, tale.dice)
    new = cases.NewCase(
        project=tale.cast.project,
        kind=CaseKind(tale.theme["kind"]),
        title=title,
        words=words,
        channel=tale.cast.channels[code],
        reported_at=tale.at,
        reporter=tale.who.person,
        unit=tale.who.unit,
        place=place,
        is_agitated=bool(tale.theme.get("agitated")) and tale.happens(0.6),
        source_key=tale.key,
    )
    tale.case = cases.open_case(
        new=new, by=tale.who.actor if from_portal else desk.actor, at=tale.at
    )
    return tale.case


def run(tale: Tale) -> None:
    """Everything after the first word. Raises `Ongoing` at the present."""
    desk = tale.cast.anyone(DESK, tale.dice)
    sort(tale, desk)
    if "class" in tale.theme:
        work(tale, desk, words=tale.word("passing"))
    elif "to" in tale.theme:
        _ask_department(tale, desk)
    _answer(tale, desk)
    _judge(tale, desk, rounds=0)


def sort(tale: Tale, desk: Hand, *, patience: float = 240) -> None:
    tale.wait(min(3, patience / 2), patience)
    theme = tale.theme
    hint = queries.urgency_hint(tale.case.words)
    cases.sort(
        case=tale.case,
        trade=tale.cast.trades[theme["trade"]],
        about=tale.cast.subjects.get(theme.get("about", "")),
        service_nature=ServiceNature.ROUTINE,
        urgency=Urgency(theme["urgency"]) if "urgency" in theme else hint,
        # A complaint is read back to whoever made it before anybody acts on it.
        need=tale.word("understood") if theme["kind"] == "complaint" else None,
        is_need_confirmed=theme["kind"] == "complaint",
        by=desk.actor,
        at=tale.at,
    )


def _ask_department(tale: Tale, desk: Hand) -> None:
    """A department looks into it and says what came of it."""
    code = tale.theme["to"]
    tale.wait(10, 90)
    head = tale.cast.hand(RESULTS.get(code, "office_manager"), tale.dice)
    department = tale.cast.department(code)
    passing = {"department": department, "in_charge": head.staff, "words": tale.word("passing")}
    cases.pass_on(case=tale.case, **passing, by=desk.actor, at=tale.at)
    if tale.happens(0.05):
        tale.wait(30, 300)
        cases.hand_back(case=tale.case, why=tale.word("handed_back"), by=head.actor, at=tale.at)
        tale.wait(10, 60)
        cases.pass_on(case=tale.case, **passing, by=desk.actor, at=tale.at)
    _while_it_lasts(tale, desk)
    if tale.happens(0.4):
        visit = tale.word("visit")
        cases.note(case=tale.case, kind=NoteKind.SITE_VISIT, words=visit, by=head.actor, at=tale.at)
    tale.wait(60, 1500)
    _finding, method = tale.pick("done")
    cases.return_result(case=tale.case, result=method, by=head.actor, at=tale.at)


def _while_it_lasts(tale: Tale, desk: Hand) -> None:
    """What may come in between: somebody asks again, we say that it takes longer."""
    if tale.happens(0.08):
        tale.wait(60, 600)
        channel = tale.cast.channels["telephone"]
        again = tale.pick("again")
        cases.report_again(case=tale.case, channel=channel, words=again, by=desk.actor, at=tale.at)
    if tale.happens(0.14 if tale.pace < 2 else 0.6):
        tale.wait(60, 900)
        channel = tale.cast.channels["telephone"]
        cases.give_interim_reply(
            case=tale.case,
            words=tale.pick("interim"),
            channel=channel,
            wanted_by=tale.at + timedelta(days=3) if tale.happens(0.3) else None,
            by=desk.actor,
            at=tale.at,
        )


def work(tale: Tale, desk: Hand, *, words: str) -> None:
    """A work order is raised, dispatched, done and checked; the result comes back by itself."""
    case, cast = tale.case, tale.cast
    tale.wait(5, 60)
    new = _new_order(tale, case)
    cases.pass_on(
        case=case, department=cast.department("works"), words=words, order=new,
        by=desk.actor, at=tale.at,
    )  # fmt: skip
    _do(tale, queries.orders_of(case).order_by("-id").first(), desk)
    case.refresh_from_db()


def _new_order(tale: Tale, case: Case) -> workorders.NewOrder:
    is_shared = tale.theme["place"] == "shared"
    return workorders.NewOrder(
        project=tale.cast.project,
        title=case.title,
        description=case.title if is_shared else "",
        trade=tale.theme["trade"],
        urgency=Urgency(case.urgency),
        repair_class=RepairClass(tale.theme["class"]),
        part_nature=Nature.COMMON_EQUIPMENT if is_shared else Nature.PRIVATE,
        unit=None if is_shared else case.unit,
        place=case.place,
        contact=case.reporter,
        reported_at=case.opened_at,
    )


def _do(tale: Tale, order: WorkOrder | None, desk: Hand) -> None:
    """Into somebody's hands and through to the check."""
    assert order is not None
    cast, dice = tale.cast, tale.dice
    hand = cast.hand("technician", dice)
    tale.wait(5, 45)
    if order.assignee_id is not None:
        hand = next(h for h in cast.hands("technician") if h.staff.pk == order.assignee_id)
    elif tale.happens(0.25):
        workorders.claim(order=order, by=hand.actor, at=tale.at)
    else:
        _dispatch(tale, order, hand)
    _while_it_lasts(tale, desk)
    tale.wait(15, 600)
    workorders.arrive(order=order, by=hand.actor, at=tale.at)
    is_kept = tale.now - tale.at < timedelta(days=20) and tale.happens(0.12)
    if is_kept:
        pictures.keep(order, "before", dice, by=hand.actor, at=tale.at)
    if order.unit_id and tale.happens(0.5):
        for manner in (Manner.PERMISSION, Manner.SHOE_COVERS):
            workorders.keep_manner(order=order, manner=manner, by=hand.actor, at=tale.at)
    if tale.happens(0.06 if tale.pace < 2 else 0.5):
        _stand_still(tale, order, hand.actor)
    _use_part(tale, order, hand.actor)
    tale.wait(20, 150)
    finding, method = tale.pick("done")
    workorders.finish(order=order, finding=finding, method=method, by=hand.actor, at=tale.at)
    if is_kept:
        pictures.keep(order, "after", dice, by=hand.actor, at=tale.at)
    tale.wait(20, 240)
    checker = cast.anyone(DISPATCH, dice)
    workorders.pass_check(order=order, by=checker.actor, at=tale.at)


def _dispatch(tale: Tale, order: WorkOrder, hand: Hand) -> None:
    dispatcher = tale.cast.anyone(DISPATCH, tale.dice)
    workorders.assign(order=order, to=hand.staff, by=dispatcher.actor, at=tale.at)
    if tale.happens(0.04):
        tale.wait(5, 40)
        workorders.decline(order=order, reason=tale.word("declined"), by=hand.actor, at=tale.at)
        tale.wait(5, 30)
        workorders.assign(order=order, to=hand.staff, by=dispatcher.actor, at=tale.at)
    tale.wait(3, 120)
    workorders.accept(
        order=order,
        expected_until=tale.at + timedelta(hours=tale.dice.randrange(2, 30)),
        by=hand.actor,
        at=tale.at,
    )


def _stand_still(tale: Tale, order: WorkOrder, by: Actor) -> None:
    tale.wait(10, 40)
    workorders.pause(
        order=order, reason=PauseReason.PARTS, words=tale.word("pause"), customer_agreed=True,
        by=by, at=tale.at,
    )  # fmt: skip
    tale.wait(600, 2900)
    workorders.resume(order=order, by=by, at=tale.at)


def _use_part(tale: Tale, order: WorkOrder, by: Actor) -> None:
    if tale.happens(0.3):
        name, measure = tale.dice.choice(tale.word("parts"))
        workorders.use_part(
            order=order,
            name=name,
            quantity=Decimal(tale.dice.randrange(1, 4)),
            measure=measure,
            unit_price=Money(tale.dice.randrange(300, 6800)),
            by=by,
            at=tale.at,
        )


def _answer(tale: Tale, desk: Hand) -> None:
    tale.wait(15, 420)
    cases.answer(
        case=tale.case,
        words=tale.pick("answers"),
        channel=tale.cast.channels["telephone"],
        rule_cited=tale.word("rule_cited") if tale.theme["kind"] == "complaint" else "",
        is_unresolved=tale.theme["kind"] in {"demand", "suggestion"} and tale.happens(0.2),
        by=desk.actor,
        at=tale.at,
    )
    if tale.theme["kind"] == "complaint":
        origin, prevention = tale.pick("causes")
        cases.note_origin(
            case=tale.case,
            origin_cause=origin,
            prevention=prevention,
            effect_on_order=tale.word("effect"),
            by=desk.actor,
            at=tale.at,
        )


def _judge(tale: Tale, desk: Hand, *, rounds: int) -> None:
    """The person says what they think, we ask again; whoever is not satisfied goes round once more."""
    case = tale.case
    grade = tale.dice.choices([5, 4, 3], [6, 3, 1])[0]
    says_it = case.recorded_by.startswith("resident:")
    tale.wait(60, 1400)
    unhappy = tale.happens(0.09 if rounds == 0 else 0.2)
    if says_it and not unhappy:
        words = tale.pick("praise_words")
        cases.agree(case=case, by=tale.who.actor, at=tale.at, grade=grade, words=words)
        tale.wait(300, 2800)
    caller = tale.cast.hand("follow_up_caller", tale.dice)
    if (
        not queries.needs_follow_up(CaseKind(case.kind), had_work="class" in tale.theme)
        and not unhappy
    ):
        if case.state == CaseState.ANSWERED:
            cases.agree(case=case, how=ByWhom.TELEPHONE, grade=grade, by=caller.actor, at=tale.at)
        return
    if unhappy and rounds >= 1 and case.state == CaseState.ANSWERED:
        _give_up(tale)
        return
    asked: dict[str, Any] = {"new_information": tale.pick("news")}
    if unhappy:
        asked = {"remaining_problem": tale.pick("remaining"), "next_action": tale.word("urge")}
    cases.follow_up(
        case=case,
        method=FollowUpMethod.VISIT if case.is_agitated else FollowUpMethod.PHONE,
        is_satisfied=not unhappy,
        grade=2 if unhappy else grade,
        by=caller.actor,
        at=tale.at,
        **asked,
    )
    if unhappy:
        _once_more(tale, desk, rounds=rounds + 1)


def ask_afterwards(tale: Tale) -> None:
    """Telephone one of many after the common cause was mended."""
    tale.wait(20, 400)
    caller = tale.cast.hand("follow_up_caller", tale.dice)
    cases.follow_up(
        case=tale.case,
        method=FollowUpMethod.PHONE,
        is_satisfied=True,
        grade=tale.dice.choice([4, 5, 5]),
        by=caller.actor,
        at=tale.at,
    )


def _once_more(tale: Tale, desk: Hand, *, rounds: int) -> None:
    tale.case.refresh_from_db()
    if "class" in tale.theme:
        work(tale, desk, words=tale.pick("remaining"))
    elif "to" in tale.theme:
        _ask_department(tale, desk)
    _look_again(tale)
    _answer(tale, desk)
    _judge(tale, desk, rounds=rounds)


def _look_again(tale: Tale) -> None:
    """What was mended and was not right is looked at on the spot as soon as it is done again."""
    if tale.case.special_due_at is None:
        return
    tale.wait(10, 60)
    caller = tale.cast.hand("follow_up_caller", tale.dice)
    cases.follow_up(
        case=tale.case,
        method=FollowUpMethod.SPECIAL,
        is_satisfied=True,
        by=caller.actor,
        at=tale.at,
    )


def _give_up(tale: Tale) -> None:
    manager = tale.cast.hand("office_manager", tale.dice)
    words = tale.word("closed_unsatisfied")
    cases.close_unsatisfied(case=tale.case, reason=words, by=manager.actor, at=tale.at)
