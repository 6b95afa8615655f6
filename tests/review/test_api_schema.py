"""Schemathesis sends the API whatever its own description allows, and what it forbids: never a 500."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error

from review.doors import Scope
from review.office import Office
from tests.review.offices import ORIGIN, Visitor
from tests.review.test_api import token_for

SEED = 20261116
SIZES = [
    pytest.param(2, id="small"),
    pytest.param(30, id="tenth", marks=pytest.mark.long),
    pytest.param(300, id="full", marks=pytest.mark.soak),
]


@pytest.mark.parametrize("examples", SIZES)
def test_no_request_of_the_description_breaks_the_api(office: Office, clerk: Visitor, examples: int) -> None:
    token = {"Authorization": f"Bearer {token_for(clerk, *Scope)}"}
    described = clerk.get("/api/openapi.json").json()
    schema = schemathesis.openapi.from_dict(described)
    schema.app = clerk.app
    sent: dict[str, int] = {}
    for found in schema.get_all_operations():
        operation = found.ok()
        wanted = st.one_of(
            operation.as_strategy(GenerationMode.POSITIVE), operation.as_strategy(GenerationMode.NEGATIVE)
        )

        @seed(SEED)
        @settings(
            max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=wanted)
        def ask(case: Case, **_: Any) -> None:
            headers = {**(case.headers or {}), **token}
            answer = case.call(base_url=ORIGIN, headers=headers)
            case.validate_response(answer, checks=[not_a_server_error])
            sent[case.operation.label] = answer.status_code

        ask()
    assert len(sent) == sum(len(methods) for methods in described["paths"].values())
