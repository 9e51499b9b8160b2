"""What work says of a person who is erased."""

from collections.abc import Iterable

from anlin.ground.people.sockets import Erasure
from anlin.trades.workorders.models import Contact, WorkOrder


def forget(erasure: Erasure) -> int:
    """Work for the person names nobody any more; what was done stays."""
    return WorkOrder.objects.filter(contact__in=erasure.person_ids).update(contact=None)


def forget_words(*, orders: Iterable[WorkOrder], title: str, erasure: Erasure) -> None:
    """Call work that was raised for an erased person's matter by a general name, and take the person out of its words."""
    for order in orders:
        order.title, order.description = title, erasure.taken_out_of(order.description)
        order.save(update_fields=["title", "description"])
        for said in Contact.objects.filter(order=order):
            said.words = erasure.taken_out_of(said.words)
            said.save(update_fields=["words"])
