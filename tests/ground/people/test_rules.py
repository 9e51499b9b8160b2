"""Names and numbers: what is one, how it is compared, how it is masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlin.ground.people import rules

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
FULL_WIDTH = str.maketrans("0123456789", "".join(map(chr, range(0xFF10, 0xFF1A))))
NAMES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=4)


@given(MOBILES)
def test_a_mobile_is_the_same_however_it_is_written(digits):
    spellings = [
        digits,
        f"+86 {digits}",
        f"0086-{digits}",
        f"{digits[:3]} {digits[3:7]} {digits[7:]}",
        f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
        digits.translate(FULL_WIDTH),
    ]
    assert {rules.phone_digits(text) for text in spellings} == {digits}


@pytest.mark.parametrize("text", ["", "12", "1381234567", "138123456789", "曾丽华", "12345678901"])
def test_what_is_no_phone_is_none(text):
    assert rules.phone_digits(text) is None


@given(MOBILES)
def test_a_masked_phone_tells_seven_digits_and_no_more(digits):
    masked = rules.masked_phone(digits)
    assert (masked[:3], masked[3:7], masked[7:]) == (digits[:3], "****", digits[7:])


@given(MOBILES, st.text(st.sampled_from("请打电话给我, 。"), max_size=20))
def test_no_phone_survives_in_free_text(digits, words):
    said = f"{words} {digits} {words} {digits[:3]} {digits[3:7]} {digits[7:]}"
    told = rules.without_phones(said)
    assert digits not in told.replace(" ", "")


@given(st.from_regex(r"[1-9][0-9]{16}", fullmatch=True))
def test_exactly_one_check_digit_fits_an_identity_number(stem):
    fitting = [end for end in "0123456789X" if rules.identity_number(stem + end)]
    assert len(fitting) == 1
    assert rules.identity_number(f" {stem}{fitting[0].lower()}") == stem + fitting[0]


@given(NAMES)
def test_a_masked_name_keeps_the_surname_alone(name):
    family = rules.surname(name)
    assert name.startswith(family)
    assert rules.masked_name(name).rstrip("*") == family
    assert 1 <= rules.masked_name(name).count("*") <= 2


@pytest.mark.parametrize(
    ("name", "masked"),
    [("刘伟", "刘*"), ("曾丽华", "曾**"), ("欧阳小明", "欧阳**"), ("Anna Li", "Anna**"), ("", "")],
)
def test_names_are_masked_as_people_expect(name, masked):
    assert rules.masked_name(name) == masked


def test_an_organisation_is_public():
    assert rules.masked_name("锦绣物业", is_organisation=True) == "锦绣物业"


@given(NAMES)
def test_blanks_and_width_do_not_make_another_name(name):
    assert rules.name_key(name) == rules.name_key(f" {name[0]} {name[1:]} ")


def test_mail_and_identity_are_masked():
    assert rules.masked_email("zeng@example.org") == "z***@example.org"
    assert rules.masked_identity("11010519491231002X") == f"1{'*' * 16}X"
