"""`serve`, `demo`, `shell`: the pages, on this machine."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from llif.cli import declaring, landing
from llif.cli.home import prepare
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
    note(_("Serving at {address} (stop with Ctrl-C)", address=f"http://{host}:{port}"))
    waitress.serve(get_wsgi_application(), host=host, port=port, threads=threads, ident=None)


def demo(
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help=N_("Serve the pages when all is built."))] = True,
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
    made = services.apply(services.read(path, connectors=registry.settings_models()), by=COMMAND_LINE)
    for line in declaring.closing(made):
        note(line)


def shell() -> None:
    """A Python shell with the installation ready."""
    prepare()
    from django.core.management import call_command

    call_command("shell")
