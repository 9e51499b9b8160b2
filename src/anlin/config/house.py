"""Closing the registries once every room is ready: from then on the house is as it is."""

from anlin.foundation.jobs import api as jobs
from anlin.foundation.news import api as news
from anlin.kernel.sockets import Socket


def close() -> None:
    Socket.close_all()
    news.close()
    jobs.close()
