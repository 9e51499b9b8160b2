"""Deeds of the reception. Several topics, one door."""

from anlin.trades.reception.actions.acknowledging import acknowledge, answer_by_mail
from anlin.trades.reception.actions.chats import take_from_chat
from anlin.trades.reception.actions.fetching import fetch, fetch_all
from anlin.trades.reception.actions.forgetting import forget, kept
from anlin.trades.reception.actions.mailboxes import add_mailbox, change_mailbox, retire_mailbox
from anlin.trades.reception.actions.signs import (
    Told,
    add_words,
    put_up_sign,
    report_at_sign,
    take_down_sign,
)
from anlin.trades.reception.actions.taking import settle, take_in

__all__ = [
    "Told",
    "acknowledge",
    "add_mailbox",
    "add_words",
    "answer_by_mail",
    "change_mailbox",
    "fetch",
    "fetch_all",
    "forget",
    "kept",
    "put_up_sign",
    "report_at_sign",
    "retire_mailbox",
    "settle",
    "take_down_sign",
    "take_from_chat",
    "take_in",
]
