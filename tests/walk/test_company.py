"""What is done for the whole company, with forms filled in: by every role that holds the right, and by no other."""

from dataclasses import dataclass, field

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from anlin.foundation.news.models import Letter
from anlin.trades.workorders.choices import Measure
from anlin.trades.workorders.models import Fault
from factories import duty, workforce
from walk import addresses, asked
from walk.addresses import SAFE
from walk.test_roles import DONE, EVERYTHING, PART, REFUSED, ROLES, Walk

SETTINGS, STAFF = "settings.edit", "workforce.see workforce.manage_staff"
RIGHTS = "workforce.see workforce.manage_rights"
PACK = duty.HEAD.format(code="own", version=1, adopted="by choice") + "rules:" + duty.rule()
YEAR = {"source": "国办发明电〔2025〕7号", "days": "2026-10-01 - 国庆节\n2026-10-10 + 补班"}


@dataclass(frozen=True)
class Deed:
    """`rights` are all needed; one of a whole company is for nobody who holds them in a project alone."""

    rights: str
    known: dict = field(default_factory=dict)
    is_whole: bool = True


DEEDS = {
    "settings:enter_year": Deed(f"{SETTINGS} workforce.edit_calendar", YEAR),
    "settings:add_category": Deed(f"{SETTINGS} cases.arrange"),
    "settings:switch_channel": Deed(f"{SETTINGS} cases.arrange"),
    "settings:set_term": Deed(f"{SETTINGS} upkeep.set_terms"),
    "settings:retry_letter": Deed(SETTINGS),
    "settings:drop_letter": Deed(SETTINGS),
    "settings:desk": Deed(f"{SETTINGS} estate.see estate.edit", is_whole=False),
    "estate:open_project": Deed("estate.see estate.edit"),
    "estate:edit_profile": Deed("estate.see estate.edit", is_whole=False),
    "staff:hire": Deed(STAFF, is_whole=False),
    "staff:give_account": Deed(STAFF, is_whole=False),
    "staff:set_phone": Deed(STAFF, is_whole=False),
    "staff:leave": Deed(STAFF, is_whole=False),
    "staff:appoint": Deed(STAFF, is_whole=False),
    "staff:open_department": Deed(STAFF, {"project": ""}),
    "staff:open_post": Deed(STAFF, is_whole=False),
    "staff:grant": Deed(RIGHTS, {"project": ""}),
    "staff:revoke": Deed(RIGHTS, is_whole=False),
    "staff:define_role": Deed(RIGHTS),
    "rulebook:take": Deed("duty.see duty.arrange"),
    "rulebook:upload": Deed("duty.see duty.arrange"),
    "workorder_fault_new": Deed("workorders.arrange"),
    "workorder_fault": Deed("workorders.arrange"),
    "workorder_term": Deed(
        "workorders.arrange estate.see", {"finish_minutes": "", "finish_days": "3"}, is_whole=False
    ),
}


class Company(Walk):
    """Roles that hold everywhere, and one administrator of a project alone; all send what the first one is shown."""

    def __init__(self, notes):
        super().__init__(notes, everywhere=True)
        at = self.made.made.at
        alone = workforce.hired("一处的管理员", at=at, username="of-one-project")
        role = workforce.role("of_one_project", *ROLES[EVERYTHING], at=at)
        workforce.granted(alone, role, at=at, project_id=self.made.made.project.pk)
        self.alone = Client(raise_request_exception=False, headers=PART)
        self.alone.force_login(alone.account)
        Letter.objects.create(
            pk=addresses.COMPANY["letters"], event="tests.happened", payload={}, listener="tests",
            subject_ref="tests:1", state=Letter.State.DEAD, posted_at=at, due_at=at,
        )  # fmt: skip
        Fault.objects.create(
            code="no-such-fault",
            kind="fault",
            name="漏水",
            name_en="Leak",
            repair_class="minor",
            urgency="ordinary",
        )

    def body(self, address, path):
        told = super().body(address, path)
        if address.method == SAFE:
            return told
        known = dict(DEEDS[address.name.removeprefix("console:")].known)
        if address.name.endswith(":upload"):
            known["file"] = SimpleUploadedFile("own.yaml", PACK.encode())
        return {"data": told["data"] | known}


def concerned():
    return [
        address
        for address in addresses.every()
        if address.name.removeprefix("console:") in DEEDS and address.face == "console"
    ]


@pytest.mark.postgresql_only
@pytest.mark.django_db
def test_what_is_the_companys_is_done_by_every_role_that_holds_the_right_and_by_no_other(
    monkeypatch,
):
    monkeypatch.setitem(addresses.COMPANY, "promises", Measure.MINOR.value)
    wrong, tried = [], set()
    with asked.noted(monkeypatch) as notes:
        company = Company(notes)
        for address in concerned():
            name = address.name.removeprefix("console:")
            statuses = {code: company.answer(address, code) for code in (EVERYTHING, *ROLES)}
            if address.method == SAFE:
                continue
            tried.add(name)
            needed = set(DEEDS[name].rights.split())
            wrong += [
                (name, code, status)
                for code, status in statuses.items()
                if status not in (DONE if needed <= ROLES[code] else REFUSED)
            ]
            alone, _asked = company.call(address, company.alone)
            if (alone in DONE, bool(company.written)) != (not DEEDS[name].is_whole,) * 2:
                wrong.append((name, "administrator of one project", alone))
    assert (wrong, tried) == ([], set(DEEDS))
