"""Decisions about names and numbers, on plain values: what is one, how it is compared, how it is masked."""

import re
import unicodedata

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}\d{7,8}|[2-9]\d{6,7}|400\d{7}|95\d{3,6}")
# Anything that may be a phone inside free text: eleven digits of a mobile however they are spaced,
# or a landline with its area code.
PHONE_IN_TEXT = re.compile(r"(?<!\d)(?:1[3-9](?:[\s\-]?\d){9}|0\d{2,3}[\s\-]?\d{7,8})(?!\d)")
# What blind indexes are made for: of one purpose they are alike for equal text.
NAME, PHONE, IDENTITY = "people.name", "people.phone", "people.identity"
PHONE_ENDING = f"{PHONE}.tail"
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECK = "10X98765432"
COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 南宫 独孤 长孙 宇文 轩辕".split()
)


def clean(text: str) -> str:
    """Full-width digits and letters become plain ones; runs of blanks become one, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def phone_digits(text: str) -> str | None:
    """A phone as it is dialled, digits only and without +86; None when it is none."""
    digits = re.sub(r"[\s\-—–()()·.]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(\+|00)86", "", digits)
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    return digits if MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits) else None


def phone_ending(digits: str) -> str:
    """What people remember of a phone."""
    return digits[-4:]


def is_mobile(digits: str) -> bool:
    return MOBILE.fullmatch(digits) is not None


def identity_number(text: str) -> str | None:
    """An 18-digit resident identity number with a fitting check digit (GB 11643), else None."""
    number = clean(text).replace(" ", "").upper()
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return None
    total = sum(
        int(digit) * weight for digit, weight in zip(number[:17], IDENTITY_WEIGHTS, strict=True)
    )
    return number if IDENTITY_CHECK[total % 11] == number[17] else None


def name_key(name: str) -> str:
    """What two spellings of a name have in common: no blanks, one width, one case."""
    return clean(name).replace(" ", "").casefold()


def surname(name: str) -> str:
    """The family name of a Chinese name, two characters where it is compound; the first word of others."""
    plain = clean(name)
    if plain[:2] in COMPOUND_SURNAMES and len(plain) > 2:
        return plain[:2]
    return plain[:1] if is_chinese(plain) else plain.split(" ")[0]


def is_chinese(text: str) -> bool:
    return bool(text) and "\u4e00" <= text[0] <= "\u9fff"


def masked_name(name: str, *, is_organisation: bool = False) -> str:
    """刘伟 → 刘*, 欧阳小明 → 欧阳**; organisations are public and stay as they are."""
    if is_organisation or not name:
        return name
    family = surname(name)
    hidden = max(len(clean(name)) - len(family), 1)
    return family + "*" * min(hidden, 2)


def masked_phone(digits: str) -> str:
    """138****5678; a landline keeps its last four."""
    if not digits:
        return ""
    return f"{digits[:3]}****{digits[-4:]}" if is_mobile(digits) else f"****{digits[-4:]}"


def masked_identity(number: str) -> str:
    return f"{number[:1]}{'*' * 16}{number[-1:]}" if number else ""


def masked_email(address: str) -> str:
    box, at, host = address.partition("@")
    return f"{box[:1]}***{at}{host}" if at else "***"


def without_phones(text: str) -> str:
    """Free text with every phone number masked, for titles, search and news."""
    return PHONE_IN_TEXT.sub(lambda found: masked_phone(re.sub(r"\D", "", found[0])), text)
