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

    known_channels = set(Channel.objects.values_list("code", flat=True))
    new_channels = [
        Channel(**channel) for channel in channels if channel["code"] not in known_channels
    ]
    rows.put_in(new_channels)
    known: dict[Place, Category] = {(each.axis, each.code): each for each in Category.objects.all()}
    before = len(known)
    new_lines = [line for line in categories if (line["axis"], line["code"]) not in known]
    while new_lines:
        # Level by level: a child points at its parent's key.
        level = [line for line in new_lines if _parent(line) in {None, *known}]
        if not level:
            raise Category.DoesNotExist(new_lines[0]["parent"])
        rows.put_in([_category(line, known) for line in level])
        new_lines = [line for line in new_lines if line not in level]
    new = len(new_channels) + len(known) - before

    if new:
        audit.record("cases.lists_adopted", Subject("settings", "cases"), by=by, at=at, new=new)
    return new


Place = tuple[object, object]


def _parent(line: Mapping[str, object]) -> Place | None:
    return None if line.get("parent") is None else (line["axis"], line["parent"])


def _category(line: Mapping[str, object], known: dict[Place, Category]) -> Category:
    """The category of a line, not written yet, and noted in `known` from now on."""
    values = {name: value for name, value in line.items() if name != "parent"}
    category = Category(**values)
    if (parent := _parent(line)) is not None:
        category.parent = known[parent]
    known[line["axis"], line["code"]] = category
    return category


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
