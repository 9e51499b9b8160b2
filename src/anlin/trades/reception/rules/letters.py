"""What a raw letter of e-mail says: who, about what, the words apart from what they quote, what is enclosed.

Whoever writes decides every byte of it, so nothing here trusts a header, a charset or a size. What cannot be read
within the bounds raises `Unreadable` with a code; `choices.Hold` has the sentences.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from anlin.kernel import texts
from anlin.trades.reception.choices import Hold
from anlin.trades.reception.rules import markup

MAX_MEGABYTES = 25
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
MAX_HEADER_BYTES = 128 * 1024
MAX_PARTS, MAX_DEPTH, MAX_ENCLOSED = 100, 12, 30
MAX_MARKUP, MAX_WORDS = 400_000, 20_000
SUBJECT, NAME, ADDRESS, IDENTIFIER = 300, 80, 254, 500
MAX_REFERENCES = 40

_NUMBER = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}-\d{4}-\d{5,8})(?!\d)")
_MARKS = re.compile(r"^(?:\s*(?:re|fw|fwd|回复|答复|转发)\s?[:\uff1a])+", re.IGNORECASE)
_IDENTIFIER = re.compile(r"<[^<>\s]{3,498}>")
_MAILBOX = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9\u0080-\uffff.-]{1,190}")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
# Everything that a Chinese mail program calls by these names is read by the widest of them.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "cp1252"}  # fmt: skip
_BULK = {"bulk", "junk", "list"}
_MACHINES = re.compile(
    r"(?:mailer-daemon|postmaster|no-?reply|bounces?)(?:[+-].*)?@", re.IGNORECASE
)
_QUOTES = re.compile(
    r"^\s*(?:>|-{2,}\s*(?:original message|原始邮件|原邮件|转发邮件|forwarded message|回复的原邮件)|"
    r"on .{6,200} wrote:\s*$|在\s?.{4,200}写道\s?[:\uff1a]\s*$|发件人\s?[:\uff1a].+|_{10,}\s*$)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^(?:-- ?|发自我的.{1,30}|从我的.{1,20}发送|sent from my .{1,40})\s*$", re.IGNORECASE
)


class Unreadable(Exception):  # noqa: N818  (the letter is held; a person looks at it)
    """The letter is not taken as it is; `hold` says why."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(hold)
        self.hold = hold


@dataclass(frozen=True)
class Enclosed:
    """A file of the letter, as its sender calls it."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What the letter says. `words` is what the sender wrote, `rest` what they quote and their signature.

    `message_id` is empty where the letter has none; `answers` are the ids it answers, the nearest first.
    """

    message_id: str
    answers: tuple[str, ...]
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    words: str
    rest: str
    enclosed: tuple[Enclosed, ...]
    sent_at: object
    is_automatic: bool

    @property
    def numbers(self) -> tuple[str, ...]:
        """Numbers of matters that the subject names."""
        return tuple(dict.fromkeys(_NUMBER.findall(self.subject.upper())))

    @property
    def title(self) -> str:
        """The subject without numbers and without the marks of answers, which say nothing of the matter."""
        return _MARKS.sub("", _NUMBER.sub("", self.subject).replace("[]", " ").strip()).strip()


def read(raw: bytes) -> Letter:
    """Raises `Unreadable`."""
    message = _opened(raw)
    sender, name = _sender(message)
    plain, marked, enclosed = _contents(message)
    text = "\n\n".join(filter(str.strip, plain)) or markup.plain("\n".join(marked))
    words, rest = apart(texts.seen(text).replace("\r\n", "\n"))
    if len(words) > MAX_WORDS:
        words, rest = words[:MAX_WORDS], f"{words[MAX_WORDS:]}\n{rest}"
    return Letter(
        message_id=next(iter(_identifiers(message, "Message-ID")), "")[:IDENTIFIER],
        answers=_answers(message),
        sender=sender,
        sender_name=name,
        recipients=_recipients(message),
        subject=_line(message, "Subject")[:SUBJECT],
        words=words.strip(),
        rest=rest.strip("\n"),
        enclosed=tuple(enclosed),
        sent_at=_sent_at(message),
        is_automatic=_is_automatic(message, sender),
    )


def identifier_of(raw: bytes) -> str:
    """The Message-ID of a letter that could not be read otherwise; empty where none can be found."""
    found = re.search(
        rb"^message-id:\s*(<[^<>\s]{3,498}>)", raw[:MAX_HEADER_BYTES], re.IGNORECASE | re.MULTILINE
    )
    return found[1].decode("ascii", "replace") if found else ""


def apart(text: str) -> tuple[str, str]:
    """The words of the sender, and the signature and quotation that follow them; together the whole text.

    Where nothing stands before the quotation (somebody wrote below it, or forwarded), all of it is words.
    """
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if _QUOTES.match(line) or _SIGNATURE.match(line):
            words = "\n".join(lines[:place])
            return (words, "\n".join(lines[place:])) if words.strip() else (text, "")
    return text, ""


def _opened(raw: bytes) -> Message:
    if len(raw) > MAX_BYTES:
        raise Unreadable(Hold.TOO_LARGE)
    head = re.split(rb"\r?\n\r?\n", raw[: MAX_HEADER_BYTES + 4], maxsplit=1)
    if len(head) == 1 and len(raw) > MAX_HEADER_BYTES:
        raise Unreadable(Hold.HEADERS)
    if len(_BOUNDARY.findall(raw)) > MAX_PARTS:
        raise Unreadable(Hold.NESTED)
    try:
        # Not the policy that parses headers by itself: it raises whatever it likes at those of hostile letters.
        return email.message_from_bytes(raw)
    except RecursionError as error:
        raise Unreadable(Hold.NESTED) from error
    except Exception as error:
        raise Unreadable(Hold.BROKEN) from error


