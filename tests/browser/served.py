"""Run as a program: the small portfolio with something in every register, served under LLIF_HOME, its jobs worked on.

A process of its own has a database of its own, as a service has; it prints the port, and ends with standard input.
"""

import os
import sys
import threading
from pathlib import Path
from typing import Any

PASSWORD = "correct horse battery"
PEOPLE = (("ann", "administrator", ""), ("ben", "portfolio_lead", "small"))
"""Local accounts, their role, and over what."""


def serve(home: Path) -> None:
    import django
    import waitress
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    declare(home)
    from llif.config.wsgi import application

    server: Any = waitress.create_server(application, host="127.0.0.1", port=0, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    threading.Thread(target=work, daemon=True).start()
    print(server.effective_port, flush=True)
    sys.stdin.read()
    server.close()


def work() -> None:
    """Do the jobs that wait, one after another, as `llif worker` does."""
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=["default"],
        interval=0.5,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="w" * 32,
        excluded_queue_names=[],
    ).run()


def declare(home: Path) -> None:
    from llif.access import services
    from llif.access.actor import COMMAND_LINE
    from llif.access.roles import Role
    from llif.portfolio import services as declaring
    from tests.publishing import recorded, small
    from tests.publishing.why import world

    world.published(home)
    declaring.apply(small.declared(home), by=COMMAND_LINE)
    recorded.in_every_register()
    for name, role, portfolio in PEOPLE:
        user = services.add_user(by=COMMAND_LINE, username=name, password=PASSWORD)
        services.grant(by=COMMAND_LINE, user=user, role=Role(role), portfolio=portfolio)


if __name__ == "__main__":
    serve(Path(os.environ["LLIF_HOME"]))
