"""What the tests of access may ask for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from llif.access import services
from llif.access.actor import COMMAND_LINE
from llif.access.models import User
from llif.access.roles import Role
from tests.access.databases import installation

__all__ = ["installation"]
PASSWORD = "correct horse battery"
Made = Callable[..., User]


@pytest.fixture
def site(tmp_path: Path, settings: Any, db: None) -> Client:
    """A browser at an installation where nothing is declared, and nobody has tried to sign in yet."""
    settings.LLIF_HOME = tmp_path
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": tmp_path}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Client()


@pytest.fixture
def account(db: None) -> Made:
    """`account("ann", Role.VIEWER, "pay")` makes a local account with a password and a role."""

    def made(name: str, role: Role | None = None, portfolio: str = "", product: str = "") -> User:
        user = services.add_user(by=COMMAND_LINE, username=name, password=PASSWORD)
        if role:
            services.grant(by=COMMAND_LINE, user=user, role=role, portfolio=portfolio, product=product)
        return user

    return made
