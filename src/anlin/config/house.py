"""Closing the registries once every room is ready: from then on the house is as it is."""

from anlin.foundation.jobs import api as jobs
from anlin.foundation.news import api as news
from anlin.foundation.vault import api as vault
from anlin.kernel.sockets import Socket


def close() -> None:
    """Refused while the keys of the vault are not those of the database."""
    vault.require_keys()
    Socket.close_all()
    news.close()
    jobs.close()
