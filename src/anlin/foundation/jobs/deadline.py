"""A limit for how long a function may run, in whatever thread it runs."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta


class TookTooLong(Exception):  # noqa: N818
    """The job was still running at the end of its time."""


@contextmanager
def deadline(span: timedelta) -> Iterator[None]:
    """Raise `TookTooLong` inside the block when `span` has passed.

    It strikes between two steps of Python code: one long statement in the database runs to its end.
    """
    thread, lock = ctypes.c_ulong(threading.get_ident()), threading.Lock()
    is_over = threading.Event()

    def strike() -> None:
        with lock:
            if not is_over.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TookTooLong))

    timer = threading.Timer(span.total_seconds(), strike)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            is_over.set()
        timer.cancel()
