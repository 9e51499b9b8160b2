import datetime as dt

import pytest

from anlin.ground.workforce import actions, queries
from anlin.ground.workforce.errors import (
    GrantedAlready,
    HasLeft,
    MoreThanOwnRights,
    NobodyWouldManageRights,
    UnknownRight,
)
from anlin.ground.workforce.models import Grant, KnownRight, Role
from anlin.kernel.actors import Actor, ActorKind
from anlin.kernel.errors import Conflict, NotAllowed
from factories import actors, estate, workforce

pytestmark = pytest.mark.django_db


def test_an_actor_holds_each_right_where_it_was_given(noon, django_assert_num_queries):
    lin, here = workforce.hired(at=noon, username="lin"), estate.project()
    workforce.granted(lin, workforce.role("reader", "cases.see", at=noon), at=noon)
    desk = workforce.role("desk", "cases.open", "cases.sort", at=noon)
    workforce.granted(lin, desk, at=noon, project_id=here.pk)

    with django_assert_num_queries(1):
        actor = queries.actor_of(lin.account, noon)
    assert actor == Actor(
        kind=ActorKind.STAFF,
        key=lin.pk,
        account_id=lin.account_id,
        rights_by_project={
            None: frozenset({"cases.see"}),
            here.pk: frozenset({"cases.open", "cases.sort"}),
        },
    )


def test_who_is_not_here_yet_or_no_more_is_nobody(noon):
    tomorrow = noon.date() + dt.timedelta(days=1)
    new = workforce.hired(at=noon, username="new", joined_on=tomorrow)
    old = workforce.hired(at=noon, username="old")
    account = old.account
    actions.leave(staff=old, on=noon.date(), by=workforce.BY, at=noon)
    stranger = workforce.account("stranger", at=noon)

    assert [queries.actor_of(a, noon) for a in (new.account, account, stranger)] == [None] * 3


def test_a_revoked_role_is_gone_at_once_and_revoked_once(noon):
    lin = workforce.hired(at=noon, username="lin")
    given = workforce.granted(lin, workforce.role("reader", "cases.see", at=noon), at=noon)
    stale = Grant.objects.get(pk=given.pk)

    actions.revoke(grant=given, by=workforce.BY, at=noon)

    assert queries.actor_of(lin.account, noon).rights_by_project == {}
    with pytest.raises(Conflict):
        actions.revoke(grant=stale, by=workforce.BY, at=noon)


def test_a_role_is_not_given_twice_nor_to_whoever_left(noon):
    lin, reader = workforce.hired(at=noon), workforce.role("reader", "cases.see", at=noon)
    workforce.granted(lin, reader, at=noon)
    gone = workforce.hired(at=noon)
    actions.leave(staff=gone, on=noon.date(), by=workforce.BY, at=noon)

    with pytest.raises(GrantedAlready):
        workforce.granted(lin, reader, at=noon)
    with pytest.raises(HasLeft):
        workforce.granted(gone, reader, at=noon)
    assert Grant.objects.count() == 1


def test_whoever_manages_rights_in_a_project_gives_only_their_own(noon):
    here, lin = estate.project(), workforce.hired(at=noon)
    manager = actors.staff("workforce.manage_rights", "cases.see", project_id=here.pk)
    reader = workforce.role("reader", "cases.see", at=noon)
    editor = workforce.role("editor", "cases.see", "cases.open", at=noon)

    actions.grant(staff=lin, role=reader, project_id=here.pk, by=manager, at=noon)
    with pytest.raises(MoreThanOwnRights):
        actions.grant(staff=lin, role=editor, project_id=here.pk, by=manager, at=noon)
    with pytest.raises(NotAllowed):
        actions.grant(staff=lin, role=reader, by=manager, at=noon)
    assert Grant.objects.count() == 1


def test_the_last_who_manages_rights_stays(noon):
    chief = workforce.administrator(at=noon)
    only = chief.grants.get()

    with pytest.raises(NobodyWouldManageRights):
        actions.revoke(grant=only, by=workforce.BY, at=noon)
    with pytest.raises(NobodyWouldManageRights):
        actions.leave(staff=chief, on=noon.date(), by=workforce.BY, at=noon)
    chief.refresh_from_db()
    assert (chief.left_on, Grant.objects.filter(revoked_at=None).count()) == (None, 1)


def define(rights, *, at, code="desk", by=workforce.BY):
    return actions.define_role(code=code, name="前台", name_en="Desk", rights=rights, by=by, at=at)


def test_a_role_is_defined_and_changed(noon):
    define(["workforce.see", "documents.keep"], at=noon)
    role = define(["workforce.see", "documents.see"], at=noon)

    assert queries.rights_of_role(role) == {"workforce.see", "documents.see"}


def test_rights_nobody_declared_are_refused(noon):
    with pytest.raises(UnknownRight):
        define(["workforce.sea"], at=noon)
    with pytest.raises(NotAllowed):
        define([], at=noon, by=actors.staff("workforce.manage_rights", project_id=1))
    assert not Role.objects.exists()


def test_the_administrators_role_keeps_the_last_right_on_rights(noon):
    workforce.administrator(at=noon)

    with pytest.raises(NobodyWouldManageRights):
        define(["workforce.see"], code="administrator", at=noon)
    role = Role.objects.get(code="administrator")
    assert queries.rights_of_role(role) == {"workforce.manage_rights"}


def test_adopting_again_leaves_what_the_company_changed(noon):
    line = {"code": "desk", "name": "a", "name_en": "a", "description": "", "rights": ["cases.see"]}
    actions.adopt_roles(definition=[line], by=workforce.BY, at=noon)
    define(["documents.see"], at=noon)

    assert actions.adopt_roles(definition=[line], by=workforce.BY, at=noon) == []
    [renewed] = actions.adopt_roles(definition=[line], renew=True, by=workforce.BY, at=noon)
    assert (renewed.name, queries.rights_of_role(renewed)) == ("a", {"cases.see"})


def test_a_right_of_a_new_version_reaches_the_roles_it_is_for_and_no_right_returns(noon):
    def line(*rights):
        words = {"code": "desk", "name": "a", "name_en": "a", "description": ""}
        return [words | {"rights": ["cases.see", *rights]}]

    actions.adopt_roles(definition=line("documents.see"), by=workforce.BY, at=noon)
    define(["cases.see"], at=noon)
    workforce.role("other", "cases.see", at=noon)
    KnownRight.objects.filter(right="upkeep.set_terms").delete()

    for _time in range(2):
        actions.adopt_roles(
            definition=line("documents.see", "upkeep.set_terms"), by=workforce.BY, at=noon
        )
    held = {role.code: queries.rights_of_role(role) for role in Role.objects.all()}
    assert held == {"desk": {"cases.see", "upkeep.set_terms"}, "other": {"cases.see"}}


def test_the_table_shows_every_right_and_role(noon, django_assert_num_queries):
    workforce.role("b", "documents.see", "cases.see", at=noon)
    workforce.role("a", "documents.see", at=noon)

    with django_assert_num_queries(2):
        roles, lines = queries.rights_matrix()
    held = {line.right: line.held for line in lines}
    assert [role.code for role in roles] == ["a", "b"]
    assert (held["documents.see"], held["cases.see"]) == ((True, True), (False, True))
    assert held["workforce.manage_rights"] == (False, False)
    assert "workforce.manage_rights" in queries.all_rights()
