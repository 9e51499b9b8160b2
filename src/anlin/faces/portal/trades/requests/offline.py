"""The report form as a phone keeps it for when there is no network: of nobody, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anlin.faces.portal.trades.requests import forms
from anlin.ground.estate.models import Unit


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    form = forms.Report(units=Unit.objects.none())
    context = {
        "title": _("Report something"),
        "form": form,
        "tiles": forms.tiles(form),
        "address": reverse("portal:report"),
        "keeps_who": True,
    }
    return render(request, "portal/trades/requests/offline.html", context)
