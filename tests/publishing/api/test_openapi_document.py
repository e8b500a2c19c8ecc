"""The document is driven whole by schemathesis, as an administrator and as nobody: no 5xx, nothing undocumented."""

from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from llif.config.wsgi import application
from llif.publishing.api.version_1 import api
from tests.publishing.api.conftest import Program

pytestmark = pytest.mark.engine
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
EXAMPLES = 8
KNOWN = {"portfolio": "small", "product": "letters", "dimension": "reliability", "register_name": "ratings"}
few = hypothesis.settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck]
)
document = schemathesis.openapi.from_dict(api.get_openapi_schema())
document.app = application
OPERATIONS = [found.ok() for found in document.get_all_operations()]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "unfitting"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=[each.label for each in OPERATIONS])
def test_every_answer_is_one_that_is_documented(
    operation: Any, mode: GenerationMode, administrator: Program, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    token = {"Authorization": f"Bearer {administrator.token}"}

    @few
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=known(operation)))
    def ask(case: Any) -> None:
        for headers in (token, {}):
            case.call_and_validate(headers=headers, checks=CHECKS)

    ask()


def known(operation: Any) -> dict[str, str]:
    """What is really there: else every answer would be that there is no such portfolio."""
    return {name: value for name, value in KNOWN.items() if f"{{{name}}}" in operation.path}


def test_the_document_holds_every_address() -> None:
    assert len(OPERATIONS) == sum(len(each) for each in api.get_openapi_schema()["paths"].values()) >= 20
