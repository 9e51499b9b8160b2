"""A small mail server in a thread: takes what it is told to take, refuses the rest, keeps all it took."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy


class _Conversation(socketserver.StreamRequestHandler):
    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self):
        self.say("220 sink")
        while line := self.rfile.readline():
            verb = line.strip().upper()
            if verb.startswith(b"QUIT"):
                self.say("221 bye")
                return
            if verb.startswith(b"RCPT") and self.server.answers:
                self.say(self.server.answers.pop(0))
            elif verb.startswith(b"DATA"):
                self.say("354 go on")
                self.keep()
                self.say("250 kept")
            else:
                self.say("250 ok")

    def keep(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.kept.append(message_from_bytes(b"".join(lines), policy=policy.default))


@contextmanager
def opened():
    """`kept` holds the mails it took; `answers` what it says to the next recipients instead of yes."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation) as office:
        office.daemon_threads = True
        office.kept, office.answers = [], []
        thread = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()
