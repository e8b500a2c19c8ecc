"""A real Chromium at a real server of the small portfolio, with a real sign-in provider beside it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import waiting as waiting_
from tests.browser.looking import context_of, state_of
from tests.browser.waiting import Waiting

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


PROVIDER = """
import sys
import oidc_provider_mock
with oidc_provider_mock.run_server_in_thread() as server:
    print(server.server_port, flush=True)
    sys.stdin.read()
"""


@contextmanager
def running(arguments: list[str], environment: dict[str, str]) -> Iterator[str]:
    """A server in a process of its own, that prints its port and ends with its standard input. *Gives* its address."""
    command = [sys.executable, *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        port = process.stdout.readline().strip()
        assert port, "the server did not start"
        yield f"http://127.0.0.1:{port}"
        process.stdin.close()
        process.wait(30)


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """The issuer of a sign-in provider that lets anybody say who they are."""
    with running(["-c", PROVIDER], dict(os.environ)) as address:
        yield address


@pytest.fixture(scope="session")
def address(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages are served, with the policy and the static files that users get."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("LLIF_")}
    environment = {
        **bare,
        "LLIF_HOME": str(tmp_path_factory.mktemp("served")),
        "LLIF_STATIC": str(ROOT / "build" / "static"),
        "LLIF_OIDC_ISSUER": provider,
        "LLIF_OIDC_CLIENT_ID": "llif",
        "LLIF_OIDC_CLIENT_SECRET": "a secret",
        "LLIF_OIDC_NAME": "Work account",
        "DJANGO_SETTINGS_MODULE": "llif.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    with running(["-m", "tests.browser.served"], environment) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("there is no Chromium here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lead_state(chromium: Browser, address: str) -> object:
    """What a browser keeps once ben, who leads the portfolio, has signed in."""
    return state_of(chromium, address, "ben")


@pytest.fixture(scope="session")
def waiting(chromium: Browser, address: str, lead_state: object) -> Waiting:
    """What was uploaded, made and published before any page is looked at."""
    context = context_of(chromium, lead_state)
    made = waiting_.made(context, address)
    context.close()
    return made


@pytest.fixture
def lead(chromium: Browser, lead_state: object) -> Iterator[Page]:
    """A page of somebody who leads the portfolio."""
    context = context_of(chromium, lead_state, accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def axe_script() -> str:
    import axe_core_python

    return (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
