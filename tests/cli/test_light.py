"""Asking which verbs there are loads none of the engines: only the verb that needs one does."""

import subprocess
import sys


def test_the_verbs_are_told_without_loading_an_engine() -> None:
    heavy = "{'ibis', 'duckdb', 'pyarrow', 'numpy', 'scipy', 'dlt', 'django'}"
    asked = f"import sys, llif.cli.app; print(sorted({heavy} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == "[]"
