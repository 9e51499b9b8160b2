"""A pack of rules is taken into the house; nothing stands yet."""

from datetime import datetime

from django.db import transaction

from anlin.foundation.audit import api as audit
from anlin.instruments.duty import permissions
from anlin.instruments.duty.errors import PackKnown
from anlin.instruments.duty.models import Pack, Rule
from anlin.instruments.duty.rules.reading import Written
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@transaction.atomic
def take_pack(*, written: Written, by: Actor, at: datetime) -> Pack:
    """Keep a version of a pack as it was written; taking the same text again changes nothing.

    Refused with `PackKnown` when the version is known with another text.
    """
    require(permissions.may_arrange(by, None))
    said = written.pack
    known = Pack.objects.filter(code=said.pack, version=said.version).first()
    if known is not None:
        if known.sha256 != written.sha256:
            raise PackKnown(version=said.version, pack=said.pack)
        return known

    pack = Pack.objects.create(
        code=said.pack,
        version=said.version,
        title=said.title,
        title_en=said.title_en,
        needs_confirmation=said.adopted == "after confirmation",
        sha256=written.sha256,
        files=dict(written.files),
        taken_at=at,
        taken_by=by.ref,
    )
    Rule.objects.bulk_create(
        Rule(
            pack=pack,
            code=rule.code,
            kind=rule.kind,
            title=rule.title,
            title_en=rule.title_en,
            post=rule.post,
            per_project=rule.per == "project",
            news=rule.clock.on if rule.clock else "",
            deed=rule.evidence.deed or "",
            body=rule.model_dump(mode="json", exclude_none=True),
        )
        for rule in said.rules
    )

    audit.record(
        "duty.pack_taken", pack.subject, by=by, at=at, pack=pack.code, version=pack.version
    )
    return pack
