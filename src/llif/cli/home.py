"""Where an installation's data lies, and its database made ready. Django is set up only for verbs that need it."""

import os
from pathlib import Path


def home() -> Path:
    """LLIF_HOME, by default `./var`."""
    return Path(os.environ.get("LLIF_HOME", "var")).resolve()


def prepare() -> Path:
    """Set Django up and bring the database to its newest form. *Gives* LLIF_HOME."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "llif.config.settings")
    folder = home()
    folder.mkdir(parents=True, exist_ok=True)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    return folder
