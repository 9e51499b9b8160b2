import smtplib

import pytest

from anlin.instruments.correspondence import rules

REFUSED = smtplib.SMTPRecipientsRefused({"a@b": (550, b"no such mailbox")})


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (REFUSED, "550 no such mailbox"),
        (smtplib.SMTPRecipientsRefused({"a@b": (451, b"later")}), None),
        (smtplib.SMTPDataError(554, b"spam \xff"), "554 spam �"),
        (smtplib.SMTPSenderRefused(452, b"full", "a@b"), None),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), None),
        (smtplib.SMTPServerDisconnected("gone"), None),
        (ConnectionRefusedError(), None),
    ],
)
def test_only_what_the_message_is_to_blame_for_is_final(trouble, words):
    assert rules.refused_for_good(trouble) == words


def test_messages_end_read_and_failed_ones_start_anew():
    assert rules.MESSAGE_LIFE.last == ["read"]
    assert rules.MESSAGE_LIFE.steps_from("failed") == ["retry"]


def test_a_title_cannot_add_headers():
    assert rules.one_line("修好了\r\nBcc: all@example.com") == "修好了 Bcc: all@example.com"
