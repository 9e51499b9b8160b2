"""What one operation made the next ones use, in any order: the links of the description are followed."""

import itertools
import os

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, settings
from schemathesis.generation.modes import GenerationMode

from anlin.faces.api.urls import MADE, api
from factories import programs
from walk import bodies
from walk.world import world

pytestmark = [
    pytest.mark.piece,
    pytest.mark.django_db,
    pytest.mark.postgresql_only,
    pytest.mark.usefixtures("the_connection_stays"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
# A few in every run; `make ordeal` tries more.
EXAMPLES = int(os.environ.get("ANLIN_EXAMPLES", "2"))
KINDS = {"cases": "case", "work-orders": "order", "causes": "cause"}
PLACES = [f"^/api/v1/{kind}/" for kind in KINDS]


@pytest.fixture
def description():
    """Made when it is wanted: it takes seconds, which every run would pay while it collects."""
    told = schemathesis.openapi.from_dict(api.get_openapi_schema()).include(
        path_regex="|".join(PLACES)
    )
    told.app = get_wsgi_application()
    told.config.generation.modes = [GenerationMode.POSITIVE]
    # What is well formed may be refused with a reason; whether a token is asked for is tried elsewhere.
    for check in ("positive_data_acceptance", "ignored_auth"):
        getattr(told.config.checks, check).enabled = False
    return told


def test_what_one_operation_made_the_next_ones_use(description):
    office, done = world(), set()
    token = programs.bearer(office.callers["here"], office.made.at)

    class Story(description.as_state_machine()):
        def setup(self):
            # Each story begins where the one before began, or hypothesis could tell none again.
            self.turns = itertools.count()
            self.there = {kind: office.things[KINDS[kind]] for kind in KINDS}
            self.undone = transaction.atomic()
            self.undone.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

        def get_call_kwargs(self, case):
            return {"headers": token}

        def before_call(self, case):
            # Made-up numbers name no project and no matter: of three deeds two are such as can be done.
            is_new, can_be_done = case.operation.path in MADE, next(self.turns) % 3
            said = bodies.body_of(case.operation.definition.raw["operationId"], office.things)
            if case.method == "POST" and said and (is_new or can_be_done):
                case.body = said
            if "id" in case.path_parameters and can_be_done:
                case.path_parameters["id"] = self.there[_kind(case)]

        def after_call(self, response, case):
            if response.status_code == 201 and case.operation.path in MADE:
                self.there[_kind(case)] = response.json()["id"]
            if response.status_code < 300:
                done.add(case.operation.path)

    hard = settings(
        max_examples=EXAMPLES,
        stateful_step_count=max(8, EXAMPLES),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    Story.run(settings=hard)
    assert {path for path in done if "/{id}/" in path}


def _kind(case):
    return case.operation.path.split("/")[3]
