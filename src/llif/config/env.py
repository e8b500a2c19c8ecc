"""What the environment may say, read once. It refuses to guess a secret: one is made and kept under LLIF_HOME."""

import os
import secrets
from pathlib import Path

HOME = Path(os.environ.get("LLIF_HOME", "var")).resolve()
DATABASE_URL = os.environ.get("LLIF_DATABASE_URL", "")
ALLOWED_HOSTS = os.environ.get("LLIF_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
STATIC = Path(os.environ.get("LLIF_STATIC", Path(__file__).resolve().parents[3] / "build" / "static")).resolve()
DEBUG = os.environ.get("LLIF_DEBUG", "") == "1"


def secret_key() -> str:
    """The secret: from LLIF_SECRET_KEY, or a random one made at first use that only the owner can read."""
    given = os.environ.get("LLIF_SECRET_KEY")
    if given:
        return given
    path = HOME / "secret-key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text().strip()


def _write_once(path: Path, text: str) -> None:
    """Another process may win the race: then its secret stands."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(text)
