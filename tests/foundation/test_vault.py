"""The vault: what is sealed is read only in its place, and never lies in the database as text."""

import json
import stat
import threading
import uuid

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from anlin.foundation import rows
from anlin.foundation.vault import api as vault
from anlin.foundation.vault import keys, sealing
from anlin.kernel.errors import Conflict

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


class Trial(models.Model):  # noqa: DJ008
    """A row with two sealed columns, for these tests only."""

    seal = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = vault.SealedTextField(default="")
    phone = vault.SealedTextField(null=True)
    note = models.CharField(max_length=20, default="")

    class Meta:
        app_label = "vault_trial"
        db_table = "vault_trial"


@pytest.fixture
def table(db):
    number, blob = (
        ("bigserial", "bytea")
        if connection.vendor == "postgresql"
        else ("integer PRIMARY KEY AUTOINCREMENT --", "blob")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE vault_trial (id {number} \n, seal {'uuid' if blob == 'bytea' else 'char(32)'},"
            f" name {blob} NOT NULL, phone {blob}, note varchar(20) NOT NULL)"
        )


@pytest.fixture
def keys_file(settings, tmp_path):
    settings.KEYS_FILE = tmp_path / "apart" / "keys.json"
    keys._read.cache_clear()
    yield settings.KEYS_FILE
    keys._read.cache_clear()


def stored(column="name"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM vault_trial ORDER BY id")
        return [None if value is None else bytes(value) for (value,) in cursor.fetchall()]


@given(TEXTS)
def test_any_text_comes_back_from_its_own_place(text):
    seal = uuid.uuid4()

    ciphertext = sealing.sealed_for("people.name", seal, text)

    assert sealing.opened("people.name", seal, ciphertext) == text


@given(TEXTS.filter(lambda text: len(text.encode()) >= 4))
def test_no_byte_of_the_text_shows_in_the_ciphertext(text):
    assert text.encode() not in sealing.sealed_for("people.name", uuid.uuid4(), text)


@given(TEXTS)
def test_a_ciphertext_moved_to_another_row_or_column_is_refused(text):
    seal = uuid.uuid4()
    ciphertext = sealing.sealed_for("people.name", seal, text)

    for place, other in (("people.name", uuid.uuid4()), ("people.phone", seal)):
        with pytest.raises(vault.SealBroken, match=place):
            sealing.opened(place, other, ciphertext)


@given(TEXTS, st.data())
def test_an_altered_byte_is_noticed(text, data):
    seal = uuid.uuid4()
    ciphertext = bytearray(sealing.sealed_for("people.name", seal, text))
    ciphertext[data.draw(st.integers(0, len(ciphertext) - 1))] ^= 1

    with pytest.raises((vault.SealBroken, vault.KeysMissing)):
        sealing.opened("people.name", seal, bytes(ciphertext))


def test_sealing_the_same_text_twice_gives_two_ciphertexts():
    seal = uuid.uuid4()

    assert sealing.sealed_for("a.b", seal, "张伟") != sealing.sealed_for("a.b", seal, "张伟")


def test_a_saved_row_holds_ciphertext_and_reads_as_text(table):
    Trial.objects.create(name="张伟", phone="13812345678")

    row = Trial.objects.get()

    assert (row.name, row.phone) == ("张伟", "13812345678")
    assert "张伟".encode() not in stored("name")[0]
    assert b"13812345678" not in stored("phone")[0]


def test_bulk_created_rows_are_sealed(table):
    Trial.objects.bulk_create([Trial(name=name) for name in ("王芳", "")])

    assert [row.name for row in Trial.objects.order_by("id")] == ["王芳", ""]
    assert all(value[:1] == sealing.VERSION for value in stored())


def test_nothing_and_the_empty_text_stay_apart(table):
    Trial.objects.create(name="", phone=None)

    row = Trial.objects.get()

    assert (row.name, row.phone, stored("phone")) == ("", None, [None])


def test_saving_an_unchanged_row_keeps_its_ciphertext(table):
    Trial.objects.create(name="张伟")
    before = stored()

    Trial.objects.get().save()

    assert stored() == before


def test_a_changed_attribute_is_sealed_anew(table):
    row = Trial.objects.create(name="张伟")

    row.name = "张炜"
    row.save()

    assert Trial.objects.get().name == "张炜"


def test_a_ciphertext_copied_to_another_row_does_not_open(table):
    Trial.objects.bulk_create([Trial(name="张伟"), Trial(name="王芳")])
    first, second = Trial.objects.order_by("id")
    Trial.objects.filter(pk=second.pk).update(name=first.__dict__["name"])

    with pytest.raises(vault.SealBroken, match=r"vault_trial\.name"):
        _ = Trial.objects.get(pk=second.pk).name


def test_a_row_under_another_seal_is_not_saved(table):
    Trial.objects.create(name="张伟")
    row = Trial.objects.get()
    row.seal = uuid.uuid4()

    with pytest.raises(vault.SealBroken):
        row.save()


@pytest.mark.parametrize("plain", ["张伟", "", b"\x01bytes"])
def test_an_update_with_plain_text_is_refused(table, plain):
    Trial.objects.create(name="王芳")

    with pytest.raises(vault.PlainText), transaction.atomic():
        Trial.objects.update(name=plain)

    assert Trial.objects.get().name == "王芳"


def test_a_bulk_update_is_refused(table):
    row = Trial.objects.create(name="王芳")
    row.name = "张伟"

    with pytest.raises(vault.PlainText):
        Trial.objects.bulk_update([row], ["name"])


def test_filters_with_plain_text_are_refused(table):
    with pytest.raises(vault.PlainText):
        Trial.objects.filter(name="张伟").exists()
    with pytest.raises(FieldError):
        Trial.objects.filter(name__contains="张").exists()
    assert not Trial.objects.filter(phone__isnull=True).exists()


def test_only_text_may_be_given():
    with pytest.raises(vault.PlainText):
        Trial(name=42)


def test_a_deferred_field_is_opened_when_asked_for(table):
    Trial.objects.create(name="张伟")

    assert Trial.objects.defer("name").get().name == "张伟"
    assert Trial.objects.only("name").get().name == "张伟"


def test_values_give_ciphertext_that_opens_with_the_seal(table):
    Trial.objects.create(name="张伟")

    [(seal, value)] = Trial.objects.values_list("seal", "name")

    assert vault.unsealed(Trial, "name", seal, value) == "张伟"
    assert "张伟" not in str(value)


def test_rows_change_seals_what_it_writes(table):
    row = Trial.objects.create(name="张伟", phone="13812345678")

    rows.change(row, expecting=("note",), name="张炜", phone=None, note="corrected")

    again = Trial.objects.get()
    assert (again.name, again.phone, again.note) == ("张炜", None, "corrected")
    assert (row.name, row.phone, row.note) == ("张炜", None, "corrected")


def test_rows_change_may_expect_a_sealed_field_as_read(table):
    Trial.objects.create(name="张伟")
    mine, theirs = Trial.objects.get(), Trial.objects.get()
    rows.change(theirs, expecting=("name",), name="张炜")

    with pytest.raises(Conflict):
        rows.change(mine, expecting=("name",), name="张玮")

    assert (Trial.objects.get().name, mine.name) == ("张炜", "张伟")


def test_a_text_sealed_by_hand_fits_its_row(table):
    row = Trial.objects.create(name="张伟")

    Trial.objects.filter(pk=row.pk).update(name=vault.sealed(row, "name", "李静"))

    assert Trial.objects.get().name == "李静"
    with pytest.raises(TypeError):
        vault.sealed(row, "note", "open")


def test_a_model_without_a_seal_does_not_pass_the_checks():
    class Sealless(models.Model):  # noqa: DJ008
        name = vault.SealedTextField()

        class Meta:
            app_label = "vault_trial"

    assert [error.id for error in Sealless.check()] == ["vault.E001"]
    assert Trial.check() == []


def test_migrations_name_the_field_by_its_door():
    assert Trial._meta.get_field("name").deconstruct()[1].startswith("anlin.foundation.vault.api")


def test_the_key_file_is_made_at_the_first_use_for_the_owner_only(keys_file):
    sealing.sealed_for("a.b", uuid.uuid4(), "text")

    assert stat.S_IMODE(keys_file.stat().st_mode) == 0o600
    assert list(keys_file.parent.iterdir()) == [keys_file]


def test_two_that_make_the_key_file_together_use_the_same_keys(keys_file):
    rings = []
    threads = [threading.Thread(target=lambda: rings.append(keys.ring())) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert rings == [keys.ring()] * 8


def test_old_keys_open_and_the_current_one_seals(keys_file):
    seal = uuid.uuid4()
    old = sealing.sealed_for("a.b", seal, "before")
    content = json.loads(keys_file.read_text())
    content["keys"]["2"], content["current"] = "A" * 43 + "=", 2
    keys_file.write_text(json.dumps(content))
    keys._read.cache_clear()

    new = sealing.sealed_for("a.b", seal, "after")

    assert (old[1:3], new[1:3]) == (b"\0\1", b"\0\2")
    assert [sealing.opened("a.b", seal, value) for value in (old, new)] == ["before", "after"]


def test_a_key_added_by_another_process_is_found(keys_file):
    seal = uuid.uuid4()
    sealed = sealing.sealed_for("a.b", seal, "text")
    content = json.loads(keys_file.read_text())
    keys_file.write_text(json.dumps(content | {"keys": {"9": "A" * 43 + "="}, "current": 9}))
    keys._read.cache_clear()
    keys.ring()
    keys_file.write_text(json.dumps(content))

    assert sealing.opened("a.b", seal, sealed) == "text"


def test_opening_without_the_key_file_fails_and_makes_no_new_one(keys_file):
    seal = uuid.uuid4()
    sealed = sealing.sealed_for("a.b", seal, "text")
    keys_file.unlink()

    with pytest.raises(vault.KeysMissing):
        sealing.opened("a.b", seal, sealed)

    assert not keys_file.exists()


def test_a_blind_index_is_equal_for_equal_text_of_one_purpose(keys_file):
    index = vault.blind_index("13812345678", purpose="phone")

    assert len(index) == 32
    assert index == vault.blind_index("13812345678", purpose="phone")
    assert index != vault.blind_index("13812345678", purpose="identity")
    assert index != vault.blind_index("13812345679", purpose="phone")


def test_a_blind_index_depends_on_the_key_file(keys_file):
    index = vault.blind_index("13812345678", purpose="phone")
    keys_file.unlink()
    keys._read.cache_clear()

    assert index != vault.blind_index("13812345678", purpose="phone")


def test_hidden_tokens_are_of_characters_and_pairs():
    tokens = vault.hashed_tokens("欧阳娜", "search")

    assert len(tokens) == 5
    assert set(tokens) >= set(vault.hashed_tokens("欧阳", "search"))
    assert not set(tokens) >= set(vault.hashed_tokens("阳欧", "search"))
    assert all(token.startswith("_h") and len(token) == 12 for token in tokens)


def test_rare_characters_of_names_are_hidden_too():
    assert len(vault.hashed_tokens("𠮷\U00031350", "search")) == 3


def test_a_number_is_hidden_whole_and_by_its_ending_only():
    tokens = vault.hashed_tokens("13812345678", "search")

    assert len(tokens) == 2
    assert set(tokens) > set(vault.hashed_tokens("5678", "search"))
    assert set(tokens).isdisjoint(vault.hashed_tokens("1234", "search"))


def test_a_rolled_back_save_leaves_the_row_readable(table):
    row = Trial(name="张伟")
    with transaction.atomic():
        row.save()
        transaction.set_rollback(True)

    assert row.name == "张伟"
