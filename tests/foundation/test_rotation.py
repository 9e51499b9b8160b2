"""Keys are changed while everybody works: whatever happens meanwhile, all is readable and found, and the old keys go."""

import json
import threading

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from anlin.config.cli import main
from anlin.foundation.accounts import api as accounts
from anlin.foundation.accounts.adapters import SecondFactor
from anlin.foundation.accounts.models import Account
from anlin.foundation.audit import api as audit
from anlin.foundation.search import api as search
from anlin.foundation.vault import api as vault
from anlin.foundation.vault import keys, rotation
from anlin.ground.people import actions, queries
from anlin.ground.people.models import Person
from anlin.ground.workforce import actions as workforce
from anlin.ground.workforce import queries as staff
from anlin.kernel.actors import system
from anlin.kernel.errors import Conflict
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models import Case
from factories import desks, people
from factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
BY = system("tests")
NAMES = ["甄子期", "冷千山", "鲁班门", "文心兰", "夏荷香"]
PHONES = [f"1380000{n:04d}" for n in range(1000, 1005)]
SECRET = "JBSWY3DPEHPK3PXP"


class Killed(BaseException):
    """As a process ends that is killed: nothing catches it."""


@pytest.fixture
def ring(settings, tmp_path, monkeypatch):
    settings.KEYS_FILE = tmp_path / "keys.json"
    keys._read.cache_clear()
    settings.KEYS_FRESH_FOR = 0
    monkeypatch.setattr(rotation, "PIECE", 10)
    yield settings.KEYS_FILE
    keys._read.cache_clear()


@pytest.fixture
def filled(ring):
    made = desks.scene()
    for name, phone in zip(NAMES, PHONES, strict=True):
        people.person(name, phone, email=f"{phone}@example.com")
    account = accounts.open_account(username="zhen", password=PASSWORD, phone=PHONES[0], at=made.at)
    accounts.set_email(account=account, email="zhen@example.com", at=made.at)
    Authenticator.objects.create(
        user=account, type="totp", data={"secret": SecondFactor().encrypt(SECRET)}
    )
    workforce.set_phone(staff=made.worker, phone=PHONES[1], by=BY, at=made.at)
    made.matter = desks.matter(made, words="水龙头漏水。")
    made.called = desks.matter(
        made, words="灯不亮。", reporter=None, reporter_name="冷千山", reporter_phone=PHONES[1]
    )
    return made


def everything_is_found(made):
    for name, phone in zip(NAMES, PHONES, strict=True):
        [person] = queries.find_by_phone(phone)
        assert person.name == name
        assert list(queries.find_by_phone_ending(phone[-4:])) == [person]
        assert list(queries.find_by_name(name)) == [person]
        assert queries.find_many([(name, phone)]) == {(name, phone): person.pk}
    assert accounts.account_by_phone(PHONES[0]) == accounts.account_by_email("zhen@example.com")
    everywhere = {"kinds": None, "project_ids": None, "also_hidden": True}
    assert made.matter.subject in [h.subject for h in search.find("曾丽华", **everywhere)]
    assert [h.subject for h in search.find(PHONES[1], **everywhere)] == [made.called.subject]
    assert Case.objects.get(pk=made.called.pk).reporter_phone == PHONES[1]
    assert [s.phone for s in staff.search(PHONES[1][-4:], actor=BY)] == [PHONES[1]]
    [factor] = Authenticator.objects.all()
    assert SecondFactor().decrypt(factor.data["secret"]) == SECRET


def silent(step):
    """Nobody listens."""


def old_uses():
    current, _held = vault.in_ring()
    return {place: used for place, used in vault.uses().items() if set(used.elements()) - {current}}


def test_everything_stands_under_the_new_key_and_the_old_one_is_gone(filled):
    before = vault.in_ring()

    done = vault.rotate(tell=silent)

    assert (before, vault.in_ring()) == ((1, [1]), (2, [2]))
    assert (done.dropped, done.left, old_uses()) == ((1,), {}, {})
    assert done.rows["people_person"] == 6
    assert done.rows["search_doc"] == 3
    everything_is_found(filled)
    vault.require_keys()


def test_killed_at_any_step_it_goes_on_where_it_was(filled):
    """Every step of the way once; each time all is found as it lies, under two keys."""
    steps = []
    vault.rotate(tell=steps.append)
    for place in range(len(steps)):
        heard = []

        def end_here(step, place=place, heard=heard):
            heard.append(step)
            if len(heard) > place:
                raise Killed

        with pytest.raises(Killed):
            vault.rotate(tell=end_here)
        everything_is_found(filled)
        done = vault.rotate(tell=silent)
        assert (done.left, len(vault.in_ring()[1])) == ({}, 1)
        # What was done before the end is not done again.
        renewed = sum(step.rows for step in heard if step.what == "renewed")
        assert renewed + done.rows.total() == sum(step.rows for step in steps)
    everything_is_found(filled)


def test_whoever_read_a_row_before_writes_no_old_key_back(filled):
    person = Person.objects.order_by("-pk").first()
    text = person.name
    vault.rotate(tell=silent, keep_old=True)

    person.save()

    assert (Person.objects.get(pk=person.pk).name, old_uses()) == (text, {})
    assert list(queries.find_by_name(text)) == [person]


