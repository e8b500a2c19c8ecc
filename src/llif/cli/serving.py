"""`serve`, `demo`, `shell`: the pages, on this machine."""

import secrets
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from llif.cli import declaring, landing
from llif.cli.home import home, prepare
from llif.cli.output import note, stepping
from llif.publishing.words import gettext as _
from llif.terms.errors import N_, InputError

CHECKOUT = Path(__file__).resolve().parents[3]
ALSO_AS_AT = {"pay": date(2021, 5, 31)}
LARGEST_REQUEST = 32 << 20
Host = Annotated[str, typer.Option(help=N_("The address to listen on."))]
Port = Annotated[int, typer.Option(help=N_("The port to listen on."))]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    threads: Annotated[int, typer.Option(help=N_("How many requests are answered at once."))] = 4,
    work: Annotated[
        bool, typer.Option("--work/--no-work", help=N_("Do the work that waits, in this process too."))
    ] = True,
) -> None:
    """Serve the pages."""
    prepare()
    from django.core.wsgi import get_wsgi_application

    from llif.publishing import assets
    from llif.publishing.warming import Warming, settle
    from llif.warehouse.snapshots import Snapshots

    assets.build(CHECKOUT)
    server = _listening(get_wsgi_application(), host, port, threads)
    warming = Warming(Snapshots(home()))
    warming.look()
    settle()
    warming.watch()
    if work:
        threading.Thread(target=_working, name="llif-worker", daemon=True).start()
    note(_("Serving at {address} (stop with Ctrl-C)", address=f"http://{host}:{port}"))
    server.run()


def _listening(application: Any, host: str, port: int, threads: int) -> Any:
    """The server, on its port. *Raises* InputError where it may not have it."""
    import waitress

    try:
        return waitress.create_server(application, host=host, port=port, threads=threads, **limits())
    except OSError as error:
        raise InputError(
            N_("llif cannot listen at {address}: {why}."),
            remedy=N_("Stop what listens there, or name another port with --port, or another address with --host."),
            address=f"{host}:{port}",
            why=error.strerror or str(error),
        ) from error


def limits() -> dict[str, Any]:
    """What the server takes in, and what it believes of a proxy that ends TLS before it (LLIF_BEHIND_PROXY)."""
    from django.conf import settings

    taken: dict[str, Any] = {"ident": None, "max_request_body_size": LARGEST_REQUEST}
    if not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return taken
    told = {"x-forwarded-for", "x-forwarded-proto"}
    return {**taken, "trusted_proxy": "*", "trusted_proxy_count": 1, "trusted_proxy_headers": told}


def worker() -> None:
    """Do the work that waits, until stopped."""
    prepare()
    note(_("Waiting for work (stop with Ctrl-C)"))
    _working()


def _working() -> None:
    """Take what waits in the database, one thing after another, and look again every second."""
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=["default"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=secrets.token_hex(16),
        excluded_queue_names=[],
    ).run()


def demo(
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help=N_("Serve the pages when all is built."))] = True,
    host: Host = "127.0.0.1",
    port: Port = 8000,
) -> None:
    """Build the demo from real public records, through the same steps as your own, and serve it."""
    folder = prepare()
    from llif.publishing import assets

    assets.build(CHECKOUT)
    names = _declared(folder)
    landing.collected(landing.sources_of(names), folder)
    for portfolio, day in ALSO_AS_AT.items():
        landing.published([portfolio], datetime(day.year, day.month, day.day, tzinfo=UTC), folder)
    landing.published(names, None, folder)
    if serve_it:
        serve(host, port)


def _declared(folder: Path) -> list[str]:
    """Apply the demo's files. *Gives* their portfolios."""
    from llif.access.actor import COMMAND_LINE
    from llif.demo.build import build, moved
    from llif.demo.example import recording
    from llif.portfolio import services

    with stepping(_("Rebuilding real repositories")) as progress:
        paths = build(folder, lambda name, done, total: progress(f"{name} ({done}/{total})"))
    names = []
    for path in paths:
        declared = declaring.read(path)
        for line in declaring.closing(services.apply(declared, by=COMMAND_LINE)):
            note(line)
        names += [portfolio.id for portfolio in declared.portfolios]
    recording.record(by=COMMAND_LINE, moved=moved(folder))
    return names


def shell() -> None:
    """A Python shell with the installation ready."""
    prepare()
    from django.core.management import call_command

    call_command("shell")
