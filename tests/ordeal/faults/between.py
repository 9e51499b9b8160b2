"""What stands between a house and its database, and can be taken away: a TCP proxy, or another writer."""

import contextlib
import socket
import sqlite3
import threading
from urllib.parse import urlsplit


class Wire:
    """A proxy before PostgreSQL; while it is cut, every connection breaks and no new one comes through."""

    def __init__(self, url):
        where = urlsplit(url)
        self._to = (where.hostname, where.port)
        self._listening, self._open, self._lock = None, set(), threading.Lock()
        self.port = 0
        self.mend()
        self.url = where._replace(netloc=f"{where.username}@127.0.0.1:{self.port}").geturl()

    def mend(self):
        if self._listening is None:
            self._listening = socket.create_server(("127.0.0.1", self.port), backlog=100)
            self.port = self._listening.getsockname()[1]
            threading.Thread(target=self._accept, args=[self._listening], daemon=True).start()

    def cut(self):
        listening, self._listening = self._listening, None
        # A thread that waits in accept() keeps the socket open until it is shut down.
        shut(listening)
        listening.close()
        with self._lock:
            shut(*self._open)

    def end(self):
        if self._listening is not None:
            self.cut()

    def _accept(self, listening):
        with contextlib.suppress(OSError):
            while True:
                near, _address = listening.accept()
                threading.Thread(target=self._carry, args=[near], daemon=True).start()

    def _carry(self, near):
        with contextlib.suppress(OSError), near, socket.create_connection(self._to) as far:
            with self._lock:
                self._open |= {near, far}
            back = threading.Thread(target=pass_on, args=[far, near], daemon=True)
            back.start()
            pass_on(near, far)
            back.join()
            with self._lock:
                self._open -= {near, far}


def pass_on(source, target):
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    shut(source, target)


def shut(*sockets):
    for each in sockets:
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


class Writer:
    """Somebody who holds SQLite's only write lock; reading goes on meanwhile."""

    def __init__(self, url):
        self.url, self._path, self._held = url, url.removeprefix("sqlite:///"), None

    def cut(self):
        self._held = sqlite3.connect(self._path, timeout=60, check_same_thread=False)
        self._held.execute("BEGIN IMMEDIATE")

    def mend(self):
        if self._held is not None:
            self._held.rollback()
            self._held.close()
            self._held = None

    end = mend


def between(url):
    return Writer(url) if url.startswith("sqlite") else Wire(url)
