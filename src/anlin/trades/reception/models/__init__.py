"""Mailboxes and mails, signs with a code, and who follows a matter without an account."""

from anlin.trades.reception.models.mail import Mail, Mailbox, Original
from anlin.trades.reception.models.signs import Follower, Sign

__all__ = ["Follower", "Mail", "Mailbox", "Original", "Sign"]
