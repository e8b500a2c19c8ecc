"""Static files: hashed names, nothing foreign, no source-map comment."""

from pathlib import Path

import pytest

from llif.publishing import assets
from llif.terms.errors import Fault


def test_files_are_written_under_the_hash_of_their_content(tmp_path: Path) -> None:
    assets.write(tmp_path / "static", [("a.js", b"1;\n//# sourceMappingURL=a.js.map\n")])
    (written,) = (tmp_path / "static").glob("a-*.js")
    assert written.read_bytes().strip() == b"1;"
    assert written.name in (tmp_path / "static" / assets.NAMES).read_text()
    assert (tmp_path / "static" / f"{written.name}.gz").is_file()


@pytest.mark.parametrize(
    ("css", "foreign"),
    [("a{b:url(https://x.test/f)}", True), ("a{b:url( '//x.test/f')}", True), ("a{b:url(/static/f)}", False)],
)
def test_an_address_of_a_foreign_host_is_seen(css: str, foreign: bool) -> None:
    assert bool(assets.FOREIGN.search(css)) is foreign


def test_the_interpreter_is_taken_out_of_its_module() -> None:
    module = "import { a, b } from 'vega-util';\nconst run = () => a + b;\n"
    module += "export { run as expressionInterpreter };\n//# sourceMappingURL=x"
    script = assets.interpreter(module)
    assert "import" not in script
    assert "export" not in script
    assert script.startswith("(() => {const { a, b } = globalThis.vega;")
    with pytest.raises(Fault):
        assets.interpreter("export default 1;")
