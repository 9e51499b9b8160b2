"""The API as its own description says: every operation is tried with made-up requests."""

import functools
import json
import os
from pathlib import Path

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.modes import GenerationMode
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.python._constants.orchestrator import make_constants_value_source
from schemathesis.specs.openapi.checks import positive_data_acceptance

from anlin.faces.api.urls import api
from factories import duty, programs, residents

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql_only,
    pytest.mark.usefixtures("the_connection_stays"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
load_all_checks()
# The generated page names the operations at once; reading them from the description takes every
# worker seconds, as do the trials made from it.
PATHS = json.loads(Path(__file__).parents[3].joinpath("docs/reference/api.yaml").read_text())[
    "paths"
]
OPERATIONS = [(method.upper(), path) for path, methods in PATHS.items() for method in methods]
# A few in every run; `make ordeal` tries more.
EXAMPLES = int(os.environ.get("ANLIN_EXAMPLES", "3"))
HARD = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def token(noon):
    """Somebody who may do everything in one project, where a case and an order are waiting."""
    resident = residents.home(noon)
    duty.standing(resident.unit.project, duty.rule("reply", duty.CLOCK), at=noon)
    residents.matter_of(resident, noon)
    desk = programs.staff_account("desk", at=noon, project_id=resident.unit.project_id)
    return programs.bearer(desk.account, noon)


@functools.cache
def description():
    made = schemathesis.openapi.from_dict(api.get_openapi_schema())
    made.app = get_wsgi_application()
    return made


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=map(" ".join, OPERATIONS))
def test_every_operation_does_what_the_description_says(method, path, token):
    def tried(case):
        # What is well formed may still be refused with a reason: 422 is no fault of the description.
        # Where the trial is a request without the token, it must not get one from us.
        header = case.meta.components.get(ParameterLocation.HEADER) if case.meta else None
        is_without = header is not None and header.mode == GenerationMode.NEGATIVE
        headers = {} if is_without and "Authorization" not in case.headers else token
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

    # What `parametrize` of the library does for all operations while tests are collected.
    build_operation_test(
        config=description().config,
        operation=description()[path][method],
        test_func=HARD(tried),
        given_kwargs={},
        feedback=FeedbackSources(constants_value_source=make_constants_value_source(description())),
    )()


def test_the_operations_tried_are_all_there_are():
    assert [
        (method.upper(), path)
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    ] == OPERATIONS


def test_all_checks_are_made():
    assert "not_a_server_error" in CHECKS.get_all_names()