def test_an_index_without_its_text_keeps_the_old_key_until_its_holder_signs_in(filled, client):
    Account.objects.filter(username="zhen").update(phone=None)

    done = vault.rotate(tell=silent)

    assert (done.left, done.dropped, vault.in_ring()) == ({"accounts_account": 1}, (), (2, [1, 2]))
    client.post(reverse("account_login"), {"login": PHONES[0], "password": PASSWORD})
    assert vault.rotate(tell=silent).dropped == (1,)
    everything_is_found(filled)


def test_nothing_doubles_while_two_keys_stand(filled):
    with pytest.raises(Killed):
        vault.rotate(tell=end_when("renewed"))

    with pytest.raises(accounts.PhoneTaken):
        accounts.open_account(username="other", password=PASSWORD, phone=PHONES[0], at=filled.at)
    with pytest.raises(accounts.EmailTaken):
        accounts.set_email(account=filled.desk.account, email="Zhen@example.com", at=filled.at)
    [person] = queries.find_by_phone(PHONES[4])
    actions.add_contact(person=person, kind="mobile", value=PHONES[4], by=BY, at=filled.at)
    assert person.contact_points.count() == 2


def end_when(what):
    def end(step):
        if step.what == what:
            raise Killed

    return end


@pytest.mark.parametrize("at", ["began", "dropping"])
def test_a_row_read_before_the_change_is_no_conflict(filled, at):
    """Nobody wrote anything else: only the key of the index is another."""
    [before] = queries.find_by_phone(PHONES[0])

    with pytest.raises(Killed):
        vault.rotate(tell=end_when(at))
    actions.rename(person=before, name="甄明德", by=BY, at=filled.at)

    assert vault.rotate(tell=silent).left == {}
    assert [person.name for person in queries.find_by_phone(PHONES[0])] == ["甄明德"]


def test_who_wrote_meanwhile_is_a_conflict_under_a_new_key_too(filled):
    [before] = queries.find_by_phone(PHONES[0])
    [other] = queries.find_by_phone(PHONES[0])

    with pytest.raises(Killed):
        vault.rotate(tell=end_when("dropping"))
    actions.rename(person=other, name="甄大同", by=BY, at=filled.at)
    with pytest.raises(Conflict):
        actions.rename(person=before, name="甄明德", by=BY, at=filled.at)

    assert [person.name for person in queries.find_by_phone(PHONES[0])] == ["甄大同"]


def test_writers_at_work_lose_nothing(filled, at_once):
    """Two write and look up while the keys are changed three times."""
    over = threading.Event()

    def change():
        try:
            return [vault.rotate(tell=silent).key for _time in range(3)]
        finally:
            over.set()

    def work(first):
        done = 0
        while not over.is_set() or not done:
            # Ends like nobody else's, however many there will be.
            phone = f"139{first}{done:05d}77"
            person = people.person(f"新来{first}{done}", phone)
            rename(person, f"改名{first}{done}")
            assert [p.pk for p in queries.find_by_phone(phone)] == [person.pk]
            done += 1
        return done

    def rename(person, name):
        try:
            actions.rename(person=person, name=name, by=BY, at=filled.at)
        except Conflict:
            # Without grace for those who hold rows, a whole change fits between reading and writing.
            actions.rename(person=Person.objects.get(pk=person.pk), name=name, by=BY, at=filled.at)

    outcomes = at_once([change, lambda: work(1), lambda: work(2)])

    assert outcomes[0] == [2, 3, 4], outcomes
    for first, done in enumerate(outcomes[1:], start=1):
        names = [f"改名{first}{n}" for n in range(done)]
        assert [queries.find_by_phone(f"139{first}{n:05d}77")[0].name for n in range(done)] == names
    assert vault.rotate(tell=silent).left == {}
    everything_is_found(filled)


def test_two_do_not_change_the_keys_at_once(filled):
    with keys.alone(), pytest.raises(vault.KeysBeingChanged):
        vault.rotate(tell=silent)

    assert vault.in_ring() == (1, [1])


def test_the_command_changes_keys_and_the_trail_says_so(filled, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["keys", "rotate", "--json"])
    said = json.loads(capsys.readouterr().out)

    assert (ended.value.code, said["key"], said["dropped"], said["left"]) == (0, 2, [1], {})
    trail = [entry.deed for entry in audit.of_subject(Subject("key", "2"))]
    assert trail == ["keys.rotated", "keys.dropping", "keys.rotation_began"]
    with pytest.raises(SystemExit):
        main(["keys", "list", "--json"])
    [line] = map(json.loads, capsys.readouterr().out.splitlines())
    assert (line["key"], line["current"], line["values"] > 30) == (2, True, True)
    assert set(said["rows"]) <= set(line["places"])


def test_a_wrong_key_of_the_indexes_alone_is_noticed(filled):
    stored = json.loads(filled_file := keys.settings.KEYS_FILE.read_text())
    keys.settings.KEYS_FILE.write_text(json.dumps(stored | {"index_keys": {"1": "A" * 43 + "="}}))
    keys._read.cache_clear()

    with pytest.raises(vault.KeysOfAnother, match="index"):
        vault.require_keys()

    keys.settings.KEYS_FILE.write_text(filled_file)
    keys._read.cache_clear()
    vault.require_keys()
