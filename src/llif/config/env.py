"""What the environment may say, read once. It refuses to guess a secret: one is made and kept under LLIF_HOME."""

import os
import secrets
from pathlib import Path

HOME = Path(os.environ.get("LLIF_HOME", "var")).resolve()
DATABASE_URL = os.environ.get("LLIF_DATABASE_URL", "")
ALLOWED_HOSTS = os.environ.get("LLIF_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
STATIC = Path(os.environ.get("LLIF_STATIC", Path(__file__).resolve().parents[3] / "build" / "static")).resolve()
DEBUG = os.environ.get("LLIF_DEBUG", "") == "1"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
INSECURE = os.environ.get("LLIF_INSECURE_COOKIES", "1" if LOOPBACK.issuperset(ALLOWED_HOSTS) else "") == "1"
"""Cookies go over plain http only where llif serves this machine alone; a service is served through https."""
BEHIND_PROXY = os.environ.get("LLIF_BEHIND_PROXY", "") == "1"
"""One proxy that ends TLS stands before llif: what it says of the visitor's address and scheme is believed."""
OIDC_ISSUER = os.environ.get("LLIF_OIDC_ISSUER", "")
OIDC_CLIENT_ID = os.environ.get("LLIF_OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = os.environ.get("LLIF_OIDC_CLIENT_SECRET", "")
OIDC_NAME = os.environ.get("LLIF_OIDC_NAME", "OpenID Connect") if OIDC_ISSUER else ""
OIDC_ROLES_CLAIM = os.environ.get("LLIF_OIDC_ROLES_CLAIM", "roles")


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


def oidc(name: str) -> dict[str, object] | None:
    """The organisation's sign-in provider, or null where the environment names none."""
    if not OIDC_ISSUER:
        return None
    return {
        "provider_id": name,
        "name": OIDC_NAME,
        "client_id": OIDC_CLIENT_ID,
        "secret": OIDC_CLIENT_SECRET,
        "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
    }
