"""What an ordeal adds to the house: something later and a job for every matter, each leaving a trace that cannot be left twice."""

from django.apps import AppConfig


class House(AppConfig):
    name = "ordeal.house"
    label = "ordeal"

    def ready(self):
        # Imported here because models are not ready before.
        from anlin.foundation.jobs import api as jobs  # noqa: PLC0415
        from anlin.foundation.news import api as news  # noqa: PLC0415
        from anlin.trades.cases.events import CaseOpened  # noqa: PLC0415

        jobs.job("ordeal.mark")(mark)
        news.reacts_to(CaseOpened)(order_a_mark)
        news.reacts_to(CaseOpened, later=True)(tell)


def order_a_mark(event):
    from anlin.foundation.jobs import api as jobs  # noqa: PLC0415

    jobs.enqueue("ordeal.mark", key=str(event.case_id), number=event.case_id)


def mark(*, number, now):
    _leave_trace(f"marked {number}", now)


def tell(event):
    _leave_trace(f"told {event.case_id}", event.at)


def _leave_trace(what, at):
    """A name is taken once: a second telling would break on it."""
    from anlin.foundation.accounts.models import Account  # noqa: PLC0415

    Account.objects.create(username=what, created_at=at)
