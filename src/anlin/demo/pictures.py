"""Photos for the demo, drawn by program: a wall with a stain, and the same wall mended."""

import io
from datetime import datetime
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from anlin.demo.sources import read
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.actors import Actor
from anlin.trades.workorders.models import WorkOrder

SIZE = (640, 480)
KINDS = {"before": DocumentKind.PHOTO_BEFORE, "after": DocumentKind.PHOTO_AFTER}


def keep(order: WorkOrder, when: str, dice: Random, *, by: Actor, at: datetime) -> None:
    """Keep a photo of the work, taken `before` or `after` it."""
    documents.keep(
        draw(dice, is_stained=when == "before"),
        name=read("words")["photo"][when],
        subject=order.subject,
        kind=KINDS[when],
        project_id=order.project_id,
        by=by,
        at=at,
    )


def draw(dice: Random, *, is_stained: bool) -> bytes:
    """A tiled wall with a pipe, as a JPEG."""
    shade = dice.randrange(195, 225)
    picture = Image.new("RGB", SIZE, (shade, shade - 4, shade - 12))
    pen = ImageDraw.Draw(picture)
    for x in range(dice.randrange(40), SIZE[0], 80):
        pen.line([(x, 0), (x, SIZE[1])], fill=(170, 170, 165), width=2)
    for y in range(dice.randrange(40), SIZE[1], 80):
        pen.line([(0, y), (SIZE[0], y)], fill=(170, 170, 165), width=2)
    pipe = dice.randrange(120, 480)
    pen.rectangle([pipe, 0, pipe + 34, SIZE[1]], fill=(120, 128, 134))
    pen.rectangle([pipe + 8, 0, pipe + 14, SIZE[1]], fill=(168, 176, 182))
    if is_stained:
        for _spot in range(14):
            x, y = pipe + dice.randrange(-110, 130), dice.randrange(220, 460)
            reach = dice.randrange(14, 60)
            pen.ellipse([x - reach, y - reach // 2, x + reach, y + reach], fill=(150, 128, 96))
        picture = picture.filter(ImageFilter.GaussianBlur(3))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
