"""What belongs to the frame itself: the figures beside the desks."""

from django.http import HttpResponse
from django.shortcuts import render

from anlin.faces.console import shell


class Counts(shell.Page):
    """The side bar once more, with its figures; asked after the page has come, and every minute."""

    asks_by_itself = True

    def get(self, request, *args, **kwargs) -> HttpResponse:
        found = shell.counts(self.actor, self.project, self.now)
        here = request.GET.get("here", "")
        context = shell.frame(request, here) | {"counts": found}
        return render(request, "console/desks.html", context)


counts = Counts.as_view()
