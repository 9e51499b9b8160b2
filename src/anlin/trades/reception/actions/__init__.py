"""Deeds of the reception. Several topics, one door."""

from anlin.trades.reception.actions.acknowledging import acknowledge, answer_by_mail
from anlin.trades.reception.actions.fetching import fetch, fetch_all
from anlin.trades.reception.actions.forgetting import forget, kept
from anlin.trades.reception.actions.mailboxes import add_mailbox, change_mailbox, retire_mailbox
from anlin.trades.reception.actions.taking import settle, take_in

__all__ = [
    "acknowledge",
    "add_mailbox",
    "answer_by_mail",
    "change_mailbox",
    "fetch",
    "fetch_all",
    "forget",
    "kept",
    "retire_mailbox",
    "settle",
    "take_in",
]
