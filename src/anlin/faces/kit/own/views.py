"""Small addresses that belong to no desk: where to begin, large type, which project."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from anlin.faces.kit import actors, projects
from anlin.faces.kit.frame import context, errors, locking
from anlin.faces.kit.requests import Request
from anlin.kernel.errors import NotThere

YEAR = 365 * 24 * 3600


@login_required
def start(request: Request) -> HttpResponse:
    """After signing in: staff to the console, everybody else to the portal."""
    actor = actors.of(request)
    return redirect("console:home" if actor and actor.is_staff else "portal:home")


@require_POST
def elder(request: Request) -> HttpResponse:
    large = request.POST.get("large") == "1"
    request.session[context.ELDER] = large
    response = back(request)
    response.set_cookie(
        context.ELDER,
        "1" if large else "0",
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_POST
@login_required
def share(request: Request) -> HttpResponse:
    """Say of this computer that several people use it, or that they do not."""
    is_shared = request.POST.get("shared") == "1"
    response = back(request)
    response.set_cookie(
        locking.SHARED,
        "1" if is_shared else "0",
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_POST
@login_required
def lock(request: Request) -> HttpResponse:
    """Lock at once; the page asked for next is the locked one."""
    locking.lock(request)
    return back(request)


@require_POST
@login_required
def unlock(request: Request) -> HttpResponse:
    """Reached only with the right password, see `locking`."""
    return back(request)


@require_POST
@login_required
def choose_project(request: Request) -> HttpResponse:
    if not projects.choose(request, request.POST.get("project", "")):
        return errors.refused(request, NotThere(), 404)
    return back(request)


def back(request: Request) -> HttpResponseRedirect:
    """To the page named by the form, if it is one of ours; otherwise to the beginning."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if safe else "/")
