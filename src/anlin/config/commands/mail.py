"""Mail that comes in: fetch the mailboxes once, or listen for a mail server that hands mails over.

`listen` says 250 only after the mail is safe in the database, and 451 while that is away or closed: the sending server
keeps the mail and tries again. It speaks LMTP, or SMTP with --smtp, to this machine alone unless told otherwise.
"""

import asyncio
import logging
import signal
from argparse import ArgumentParser, Namespace
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

log = logging.getLogger(__name__)
HANDS = 2
# Longer than the protocol allows: programs that write pages of HTML in one line are no reason to lose a mail.
LINE = 200_000
TAKEN, LATER = "250 2.0.0 Taken", "451 4.3.0 Not now, please try again"
NOBODY, ALONE = "550 5.1.1 No such mailbox here", "452 4.5.3 One mailbox at a time"


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(metavar="DEED", dest="deed", required=True)
    deeds.add_parser("fetch", help="fetch what is unread in every mailbox that lies on a server")
    listen = deeds.add_parser(
        "listen", help="take what a mail server hands over, until told to end"
    )
    listen.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
    listen.add_argument("--port", type=int, default=8024, help="0: any free one, which is printed (8024)")  # fmt: skip
    listen.add_argument("--smtp", action="store_true", help="speak SMTP instead of LMTP")


def run(options: Namespace) -> int:
    from anlin.config import house  # noqa: PLC0415  (tables need django.setup)

    house.close()
    return _fetch() if options.deed == "fetch" else _listen(options)


def _fetch() -> int:
    from django.utils import timezone  # noqa: PLC0415  (tables need django.setup)

    from anlin.kernel.actors import system  # noqa: PLC0415  (the same)
    from anlin.trades.reception import actions, queries  # noqa: PLC0415  (the same)

    taken = actions.fetch_all(by=system("reception"), at=timezone.now())
    troubled = [box for box in queries.mailboxes_to_fetch() if box.trouble]
    print(f"{taken} mails were fetched.")
    for mailbox in troubled:
        print(f"{mailbox.address}: {mailbox.trouble}")
    return 1 if troubled else 0


def _listen(options: Namespace) -> int:
    from anlin.config import logs  # noqa: PLC0415  (tables need django.setup)

    logs.to_json_lines()
    asyncio.run(_serve(options))
    return 0


async def _serve(options: Namespace) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    with ThreadPoolExecutor(HANDS) as hands:
        speak = partial(_conversation, Handing(hands), is_smtp=options.smtp)
        server = await loop.create_server(speak, options.host, options.port)
        host, port = server.sockets[0].getsockname()[:2]
        print(f"Listening on {host}:{port}", flush=True)
        async with server:
            await stop.wait()


def _conversation(handing: "Handing", *, is_smtp: bool) -> Any:
    from aiosmtpd.lmtp import LMTP  # noqa: PLC0415  (only who listens needs it)
    from aiosmtpd.smtp import SMTP  # noqa: PLC0415  (the same)

    from anlin.trades.reception import queries  # noqa: PLC0415  (tables need django.setup)

    kind = SMTP if is_smtp else LMTP
    # One byte more than is taken in: what is too large is held and told to the desk, not lost on the way.
    spoken = kind(
        handing, data_size_limit=2 * queries.MAX_BYTES, enable_SMTPUTF8=True, ident="Anlin"
    )
    spoken.line_length_limit = LINE
    return spoken


class Handing:
    """What we say to the server that hands a mail over. The database is asked beside the conversation."""

    def __init__(self, hands: ThreadPoolExecutor) -> None:
        self._hands = hands

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, rcpt_options: list[str]) -> str:  # noqa: N802  # fmt: skip
        # Each mailbox has a word of its own on the mail; the sender sends the rest of them right afterwards.
        if envelope.rcpt_tos:
            return ALONE
        answer = await self._asked(partial(_is_known, address))
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        raw = envelope.original_content or envelope.content
        take = partial(_take, envelope.rcpt_tos[0], raw, is_bounce=_is_bounce(envelope.mail_from))
        return await self._asked(take)

    async def _asked(self, question: Any) -> str:
        loop = asyncio.get_running_loop()
        answer: str = await loop.run_in_executor(self._hands, partial(_safely, question))
        return answer


def _safely(question: Any) -> str:
    """The answer; whatever goes wrong, the sending server keeps the mail."""
    from django.db import close_old_connections  # noqa: PLC0415  (tables need django.setup)

    close_old_connections()
    try:
        answer: str = question()
    except Exception as error:  # noqa: BLE001  (a mail is lost if we say more than "later")
        log.warning("A mail could not be taken in now.", extra={"error": type(error).__name__})
        return LATER
    finally:
        close_old_connections()
    return answer


def _is_known(address: str) -> str:
    from anlin.trades.reception import queries  # noqa: PLC0415  (tables need django.setup)

    return TAKEN if queries.mailbox_for(address) is not None else NOBODY


def _take(address: str, raw: bytes, *, is_bounce: bool) -> str:
    from django.utils import timezone  # noqa: PLC0415  (tables need django.setup)

    from anlin.foundation.upkeep import api as upkeep  # noqa: PLC0415  (the same)
    from anlin.kernel.actors import system  # noqa: PLC0415  (the same)
    from anlin.trades.reception import actions, queries  # noqa: PLC0415  (the same)
    from anlin.trades.reception.choices import Door  # noqa: PLC0415  (the same)

    mailbox = queries.mailbox_for(address)
    if mailbox is None:
        return NOBODY
    if upkeep.closure() is not None:
        return LATER
    actions.take_in(
        raw=raw,
        mailbox=mailbox,
        door=Door.HANDED,
        is_bounce=is_bounce,
        by=system("reception"),
        at=timezone.now(),
    )
    return TAKEN


def _is_bounce(sender: str | None) -> bool:
    return not (sender or "").strip("<> ")
