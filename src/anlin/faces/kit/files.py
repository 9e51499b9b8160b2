"""Serving kept documents: only to those who may see them, and so that no content can act as a page."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from anlin.instruments.documents import permissions, queries
from anlin.instruments.documents.choices import MediaType, Size
from anlin.kernel.errors import NotThere

# Shown in the page; everything else is downloaded. A sandboxed PDF stays blank in browsers, so it is too.
SHOWN_IN_PLACE = ("image/", "audio/", "video/")
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; sandbox"


@require_safe
def serve(request: HttpRequest, ref: str, size: str = Size.WHOLE) -> HttpResponseBase:
    """Missing and forbidden look alike: 404."""
    try:
        document = queries.by_ref(ref)
    except NotThere:
        raise Http404 from None
    actor = getattr(request, "actor", None)
    if size not in Size.values or not actor or not permissions.may_see(actor, document):
        raise Http404
    try:
        file = queries.file_of(document, Size(size)).open("rb")
    except FileNotFoundError:
        raise Http404 from None

    response = FileResponse(
        file,
        as_attachment=not document.media_type.startswith(SHOWN_IN_PLACE),
        filename=document.download_name,
        content_type=MediaType(document.media_type).value,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = ALONE
    # Short, since a right may be taken back; content under one address never changes.
    response["Cache-Control"] = "private, max-age=300"
    patch_vary_headers(response, ["Cookie"])
    return response
