"""`python3 run lock [--upgrade]`: remake requirements/*.lock hashed, for any platform, without an address."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"core.lock": (), "dev.lock": ("--group", "dev")}
OPTIONS = (
    *("--universal", "--generate-hashes", "--python-version", "3.11"),
    *("--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
)


def main(arguments: list[str]) -> int:
    """*Takes* further options of `uv pip compile`. Pins that still fit are kept unless `--upgrade` is among them."""
    uv = shutil.which("uv")
    if uv is None:
        print("The locks are made with uv, and there is none here: see https://docs.astral.sh/uv/", file=sys.stderr)
        return 2
    for name, group in LOCKS.items():
        target = f"requirements/{name}"
        command = [uv, "pip", "compile", "pyproject.toml", *group, *OPTIONS, *arguments, "-o", target]
        if status := subprocess.call(command, cwd=ROOT, stdout=subprocess.DEVNULL):
            return status
        print(f"{target}: {(ROOT / target).read_text().count('==')} pins")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
