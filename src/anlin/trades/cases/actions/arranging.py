"""The company's own lists, and who has a matter on the screen."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject
from anlin.trades.cases import permissions
from anlin.trades.cases.choices import Axis
from anlin.trades.cases.models import Case, Category, Channel, Presence


@transaction.atomic
def adopt_lists(
    *,
    channels: Sequence[Mapping[str, object]],
    categories: Sequence[Mapping[str, object]],
    by: Actor,
    at: datetime,
) -> int:
    """Take over channels and categories by code; what the company changed stays. Returns how many are new."""
    require(permissions.may_arrange(by))

    new = 0
    for channel in channels:
        new += Channel.objects.get_or_create(code=channel["code"], defaults=dict(channel))[1]
    for category in categories:
        values = dict(category)
        parent = values.pop("parent", None)
        if parent is not None:
            values["parent"] = Category.objects.get(axis=values["axis"], code=parent)
        place = {"axis": values["axis"], "code": values["code"]}
        new += Category.objects.get_or_create(**place, defaults=values)[1]

    audit.record("cases.lists_adopted", Subject("settings", "cases"), by=by, at=at, new=new)
    return new


@transaction.atomic
def add_category(
    *,
    axis: Axis,
    code: str,
    name: str,
    name_en: str,
    by: Actor,
    at: datetime,
    parent: Category | None = None,
) -> Category:
    """Add a place to sort matters into (A-CASE-08); a known code is returned as it is."""
    require(permissions.may_arrange(by))

    category, is_new = Category.objects.get_or_create(
        axis=axis, code=code, defaults={"name": name, "name_en": name_en, "parent": parent}
    )
    if is_new:
        audit.record("cases.category_added", Subject("settings", "cases"), by=by, at=at, code=code)
    return category


@transaction.atomic
def switch_channel(*, channel: Channel, is_active: bool, by: Actor, at: datetime) -> Channel:
    """Offer a channel or stop offering it; what came over it stays."""
    require(permissions.may_arrange(by))

    rows.change(channel, expecting=("is_active",), is_active=is_active)

    audit.record(
        "cases.channel_switched",
        Subject("settings", "cases"),
        by=by,
        at=at,
        code=channel.code,
        active=is_active,
    )
    return channel


@transaction.atomic
def be_present(*, case: Case, staff: Staff, by: Actor, at: datetime) -> None:
    """Somebody has the matter on their screen now; called every few seconds while it is open."""
    require(permissions.may_see(by, case))

    Presence.objects.update_or_create(case=case, staff=staff, defaults={"seen_at": at})
