"""Work orders: reading, raising, dispatching, working, checking."""

from decimal import Decimal
from typing import Annotated, Literal

from ninja import Query, Router, Status
from pydantic import Field, WithJsonSchema

from anlin.faces.api.pages import (
    Id,
    InOneLine,
    Input,
    Line,
    Moment,
    Number,
    Page,
    Place,
    Seen,
    Words,
    one,
    page,
    perhaps,
)
from anlin.faces.api.problems import ANY
from anlin.faces.api.v1.trades import shapes
from anlin.ground.estate.models import Project, Unit
from anlin.ground.workforce.models import Department, Staff
from anlin.kernel.money import Money
from anlin.trades.workorders import actions, queries
from anlin.trades.workorders.choices import OrderState, PauseReason, Urgency
from anlin.trades.workorders.models import WorkOrder

orders = Router(tags=["work orders"])
ORDER = {200: shapes.OrderOut} | ANY
Quantity = Annotated[
    Decimal,
    Field(gt=0, max_digits=10, decimal_places=3),
    WithJsonSchema({"type": "string", "pattern": r"^[1-9]\d{0,5}(\.\d{1,3})?$"}),
]


class OrdersAsked(Place):
    """With a state, the view does not matter."""

    project: Number | None = None
    state: OrderState | None = None
    view: Literal["open", "all"] = "open"


class NewOrder(Input):
    project: Number
    title: Annotated[Line, Field(min_length=1)]
    description: Words = ""
    urgency: Urgency = Urgency.ORDINARY
    unit: Number | None = None
    place: Line = ""
    department: Number | None = None
    wanted_by: Moment | None = None


class Assign(Input):
    """Without `to` it goes to whoever is on duty for repairs with the fewest orders in hand."""

    to: Number | None = None
    expected_until: Moment | None = None


class Accept(Input):
    expected_until: Moment | None = None


class Why(Input):
    why: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$"), Seen]


class Pause(Input):
    reason: PauseReason
    words: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$"), Seen] = ""
    customer_agreed: bool = False


class Finish(Input):
    finding: Words
    method: Words
    cause: Words = ""
    loss: Line = ""


class Part(Input):
    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$"), InOneLine]
    quantity: Quantity
    measure: Annotated[str, Field(min_length=1, max_length=12, pattern=r"^[^\x00]*$"), InOneLine]
    unit_price_fen: Annotated[int, Field(ge=0, le=2_000_000_000)] | None = None


class Passed(Input):
    words: Words = ""


def visible(request):
    return queries.visible_to(request.auth)


def _by(request) -> dict:
    return {"by": request.auth, "at": request.now}


def _order(request, order_id: int, *, in_pool: bool = False) -> WorkOrder:
    """An order the actor may see, or take from the pool."""
    rows = visible(request)
    if in_pool and not rows.filter(pk=order_id).exists():
        rows = queries.pool_for(request.auth)
    found: WorkOrder = one(rows, order_id)
    return found


@orders.get("/", response={200: Page[shapes.OrderOut]} | ANY, summary="Orders, newest first")
def list_orders(request, asked: Query[OrdersAsked]):
    rows = visible(request)
    if asked.view == "open" and asked.state is None:
        rows = rows.filter(queries.open_orders())
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    if asked.project is not None:
        rows = rows.filter(project=asked.project)
    return page(rows, asked, key="raised_at")


@orders.get("/{id}/", response=ORDER, summary="One order")
def get_order(request, id: Id):  # noqa: A002  (the name in the address)
    return _order(request, id)


@orders.post("/", response={201: shapes.OrderOut} | ANY, summary="Raise an order")
def raise_order(request, said: NewOrder):
    project = one(Project.objects.filter(left_on=None), said.project)
    new = actions.NewOrder(
        project=project,
        unit=perhaps(Unit.objects.filter(project=project), said.unit),
        department=perhaps(Department.objects.all(), said.department),
        **said.model_dump(exclude={"project", "unit", "department"}),
    )
    return Status(201, actions.raise_order(new=new, **_by(request)))


@orders.post("/{id}/assign/", response=ORDER, summary="Dispatch it")
def assign(request, id: Id, said: Assign):  # noqa: A002  (the name in the address)
    deed = {"order": _order(request, id), "expected_until": said.expected_until, **_by(request)}
    if said.to is None:
        return actions.assign_by_roster(**deed)
    return actions.assign(to=one(Staff.objects.all(), said.to), **deed)


@orders.post("/{id}/claim/", response=ORDER, summary="Take it from the pool")
def claim(request, id: Id):  # noqa: A002  (the name in the address)
    return actions.claim(order=_order(request, id, in_pool=True), **_by(request))


@orders.post("/{id}/accept/", response=ORDER, summary="Say yes to it")
def accept(request, id: Id, said: Accept):  # noqa: A002  (the name in the address)
    return actions.accept(order=_order(request, id), **said.model_dump(), **_by(request))


@orders.post("/{id}/decline/", response=ORDER, summary="Say no to it, and why")
def decline(request, id: Id, said: Why):  # noqa: A002  (the name in the address)
    return actions.decline(order=_order(request, id), reason=said.why, **_by(request))


@orders.post("/{id}/cancel/", response=ORDER, summary="It is not needed")
def cancel(request, id: Id, said: Why):  # noqa: A002  (the name in the address)
    return actions.cancel(order=_order(request, id), reason=said.why, **_by(request))


@orders.post("/{id}/arrive/", response=ORDER, summary="Be on the spot")
def arrive(request, id: Id):  # noqa: A002  (the name in the address)
    return actions.arrive(order=_order(request, id), **_by(request))


@orders.post("/{id}/pause/", response=ORDER, summary="Stand still for a reason")
def pause(request, id: Id, said: Pause):  # noqa: A002  (the name in the address)
    return actions.pause(order=_order(request, id), **said.model_dump(), **_by(request))


@orders.post("/{id}/resume/", response=ORDER, summary="Go on")
def resume(request, id: Id):  # noqa: A002  (the name in the address)
    return actions.resume(order=_order(request, id), **_by(request))


@orders.post("/{id}/parts/", response={201: shapes.PartOut} | ANY, summary="Material used")
def use_part(request, id: Id, said: Part):  # noqa: A002  (the name in the address)
    price = None if said.unit_price_fen is None else Money(said.unit_price_fen)
    part = actions.use_part(
        order=_order(request, id),
        unit_price=price,
        **said.model_dump(exclude={"unit_price_fen"}),
        **_by(request),
    )
    return Status(201, part)


@orders.post("/{id}/finish/", response=ORDER, summary="Say that it is done")
def finish(request, id: Id, said: Finish):  # noqa: A002  (the name in the address)
    return actions.finish(order=_order(request, id), **said.model_dump(), **_by(request))


@orders.post("/{id}/pass/", response=ORDER, summary="The work is right")
def pass_check(request, id: Id, said: Passed):  # noqa: A002  (the name in the address)
    return actions.pass_check(order=_order(request, id), words=said.words, **_by(request))


@orders.post("/{id}/send-back/", response=ORDER, summary="The work is not right")
def send_back(request, id: Id, said: Why):  # noqa: A002  (the name in the address)
    return actions.send_back(order=_order(request, id), why=said.why, **_by(request))
