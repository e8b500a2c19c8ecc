"""`serve`, `demo`, `shell`: the pages, on this machine."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from llif.cli import landing
from llif.cli.home import prepare
from llif.cli.output import notes, stepping
from llif.publishing.words import gettext as _

CHECKOUT = Path(__file__).resolve().parents[3]
ALSO_AS_AT = {"pay": date(2021, 5, 31)}
Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.")]


def serve(host: Host = "127.0.0.1", port: Port = 8000, threads: Annotated[int, typer.Option()] = 4) -> None:
    """Serve the pages."""
    prepare()
    import waitress

    from llif.config.wsgi import application
    from llif.publishing import assets

    assets.build(CHECKOUT)
    notes.print(_("Serving at {address} (stop with Ctrl-C)", address=f"http://{host}:{port}"))
    waitress.serve(application, host=host, port=port, threads=threads, ident=None)


def demo(
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the pages when all is built.")] = True,
    host: Host = "127.0.0.1",
    port: Port = 8000,
) -> None:
    """Build the demo from real public records, through the same steps as your own, and serve it."""
    folder = prepare()
    from llif.publishing import assets

    assets.build(CHECKOUT)
    _declared(folder)
    from llif.portfolio import selectors

    names = selectors.portfolio_ids()
    landing.collected(landing.sources_of(names), folder)
    for portfolio, day in ALSO_AS_AT.items():
        landing.published([portfolio], datetime(day.year, day.month, day.day, tzinfo=UTC), folder)
    landing.published(names, None, folder)
    if serve_it:
        serve(host, port)


def _declared(folder: Path) -> None:
    from llif.access.actor import COMMAND_LINE
    from llif.connectors import registry
    from llif.demo.build import build
    from llif.portfolio import services

    with stepping(_("Rebuilding real repositories")) as progress:
        path = build(folder, lambda name, done, total: progress(f"{name} ({done}/{total})"))
    services.apply(services.read(path, connectors=registry.settings_models()), by=COMMAND_LINE)


def shell() -> None:
    """A Python shell with the installation ready."""
    prepare()
    from django.core.management import call_command

    call_command("shell")
