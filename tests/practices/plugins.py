"""Packages that install practices, as a path entry holds them: real modules and real entry points, no network."""

import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path


def install(folder: Path, package: str, points: Mapping[str, str], modules: Mapping[str, str]) -> None:
    """Write modules and what `pip install` writes beside them. *Takes* entry points of the group `llif.practices`."""
    for name, text in modules.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    about = folder / f"{package.replace('-', '_')}-0.1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.1.0\n")
    lines = [f"{name} = {value}\n" for name, value in points.items()]
    (about / "entry_points.txt").write_text("[llif.practices]\n" + "".join(lines))


def install_project(project: Path, site: Path) -> Path:
    """What `pip install` does, without asking the network for the backend: builds by hatchling, unpacks at `site`."""
    built = project.parent / "built"
    build = f"from hatchling.build import build_wheel; build_wheel({str(built)!r})"
    built.mkdir()
    done = subprocess.run([sys.executable, "-c", build], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(site)
    return site
