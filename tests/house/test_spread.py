"""Every table says to which project a row belongs, or why not: what grows can be spread over servers by project."""

import re
from pathlib import Path

from django.apps import apps

# Which way a row without a project of its own goes to one. Each step is a foreign key that is never empty.
WAYS = {
    "callbacks_attempt": "case", "callbacks_review": "case", "callbacks_unreached": "case",
    "cases_answer": "case", "cases_boxopening": "box", "cases_boxopening_cases": "case",
    "cases_drawnorder": "draw", "cases_errand": "order", "cases_followup": "case", "cases_note": "case",
    "cases_participant": "case", "cases_passing": "case", "cases_presence": "case", "cases_report": "case",
    "cases_verdict": "case",
    "complaints_announcement": "report", "complaints_closingvisit": "complaint", "complaints_complaint": "case",
    "complaints_concession": "complaint", "complaints_correctivereport": "complaint", "complaints_correctiveplan": "complaint",
    "complaints_reading": "announcement", "complaints_trainingcase": "complaint",
    "disputes_agreement": "mediation", "disputes_exchange": "mediation", "disputes_handover": "mediation",
    "disputes_mediation": "case", "disputes_option": "mediation", "disputes_otherhours": "agreement", "disputes_party": "mediation",
    "disputes_renewal": "mediation", "disputes_statement": "party", "disputes_recheck": "agreement",
    "disputes_spread": "mediation", "disputes_publicword": "spread",
    "duty_alarm": "occurrence", "duty_clockpause": "occurrence", "duty_piece": "occurrence", "duty_waitingclock": "standing",
    "estate_entrance": "building", "estate_treatment": "space", "estate_unitstay": "unit",
    "handbook_edition": "article", "handbook_mastery": "article", "handbook_stage": "edition", "handbook_studied": "edition",
    "insight_member": "issue",
    "intake_batchrow": "batch",
    "relations_question": "activity", "relations_reply": "activity", "relations_score": "reply",
    "relations_tracking": "measure", "relations_voice": "activity",
    "relations_measure_matters": "measure", "relations_measure_voices": "measure",
    "reception_follower": "case", "reception_original": "mail",
    "violations_appointedplace": "unit", "violations_coordination": "violation", "violations_objection": "violation",
    "violations_rulereading": "version", "violations_ruleversion": "rule", "violations_secondlook": "violation",
    "violations_violation": "case",
    "tenure_firstinspection": "unit", "tenure_formality": "tenure", "tenure_householdnote": "unit",
    "tenure_rulesreceipt": "tenure",
    "workorders_check": "order", "workorders_contact": "order", "workorders_damage": "order",
    "workorders_decline": "order", "workorders_firstcall": "order", "workorders_manualstep": "order",
    "workorders_partused": "order", "workorders_pause": "order", "workorders_span": "order",
    "workorders_transfer": "order", "workorders_visit": "order", "workorders_watch": "order",
    "services_decision": "request", "services_entry": "request", "services_maintenancereport": "request",
    "services_plan": "request", "services_plannedorder": "request", "services_remark": "plan",
    "services_survey": "request",
    "workforce_post": "department",
}  # fmt: skip
# What belongs to no project. Whatever grows with the units among them is told in docs/scale.md with a reason.
OF_THE_COMPANY = {
    "people": "a person may live in several projects and is known once: spread by the person",
    "accounts": "somebody signs in before anybody knows where they live: spread by the account",
    "account": "as accounts", "mfa": "as accounts", "usersessions": "as accounts", "django": "as accounts",
    "audit_link": "one chain a database: it seals the entries, which know their project",
    "news_letter": "a queue: told after seconds, gone after thirty days",
    "jobs": "a queue, and receipts that are pruned",
    "workforce": "some thousands of staff, known everywhere",
    "estate_project": "is the project",
}  # fmt: skip
SMALL = {
    "auth", "audit_watermark", "duty_heartbeat", "duty_pack", "duty_rule", "cases_category", "cases_channel", "tenure_rosterfile", "upkeep_closure", "upkeep_term",
    "workorders_fault", "services_serviceoffer", "reading_version", "complaints_procedure",
}  # fmt: skip
SCALE = Path(__file__).parents[2] / "docs" / "scale.md"


def tables():
    models = apps.get_models(include_auto_created=True)
    own = [model for model in models if not model.__module__.startswith(("procrastinate", "tests"))]
    return {model._meta.db_table: model for model in own}


def project_of(model):
    names = {field.attname for field in model._meta.concrete_fields}
    return "project_id" in names


def is_of_the_company(table):
    return any(table == name or table.startswith(f"{name}_") for name in (*OF_THE_COMPANY, *SMALL))


def test_every_table_has_a_project_or_a_way_to_one_or_a_reason():
    unclear = [
        table
        for table, model in tables().items()
        if not (project_of(model) or table in WAYS or is_of_the_company(table))
    ]
    assert unclear == []


def test_each_way_leads_to_a_project():
    for table, step in WAYS.items():
        model = tables()[table]
        while not project_of(model):
            field = model._meta.get_field(WAYS[model._meta.db_table])
            assert not field.null, f"{table}: {step} may be empty"
            model = field.related_model


def test_no_way_and_no_reason_is_for_a_table_that_is_gone():
    assert WAYS.keys() <= tables().keys()
    first = {table.split("_", maxsplit=1)[0] for table in tables()} | tables().keys()
    assert (OF_THE_COMPANY.keys() | SMALL) <= first


def test_the_plan_names_only_tables_that_there_are():
    named = set(re.findall(r"^\| `(\w+)` \|", SCALE.read_text("utf-8"), re.MULTILINE))
    assert len(named) > 10
    assert named <= tables().keys()
