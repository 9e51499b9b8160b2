"""One parent over several processes: restarts what dies, passes signals on, leaves nobody behind."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

log = logging.getLogger(__name__)

LOOK_EVERY = 0.2
SHORT_LIFE = 10.0
LONGEST_WAIT = 30.0
DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass
class Child:
    """A process to be kept alive; `short_lives` counts how often in a row it died young."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    short_lives: int = 0

    def start(self) -> None:
        self.begun = time.monotonic()
        # A session of its own, so that it and all it starts can be ended as one group. The
        # parent has no threads, which makes the hook between fork and exec safe.
        self.process = subprocess.Popen(  # noqa: S603  (commands of our own making)
            self.command,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509
        )
        log.info("A process has begun.", extra={"child": self.name, "pid": self.process.pid})

    def look_after(self) -> None:
        """Start it when it is not there; wait longer each time it died young."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.begun
        if lived > SHORT_LIFE:
            self.short_lives = 0
        wait = min(2.0**self.short_lives - 1, LONGEST_WAIT)
        if lived >= wait:
            log.warning(
                "A process has died and is started again.",
                extra={"child": self.name, "code": self.process.returncode},
            )
            self._end_group(signal.SIGKILL)
            self.short_lives += 1
            self.start()

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def end(self, deadline: float) -> None:
        """Wait for its end until `deadline`, then end it and whatever it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            log.warning("A process did not end in time.", extra={"child": self.name})
        self._end_group(signal.SIGKILL)
        self.process.wait()

    def _end_group(self, how: signal.Signals) -> None:
        assert self.process is not None
        try:
            os.killpg(self.process.pid, how)
        except (ProcessLookupError, PermissionError):
            return


def supervise(commands: Mapping[str, Sequence[str]], *, grace: float, apart: float = 0) -> None:
    """Keep the commands running until SIGTERM or SIGINT, then end them within `grace` seconds.

    They begin in their order, `apart` seconds after one another, so that the first is ready soonest.
    """
    stop, hurry = threading.Event(), threading.Event()

    def end(signum: int, frame: FrameType | None) -> None:
        (hurry if stop.is_set() else stop).set()

    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, end)
    children = [Child(name, command) for name, command in commands.items()]
    try:
        for place, child in enumerate(children):
            if place and stop.wait(apart):
                break
            child.start()
        while not stop.wait(LOOK_EVERY):
            for child in children:
                child.look_after()
    finally:
        _end_all(children, time.monotonic() + grace, hurry)


def _end_all(children: Sequence[Child], deadline: float, hurry: threading.Event) -> None:
    for child in children:
        child.ask_to_end()
    while time.monotonic() < deadline and not hurry.wait(LOOK_EVERY / 4):
        if all(child.process is None or child.process.poll() is not None for child in children):
            break
    for child in children:
        child.end(0 if hurry.is_set() else deadline)


def _end_with_parent() -> None:
    # Linux tells the child when its parent is killed; elsewhere only an orderly end takes it along.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_OF_PARENT, signal.SIGTERM)
