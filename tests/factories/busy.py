"""`python -m factories.busy`: takes matters with files without end, and prints a line for each that is committed.

With `once` it takes one more where somebody else made the scene, seals the audit and says what it saw.
"""

import json
import os
import sys
import time

import django

django.setup()

from django.utils import timezone  # noqa: E402  (tables are known only now)

from anlin.foundation.audit import api as audit  # noqa: E402
from anlin.foundation.audit.models import Watermark  # noqa: E402
from anlin.ground.estate.models import Unit  # noqa: E402
from anlin.ground.people.models import Person  # noqa: E402
from anlin.instruments.documents.choices import DocumentKind  # noqa: E402
from anlin.kernel.actors import system  # noqa: E402
from anlin.kernel.subjects import Subject  # noqa: E402
from factories import cases, desks, documents  # noqa: E402

# As if the server had run for years: no other one has counted so far.
FAR_AHEAD = 10**15
PATIENCE = 60.0


def main():
    desks.scene()
    Watermark.objects.create(entry_id=0, xid=FAR_AHEAD, taken_at=timezone.now())
    while True:
        print(take().number, flush=True)


def take():
    at = timezone.localtime()
    unit = Unit.objects.select_related("project").order_by("pk").first()
    reporter = Person.objects.order_by("pk").first()
    case = cases.opened(unit.project, at, words="厨房漏水。", reporter=reporter, unit=unit)
    scan = b"%PDF-1.4 " + os.urandom(40_000)
    by = system("tests")
    documents.keep(
        scan,
        by=by,
        at=at,
        name="单.pdf",
        kind=DocumentKind.OTHER,
        subject=Subject("case", str(case.pk)),
    )
    return case


def go_on():
    number = take().number
    # Tests beside this one keep transactions open on the same server, and the sealer waits for them.
    end, verdict = time.monotonic() + PATIENCE, audit.verify()
    while verdict.unsealed and time.monotonic() < end:
        audit.seal(now=timezone.now())
        verdict = audit.verify()
        time.sleep(0.05)
    print(json.dumps([number, verdict.first_fault, verdict.checked > 0, verdict.unsealed]))


if __name__ == "__main__":
    go_on() if "once" in sys.argv else main()
