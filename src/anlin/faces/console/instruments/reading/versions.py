"""Versions of what the reader has learned: how each did, and which one reads along."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.instruments.reading import actions, permissions, queries
from anlin.instruments.reading.models import Version
from anlin.kernel.errors import Sentence, require


class InReading(shell.Page):
    desk = "instruments.reading"
    right = permissions.TEACH

    def prepare(self) -> None:
        super().prepare()
        # The reader reads for the whole company: who may teach in one project alone may not here.
        require(permissions.may_teach(self.actor))


class Versions(InReading):
    template_name = "console/instruments/reading/versions.html"
    title = gettext_lazy("Reading along")

    def context(self) -> dict[str, Any]:
        versions = queries.versions()
        in_use = next((version for version in versions if version.is_in_use), None)
        return {
            "versions": [(version, queries.may_be_taken(version, in_use)) for version in versions],
            "in_use": in_use,
            "least": queries.LEAST_EXAMPLES,
        }


class Deed(InReading):
    http_method_names = ("post",)
    done: Sentence

    def post(self, request, *args, **kwargs) -> HttpResponse:
        self.do()
        self.say(self.done)
        return self.go(reverse("console:reading:versions"))

    def do(self) -> None:
        raise NotImplementedError


class Learn(Deed):
    done = gettext_lazy("The reader learns now. In a minute or two the new version stands here.")

    def do(self) -> None:
        actions.ask_for_lesson(by=self.actor, at=self.now)


class Take(Deed):
    done = gettext_lazy("This version reads along from now on.")

    def do(self) -> None:
        version = one(Version.objects.defer("weights"), pk=self.kwargs["pk"])
        actions.take(version=version, by=self.actor, at=self.now)


class Leave(Deed):
    done = gettext_lazy("The word lists read alone again.")

    def do(self) -> None:
        actions.leave(by=self.actor, at=self.now)
