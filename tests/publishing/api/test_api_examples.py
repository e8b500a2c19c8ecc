"""What docs/api.md shows is run here: every curl line in order, and what the page of the API lists."""

import re
import shlex
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.publishing.api.conftest import Program
from tests.publishing.api.shown import blocks, ours


def commands() -> list[list[str]]:
    lines = ours("\n".join(blocks("sh"))).replace("\\\n", " ").splitlines()
    return [shlex.split(line) for line in lines if line.startswith("curl ")]


def sent(words: list[str], asking: Program) -> Any:
    options, address, taken = {"-H": [], "-X": ["GET"], "-d": [""]}, "", iter(words[1:])
    for word in taken:
        if word in options:
            options[word].append(next(taken))
        else:
            address = word
    headers = dict(each.replace("$LLIF_TOKEN", asking.token).split(": ", 1) for each in options["-H"])
    parts = urlsplit(address)
    return asking.client.generic(
        options["-X"][-1], f"{parts.path}?{parts.query}", options["-d"][-1], "application/json", headers=headers
    )


def test_every_curl_line_is_answered(administrator: Program) -> None:
    answers = [(words, sent(words, administrator)) for words in commands()]
    assert len(answers) >= 9
    assert [(words, each.status_code) for words, each in answers if each.status_code not in (200, 201)] == []
    assert [each.json()["version"] for _words, each in answers[-2:]] == [1, 2]


@pytest.mark.parametrize(("address", "said"), [("/api/", "The scorecard"), ("/cy/api/", "Y cerdyn sgorio")])
def test_the_page_lists_every_address(address: str, said: str, anybody: Program) -> None:
    text = anybody.client.get(address).content.decode().replace("&#39;", "'")
    document = anybody.get("openapi.json").json()
    assert said in text
    operations = [told["operationId"] for each in document["paths"].values() for told in each.values()]
    assert sorted(re.findall(r'<h3 id="(\w+)"', text)) == sorted(operations)


def test_the_document_speaks_welsh(anybody: Program) -> None:
    english, welsh = (anybody.get(f"openapi.json?lang={code}").json() for code in ("en", "cy"))
    for path, methods in english["paths"].items():
        for method, told in methods.items():
            assert welsh["paths"][path][method]["summary"] != told["summary"]
            refusals = {status for status in told["responses"] if status >= "400"}
            assert {"400", "401", "403", "404", "422", "500"} <= refusals
