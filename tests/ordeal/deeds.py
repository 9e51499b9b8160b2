"""`python -m ordeal.deeds SEED`: does deeds without end and says a dot after each; made to be killed."""

import random
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402  (tables are known only now)

from anlin.ground.estate.models import Unit  # noqa: E402
from anlin.ground.people.models import Person  # noqa: E402
from anlin.ground.workforce.models import Department, Staff  # noqa: E402
from anlin.kernel.actors import system  # noqa: E402
from anlin.trades.cases import actions as cases  # noqa: E402
from anlin.trades.cases import queries  # noqa: E402
from anlin.trades.cases.choices import Axis, CaseKind  # noqa: E402
from anlin.trades.workorders import actions as workorders  # noqa: E402
from anlin.trades.workorders.choices import ServiceNature, Urgency  # noqa: E402

BY = system("ordeal")


def main(seed):
    chance = random.Random(seed)
    while True:
        for deed in matter(chance):
            deed()
            sys.stdout.write(".")
            sys.stdout.flush()


def matter(chance):
    """The deeds of one matter; it may end before its end."""
    kind = chance.choice([CaseKind.REPAIR, CaseKind.REPAIR, CaseKind.COMPLAINT])
    done = {}
    yield lambda: done.update(case=opened(kind))
    case = done["case"]
    deeds = [lambda: sorted_(case)]
    if kind == CaseKind.REPAIR:
        deeds += [lambda: passed_on(case), lambda: mended(case)]
    deeds += [lambda: answered(case), lambda: agreed(case)]
    yield from deeds[: chance.randint(0, len(deeds))]


def _now():
    return {"by": BY, "at": timezone.localtime()}


def opened(kind):
    unit = Unit.objects.select_related("project").order_by("pk").first()
    at = timezone.localtime()
    new = cases.NewCase(
        project=unit.project,
        kind=kind,
        words="厨房水管漏水。",
        channel=queries.channel_by_code("hotline"),
        reported_at=at,
        reporter=Person.objects.order_by("pk").first(),
        unit=unit,
    )
    return cases.open_case(new=new, by=BY, at=at)


def sorted_(case):
    trade = queries.find_category(Axis.TRADE, "water")
    urgency, nature = Urgency.ORDINARY, ServiceNature.ROUTINE
    cases.sort(case=case, trade=trade, service_nature=nature, urgency=urgency, **_now())


def passed_on(case):
    order = workorders.NewOrder(project=case.project, title=case.title, unit=case.unit)
    cases.pass_on(
        case=case,
        department=Department.objects.order_by("-pk").first(),
        order=order,
        worker=Staff.objects.get(name="李师傅"),
        **_now(),
    )


def mended(case):
    order = case.errands.get().order
    for step in (workorders.accept, workorders.arrive):
        order = step(order=order, **_now())
    workorders.finish(order=order, finding="接头裂", method="换新", **_now())
    case.refresh_from_db()


def answered(case):
    channel = queries.channel_by_code("hotline")
    cases.answer(case=case, words="已更换。", channel=channel, **_now())


def agreed(case):
    cases.agree(case=case, grade=5, **_now())


if __name__ == "__main__":
    main(int(sys.argv[1]))
