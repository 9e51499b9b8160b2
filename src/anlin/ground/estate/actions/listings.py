"""Listings of projects as websites publish them: other keys and units in each, the same things meant."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from anlin.ground.estate.choices import PropertyType
from anlin.ground.estate.errors import NotAListing

Value = str | int | Decimal | PropertyType

# Our fields and what listings call them, blanks and colons taken away.
KEYS = {
    "name": ("plot_name", "小区名称", "名称", "name"),
    "record": ("plot_url", "url", "网址"),
    "location": ("地址", "小区地址"),
    "place": ("经纬度",),
    "chain": ("地址链", "所在区域", "区域"),
    "household_count": ("小区户数", "总户数", "房屋总数"),
    "gross_floor_area_m2": ("总建筑面积", "建筑面积"),
    "land_area_m2": ("占地面积",),
    "parking_count": ("停车位", "车位数"),
    "developer_name": ("开发商", "建造公司"),
    "manager_name": ("物业公司", "物业管理公司"),
    "property_type": ("物业类型", "房屋类型"),
    "fee": ("物业费", "物业费用", "物业管理费"),
    "plot_ratio": ("容积率",),
    "green_ratio": ("绿化率",),
    "built_in": ("小区年代", "建造年代", "建筑年代"),
    "building_count": ("总幢数", "楼栋总数"),
}
UNKNOWN = re.compile(r"(暂无|不详|未知|无|-+|0+(\.0+)?%?)(资料|数据|信息)?")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
TYPES = {
    "别墅": PropertyType.VILLA,
    "公寓": PropertyType.APARTMENT,
    "写字楼": PropertyType.OFFICE,
    "商铺": PropertyType.SHOP,
    "经济适用": PropertyType.RESETTLEMENT_HOUSING,
    "安置": PropertyType.RESETTLEMENT_HOUSING,
    "住宅": PropertyType.COMMODITY_HOUSING,
}
COUNTS = ("household_count", "parking_count", "building_count")
LARGEST_AREA = Decimal(10**10)
RATIOS = ("plot_ratio", "green_ratio", "built_in")
AREAS = ("gross_floor_area_m2", "land_area_m2")
LENGTHS = {"name": 80, "location": 200, "developer_name": 120, "manager_name": 120}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One project as one listing has it; `values` holds what it knows, by our names of fields."""

    source: str
    row: int
    name: str
    record: str
    place: tuple[Decimal, Decimal] | None
    values: Mapping[str, Value] = field(default_factory=dict)


def listed_in(source: str, content: bytes) -> Iterator[Listed]:
    """The projects of a listing; one without a name comes with an empty one. Refused with `NotAListing`."""
    try:
        rows = json.loads(content)
    except ValueError as error:
        raise NotAListing(source=source) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotAListing(source=source)
    for number, row in enumerate(rows, start=1):
        yield _listed(source, number, row)


def _listed(source: str, number: int, row: Mapping[str, object]) -> Listed:
    written = {
        re.sub(r"[\s:：]", "", key): " ".join(unicodedata.normalize("NFKC", str(value)).split())
        for key, value in row.items()
        if value is not None
    }
    said: dict[str, str] = {}
    for name, keys in KEYS.items():
        text = next((written[key] for key in keys if written.get(key)), "")
        if text and not UNKNOWN.fullmatch(text):
            said[name] = text[: LENGTHS.get(name, 200)]
    values = {
        name: value
        for name, text in said.items()
        for value in [_value(name, text)]
        if value is not None and name not in {"name", "record", "place", "chain"}
    }
    return Listed(
        source=source,
        row=number,
        name=said.get("name", ""),
        record=said.get("record", "") or f"{said.get('name', '')} {said.get('location', '')}"[:200],
        place=_place(said.get("place", "")),
        values=values,
    )


def _value(name: str, text: str) -> Value | None:
    if name in COUNTS:
        # 1：0.8 is a ratio of spaces to households, and a sentence holds numbers of other things.
        found = re.fullmatch(r"约?(\d{1,6})\s*(?:户|栋|幢|个|套)?", text)
        return int(found[1]) if found and int(found[1]) else None
    if name in AREAS:
        return _area(text)
    if name in RATIOS:
        found = NUMBER.search(text)
        return _plain(found[0]) if found and Decimal(found[0]) else None
    if name == "fee":
        # The square metre of the unit would be read as a price.
        return "–".join(map(_plain, NUMBER.findall(text.split("元", maxsplit=1)[0])[:2])) or None
    if name == "property_type":
        return next((kind for word, kind in TYPES.items() if word in text), None)
    return re.sub(r"^\([^)]*\)", "", text) if name == "location" else text


def _area(text: str) -> Decimal | None:
    found = NUMBER.search(text.replace(",", ""))
    if found is None:
        return None
    area = Decimal(found[0]) * (10_000 if "万" in text else 1)
    area = area.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return area if 1 <= area < LARGEST_AREA else None


def _plain(number: str) -> str:
    return f"{Decimal(number).normalize():f}"


def _place(text: str) -> tuple[Decimal, Decimal] | None:
    parts = NUMBER.findall(text)
    if len(parts) != 2:
        return None
    longitude, latitude = (Decimal(part).quantize(Decimal("0.000001")) for part in parts)
    # China; zeros and swapped pairs are no places.
    in_china = 73 < longitude < 136 and 3 < latitude < 54
    return (longitude, latitude) if in_china else None