def _contents(message: Message) -> tuple[list[str], list[str], list[Enclosed]]:
    plain: list[str] = []
    marked: list[str] = []
    enclosed: list[Enclosed] = []
    for part in _leaves(message, 0, [0]):
        kind, name = part.get_content_type(), _file_name(part)
        is_text = kind in {"text/plain", "text/html"} and not name
        if is_text and part.get_content_disposition() != "attachment":
            text = _decoded(_payload(part), _charset(part))
            (plain if kind == "text/plain" else marked).append(text[:MAX_MARKUP])
        elif len(enclosed) < MAX_ENCLOSED:
            enclosed.append(Enclosed(name or kind.replace("/", "."), _payload(part)))
        else:
            raise Unreadable(Hold.NESTED)
    return plain, marked, enclosed


def _leaves(part: Message, depth: int, counted: list[int]) -> Iterator[Message]:
    """The parts that hold something; a letter within a letter is a file, not words of its sender."""
    counted[0] += 1
    if depth > MAX_DEPTH or counted[0] > MAX_PARTS:
        raise Unreadable(Hold.NESTED)
    if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
        for each in part.get_payload():
            assert isinstance(each, Message)
            yield from _leaves(each, depth + 1, counted)
    else:
        yield part


def _payload(part: Message) -> bytes:
    if part.is_multipart():
        return b"\n".join(bytes(each) for each in part.get_payload() if isinstance(each, Message))
    try:
        content = part.get_payload(decode=True)
    except Exception as error:
        raise Unreadable(Hold.BROKEN) from error
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except Exception:  # noqa: BLE001  (parameters of hostile letters; the text decides then)
        return ""


def _decoded(content: bytes, charset: str) -> str:
    """By the named charset if it fits, else by those that Chinese letters are written in."""
    named = charset.lower().strip("\"' ")
    for name in (_WIDER.get(named, named), "utf-8", "gb18030"):
        try:
            return content.decode(name or "utf-8")
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("utf-8", "replace")


def _line(message: Message, name: str) -> str:
    """One header as a person reads it, in one line and without what turns text around."""
    try:
        return texts.line(_words(_header(message, name)))
    except Exception:  # noqa: BLE001  (a header nobody can read says nothing)
        return ""


def _header(message: Message, name: str) -> str:
    """The first header of that name as it came; asked for otherwise, bytes that are no ASCII are gone."""
    return next((str(said) for key, said in message.raw_items() if key.lower() == name.lower()), "")


def _words(header: str) -> str:
    raw = " ".join(header.split())
    # What was sent as bytes stands in the header as half characters.
    raw = _decoded(raw.encode("utf-8", "surrogateescape"), "utf-8")
    said = []
    for piece, charset in decode_header(raw):
        said.append(piece if isinstance(piece, str) else _decoded(piece, charset or "utf-8"))
    return "".join(said)


def _sender(message: Message) -> tuple[str, str]:
    raw = " ".join(_header(message, "From")[:2000].split())
    raw = _decoded(raw.encode("utf-8", "surrogateescape"), "utf-8")
    try:
        found = getaddresses([raw])
    except Exception as error:
        raise Unreadable(Hold.NO_SENDER) from error
    for name, address in found[:1]:
        if len(address) <= ADDRESS and _MAILBOX.fullmatch(address):
            try:
                said = texts.line(_words(name))[:NAME]
            except Exception:  # noqa: BLE001  (the address is enough)
                said = ""
            return address, said
    raise Unreadable(Hold.NO_SENDER)


def _recipients(message: Message) -> tuple[str, ...]:
    named = [str(each)[:4000]
        for key in ("Delivered-To", "To", "Cc") for each in message.get_all(key, [])]  # fmt: skip
    try:
        found = [address.lower() for _name, address in getaddresses(named)]
    except Exception:  # noqa: BLE001  (the door knows whom it was for)
        return ()
    return tuple(dict.fromkeys(each for each in found if _MAILBOX.fullmatch(each)))[:50]


def _identifiers(message: Message, name: str) -> list[str]:
    return _IDENTIFIER.findall(_header(message, name)[:20_000])


def _answers(message: Message) -> tuple[str, ...]:
    answered = _identifiers(message, "In-Reply-To") + _identifiers(message, "References")[::-1]
    return tuple(dict.fromkeys(answered))[:MAX_REFERENCES]


def _sent_at(message: Message) -> object:
    try:
        return parsedate_to_datetime(_header(message, "Date")[:100])
    except Exception:  # noqa: BLE001  (when it came is known anyway)
        return None


def _is_automatic(message: Message, sender: str) -> bool:
    """An out-of-office answer, a bounce or a list: answering it would begin a talk of two machines (RFC 3834)."""
    submitted = _line(message, "Auto-Submitted").split(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or _line(message, "Precedence").strip().lower() in _BULK
        or any(name in message for name in ("List-Id", "X-Autoreply", "X-Autorespond", "X-Loop"))
        or _header(message, "Return-Path").strip() == "<>"
        or message.get_content_type() == "multipart/report"
        or _MACHINES.match(sender) is not None
    )


def _file_name(part: Message) -> str:
    try:
        return texts.line(_words(part.get_filename() or ""))[:200]
    except Exception:  # noqa: BLE001  (a file without a name is called by its kind)
        return ""
