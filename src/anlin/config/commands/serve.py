"""Serve the pages and run the worker, both under one parent, until told to end (SIGTERM, Ctrl-C)."""

import os
import socket
import sys
from argparse import ArgumentParser, Namespace

from django.db import connections
from django.utils.translation import gettext_lazy as _

from anlin.config import logs
from anlin.config.monitor import folder
from anlin.config.supervisor import supervise
from anlin.kernel.errors import Refusal

GRACE_SECONDS = 30
# The worker's beginning would take the pages' from the processors; jobs can wait.
APART_SECONDS = 1.5


class PortTaken(Refusal):
    """Something else listens at the address."""

    sentence = _(
        "Port %(port)s of %(host)s is taken. End the program that uses it, or choose another with --port."
    )


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen at (8000)")
    parser.add_argument("--workers", type=int, default=2, help="processes that serve pages (2)")
    parser.add_argument("--threads", type=int, default=2, help="threads in each of them (2)")
    parser.add_argument("--no-worker", action="store_true", help="leave jobs to another machine")


def run(options: Namespace) -> None:
    require_free(options.host, options.port)
    logs.to_json_lines()
    folder.gather()
    # The parent looked at the keys and needs the database no more.
    connections.close_all()
    commands = {"web": _web(options)}
    if not options.no_worker:
        commands["worker"] = [sys.executable, "-m", "anlin.config.cli", "worker"]
    print(f"http://{options.host}:{options.port}/", flush=True)
    # The parent waits a little longer than the web server gives its own processes.
    supervise(commands, grace=GRACE_SECONDS + 5, apart=APART_SECONDS)


def _web(options: Namespace) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", options.host, "--port", str(options.port)),
        *("--workers", str(options.workers), "--blocking-threads", str(options.threads)),
        *("--workers-kill-timeout", str(GRACE_SECONDS), "--respawn-failed-workers"),
        *("--log-level", os.environ.get("ANLIN_LOG", "warning").lower()),
        "anlin.config.wsgi:application",
    ]


def require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(host=host, port=port) from error
