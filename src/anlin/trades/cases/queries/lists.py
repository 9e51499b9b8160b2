"""The company's lists, and which open matters are like this one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from anlin.foundation.prepared import Prepared
from anlin.foundation.search import api as search
from anlin.trades.cases import rules
from anlin.trades.cases.choices import OPEN_STATES, Axis, CaseKind
from anlin.trades.cases.errors import UnknownChannel
from anlin.trades.cases.models import Case, Category, Channel

CANDIDATES = 40
ALIKE = 0.12


@dataclass(frozen=True)
class Likely:
    """An open matter that may be the same, with why: how alike the words are, whether it is the same unit."""

    case: Case
    likeness: float
    same_unit: bool
    same_building: bool


def active_channels(*, inbound: bool | None = None) -> QuerySet[Channel]:
    channels = Channel.objects.filter(is_active=True).order_by("rank", "id")
    if inbound is None:
        return channels
    return channels.filter(is_inbound=True) if inbound else channels.filter(is_outbound=True)


_channel = Prepared(Channel, lambda code: Channel.objects.filter(code=code), "code")


def channel_by_code(code: str) -> Channel:
    """The channel with that code or name; refuses with `UnknownChannel`."""
    found = _channel.first(code) or Channel.objects.filter(name=code).first()
    if found is None:
        raise UnknownChannel(code=code, field="channel")
    return found


def categories(axis: Axis) -> QuerySet[Category]:
    return Category.objects.filter(axis=axis, is_active=True).order_by("rank", "id")


def find_category(axis: Axis, text: str) -> Category | None:
    return Category.objects.filter(Q(code=text) | Q(name=text), axis=axis).first()


def trades_by_code() -> dict[str, Category]:
    return {category.code: category for category in categories(Axis.TRADE)}


def similar_open(
    *, project_id: int, words: str, unit_id: int | None = None, building_id: int | None = None
) -> list[Likely]:
    """Open matters that may be the same one, the likeliest first; at most five.

    Candidates are the newest open ones of the unit and the building, and those that share rare words.
    """
    near = Q()
    if unit_id is not None:
        near |= Q(unit=unit_id)
    if building_id is not None:
        near |= Q(unit__building=building_id)
    open_here = Case.objects.filter(project=project_id, state__in=OPEN_STATES).select_related(
        "unit"
    )
    candidates: dict[int, Case] = {}
    if near:
        candidates = {
            c.pk: c for c in open_here.filter(near).order_by("-opened_at", "-id")[:CANDIDATES]
        }
    candidates |= {c.pk: c for c in open_here.filter(pk__in=_sharing_words(project_id, words))}
    likely = [_likely(case, words, unit_id, building_id) for case in candidates.values()]
    chosen = [each for each in likely if each.same_unit or each.likeness >= ALIKE]
    return sorted(chosen, key=lambda each: (-each.likeness, -each.same_unit, -each.case.pk))[:5]


def needs_follow_up(kind: CaseKind, *, had_work: bool) -> bool:
    """Whether a matter of this kind has to be asked after before it closes."""
    return rules.needs_follow_up(kind, had_work=had_work)


def _sharing_words(project_id: int, words: str) -> Sequence[int]:
    runs = sorted(rules.HAN.findall(words), key=len, reverse=True)[:3]
    found: list[int] = []
    for run in runs:
        hits = search.find(run[:4], kinds=["case"], project_ids=frozenset([project_id]), limit=10)
        found += [int(hit.key) for hit in hits]
    return found


def _likely(case: Case, words: str, unit_id: int | None, building_id: int | None) -> Likely:
    unit = case.unit
    return Likely(
        case=case,
        likeness=rules.likeness(words, f"{case.title} {case.words}"),
        same_unit=unit_id is not None and case.unit_id == unit_id,
        same_building=building_id is not None
        and unit is not None
        and unit.building_id == building_id,
    )
