"""A copy of one person's data as a file: a page to read, the same for programs, and the pictures."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from anlin.ground.people.sockets import Holding
from anlin.ground.workforce import queries as workforce
from anlin.kernel.calendar import YearUnknown


def answer(held: Sequence[Holding], *, name: str, at: datetime) -> HttpResponse:
    """The zip as a download that no browser opens by itself and no cache keeps."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        told = [(holding, _lines(holding, book, place)) for place, holding in enumerate(held, 1)]
        book.writestr("index.html", render_to_string("kit/copy.html", {"told": told, "at": at}))
        said = {str(holding.title): lines for holding, lines in told}
        book.writestr("data.json", json.dumps(said, ensure_ascii=False, indent=1, default=str))
    response = HttpResponse(file.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _lines(holding: Holding, book: zipfile.ZipFile, place: int) -> list[dict]:
    lines = []
    for number, line in enumerate(holding.lines, 1):
        files = []
        for file in line.files:
            # A folder of its own for each line: two pictures may have one name.
            files.append(f"files/{place}-{number}/{file.name.replace('/', '_')}")
            book.write(file.path, files[-1])
        lines.append({"what": str(line.what), "at": line.at, "text": line.text, "files": files})
    return lines


def due_on(today: date) -> date:
    """The day by which somebody who asks about their own data is answered."""
    days = settings.DATA_REQUEST_DAYS
    try:
        return workforce.working_calendar().working_days_after(today, days)
    except YearUnknown:
        # A calendar that is not entered yet must not keep anybody from asking: weeks of five days.
        return today + timedelta(days=days * 7 // 5)
