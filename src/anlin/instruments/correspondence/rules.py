"""Decisions about messages: their life, and what a mail server's answer means."""

import re
import smtplib

from anlin.instruments.correspondence.choices import MessageState, MessageStep
from anlin.kernel.states import Table

# An address of mail, or digits as many as a phone has.
PERSONAL = re.compile(r"[^\s<>\"']+@[^\s<>\"',;]+|\d[\d\- ]{5,}\d")

MESSAGE_LIFE = Table[MessageState, MessageStep](
    name="message",
    first=MessageState.QUEUED,
    rows=(
        (MessageState.QUEUED, MessageStep.SEND, MessageState.SENT),
        (MessageState.QUEUED, MessageStep.FAIL, MessageState.FAILED),
        (MessageState.FAILED, MessageStep.RETRY, MessageState.QUEUED),
        (MessageState.SENT, MessageStep.READ, MessageState.READ),
    ),
)


def refused_for_good(error: Exception) -> str | None:
    """The server's words when it will never take this message; None when trying later may help.

    5xx means never, 4xx means later (RFC 5321 4.2.1); so do refused connections and time-outs.
    """
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException) and not isinstance(
        # A wrong password is ours to mend; the message is not to blame.
        error,
        smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError | smtplib.SMTPHeloError,
    ):
        code, words = error.smtp_code, error.smtp_error
    else:
        return None
    return f"{code} {_anonymous(words)}" if code >= 500 else None


def trouble_in_words(error: Exception) -> str:
    """What is the matter with the mail server, as it may be kept and logged: without addresses."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return f"{code} {_anonymous(words)}"
    return f"{type(error).__name__}: {_anonymous(str(error))}"


def _anonymous(words: bytes | str) -> str:
    """Servers repeat the address that they refuse, and some put a phone number into their words."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return PERSONAL.sub("…", text)


def one_line(text: str) -> str:
    """A title without line breaks, which would otherwise add headers to a mail."""
    return " ".join(text.split())
