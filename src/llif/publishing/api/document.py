"""The OpenAPI document made complete: the problems that may be answered, who may ask, words in the language asked."""

from collections.abc import Iterator
from typing import Any

from llif.publishing.api import shapes
from llif.publishing.api.problems import MEDIA
from llif.publishing.words import translate
from llif.terms.errors import N_

WORDED = ("summary", "description")
TEMPLATE = "#/components/schemas/{model}"
ALWAYS = {
    400: N_("The request cannot be read."),
    401: N_("The token is not good, or nobody is signed in where somebody must be."),
    404: N_("There is no such thing, or you may not see it."),
    422: N_("What was asked cannot be answered; faults say which field."),
    500: N_("llif is at fault."),
}
FORBIDDEN = N_("Your roles, or the token's, do not reach this far.")
CONFLICT = N_("Somebody else recorded a version meanwhile; theirs is told.")
HELD = N_("What you hold is what would be answered.")
SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": N_("A token: “llif token make”.")},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": N_("A browser's session; writes then bear the page's CSRF token."),
    },
}


def completed(found: dict[str, Any]) -> dict[str, Any]:
    """*Takes* the document as ninja makes it; what it shares with the operations is not changed."""
    problem = shapes.Problem.model_json_schema(ref_template=TEMPLATE)
    schemas = {**found["components"]["schemas"], **problem.pop("$defs"), "Problem": problem}
    paths = {path: _operations(told) for path, told in found["paths"].items()}
    document = {**found, "paths": paths, "components": {"schemas": schemas, "securitySchemes": SCHEMES}}
    document["security"] = [{}, *({name: []} for name in SCHEMES)]
    worded: dict[str, Any] = _worded(document)
    return worded


def _operations(told: dict[str, Any]) -> dict[str, Any]:
    return {method: _operation(method, operation) for method, operation in told.items()}


def _operation(method: str, told: dict[str, Any]) -> dict[str, Any]:
    answers = {str(status): dict(answer) for status, answer in told["responses"].items()}
    answers |= {str(status): _problem(words) for status, words in _problems(method)}
    if method == "get":
        answers["304"] = {"description": HELD}
        for status, answer in answers.items():
            if status == "200":
                answer["headers"] = {"ETag": {"schema": {"type": "string"}}}
    return {**told, "responses": dict(sorted(answers.items()))}


def _problems(method: str) -> Iterator[tuple[int, str]]:
    yield from ALWAYS.items()
    yield 403, FORBIDDEN
    if method != "get":
        yield 409, CONFLICT


def _problem(words: str) -> dict[str, Any]:
    return {"description": words, "content": {MEDIA: {"schema": {"$ref": TEMPLATE.format(model="Problem")}}}}


def _worded(told: Any, name: str = "") -> Any:
    """The same with every summary and description in the language asked for."""
    if isinstance(told, dict):
        return {key: _worded(value, str(key)) for key, value in told.items()}
    if isinstance(told, list):
        return [_worded(each) for each in told]
    return translate(told) if name in WORDED and isinstance(told, str) and told else told
