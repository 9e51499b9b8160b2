"""Somebody with all rights, a resident, and every form and page that the two are shown."""

from django.db import connection, transaction
from django.test import Client

from walk import forms
from walk.addresses import SAFE, every
from walk.asked import WRITES
from walk.world import world

# What is no word of a person: the library's guard, and the number of the form.
OURS = {"csrfmiddlewaretoken", "once", "key"}


class Visit:
    def __init__(self):
        self.world = world()
        self.today = self.world.made.at.date()
        self.browsers = {"console": self._browser("here"), "portal": self._browser("resident")}

    def _browser(self, who):
        browser = Client(raise_request_exception=False)
        browser.force_login(self.world.callers[who])
        return browser

    def pages(self):
        """Address, answer and markup of every page there is."""
        for address in every():
            if address.face == "api" or address.method != SAFE:
                continue
            with transaction.atomic():
                reply = self.browsers[address.face].get(address.filled(self.world.things))
                content = b"".join(reply) if reply.streaming else reply.content
                transaction.set_rollback(True)
            is_page = "html" in reply.headers.get("Content-Type", "")
            yield address, reply, content.decode() if is_page else ""

    def forms(self):
        """Face and form, each once; those of the sign-in library would end the visit."""
        found = {}
        for address, _reply, markup in self.pages():
            for form in forms.read(markup, address.filled(self.world.things)):
                if not form.action.startswith("/accounts/"):
                    found.setdefault((address.face, form.action), form)
        return [(face, form) for (face, _action), form in found.items()]

    def form(self, face, path):
        """The one form of the page at that path that goes back to it."""
        markup = self.browsers[face].get(path).content.decode()
        return next(form for form in forms.read(markup, path) if form.action == path)

    def send(self, face, form, told):
        """The answer, what it and the page after it show, and all that was written; all is undone."""
        written = []

        def look(execute, statement, parameters, many, context):
            if WRITES.match(str(statement)) and "django_session" not in str(statement):
                written.append(str(parameters))
            return execute(statement, parameters, many, context)

        with transaction.atomic(), connection.execute_wrapper(look):
            reply = self.browsers[face].post(form.action, told)
            shown, status = reply.content, reply.status_code
            if status == 302:
                then = self.browsers[face].get(reply.headers["Location"])
                shown, status = then.content, max(status, then.status_code)
            transaction.set_rollback(True)
        # Some forms answer with a file.
        return status, shown.decode(errors="replace"), "".join(written)
