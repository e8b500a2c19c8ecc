"""The notebook's lines of docs/api.md, run against a real server, which reads what was committed."""

from pathlib import Path
from typing import Any

import pytest

from llif.access.actor import COMMAND_LINE
from llif.portfolio import services
from tests.publishing import small
from tests.publishing.api.shown import blocks, ours


def test_the_notebook_reads_a_table(
    small_home: Path, settings: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    services.apply(small.declared(small_home), by=COMMAND_LINE)
    settings.LLIF_HOME = small_home
    settings.ALLOWED_HOSTS = ["localhost"]
    monkeypatch.delenv("LLIF_TOKEN", raising=False)
    (code,) = blocks("python")
    names: dict[str, Any] = {}
    exec(compile(ours(code).replace("http://127.0.0.1:8000", live_server.url), "notebook", "exec"), names)  # noqa: S102
    assert set(names["figures"]["product"]) == {"booking", "clinic-system", "letters"}
    assert "letters" in capsys.readouterr().out
