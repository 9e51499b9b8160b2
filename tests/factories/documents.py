"""Files as phones, scanners and attackers make them."""

import io
import zipfile

from PIL import Image

from anlin.instruments.documents import actions
from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.subjects import Subject
from factories import actors

# A kind that no room owns, so that no room decides who sees it.
THING = Subject("trial", "42")


def picture(size=(640, 480), media="JPEG", mode="RGB", **saving):
    buffer = io.BytesIO()
    Image.new(mode, size, "olive" if mode != "L" else 90).save(buffer, media, **saving)
    return buffer.getvalue()


def office_file(*parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return buffer.getvalue()


def keep(
    upload=None, *, at, by=None, name="墙.jpg", kind=DocumentKind.PHOTO, subject=THING, **more
):
    return actions.keep(
        picture() if upload is None else upload,
        name=name,
        subject=subject,
        kind=kind,
        project_id=more.pop("project_id", None),
        by=by or actors.staff("documents.keep"),
        at=at,
        **more,
    )
