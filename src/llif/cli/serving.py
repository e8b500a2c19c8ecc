"""`serve`, `demo`, `shell`: the pages, on this machine."""

import gc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults

import typer

from llif.cli import declaring, landing
from llif.cli.home import home, prepare
from llif.cli.output import note, stepping
from llif.publishing.words import gettext as _
from llif.terms.errors import N_

CHECKOUT = Path(__file__).resolve().parents[3]
ALSO_AS_AT = {"pay": date(2021, 5, 31)}
Host = Annotated[str, typer.Option(help=N_("The address to listen on."))]
Port = Annotated[int, typer.Option(help=N_("The port to listen on."))]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    threads: Annotated[int, typer.Option(help=N_("How many requests are answered at once."))] = 4,
) -> None:
    """Serve the pages."""
    prepare()
    import waitress
    from django.core.wsgi import get_wsgi_application

    from llif.publishing import assets

    assets.build(CHECKOUT)
    application = get_wsgi_application()
    _warm(application, home())
    note(_("Serving at {address} (stop with Ctrl-C)", address=f"http://{host}:{port}"))
    waitress.serve(application, host=host, port=port, threads=threads, ident=None)


def _warm(application: WSGIApplication, folder: Path) -> None:
    """Ask each portfolio's first page once, so that nobody waits for what a process does only once."""
    from llif.warehouse.snapshots import Snapshots

    for portfolio in Snapshots(folder).portfolios():
        environment: dict[str, Any] = {"PATH_INFO": f"/{portfolio}/"}
        setup_testing_defaults(environment)
        for _part in application(environment, lambda *_told: lambda _body: None):
            pass
    gc.collect()
    gc.freeze()  # what stays for good need not be looked through at every collection: a third of a new page's time


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
    """Apply the demo's file. *Gives* its portfolios."""
    from llif.access.actor import COMMAND_LINE
    from llif.connectors import registry
    from llif.demo.build import build
    from llif.portfolio import services

    with stepping(_("Rebuilding real repositories")) as progress:
        path = build(folder, lambda name, done, total: progress(f"{name} ({done}/{total})"))
    declared = services.read(path, connectors=registry.settings_models())
    for line in declaring.closing(services.apply(declared, by=COMMAND_LINE)):
        note(line)
    return [portfolio.id for portfolio in declared.portfolios]


def shell() -> None:
    """A Python shell with the installation ready."""
    prepare()
    from django.core.management import call_command

    call_command("shell")
