"""The command line: each verb asks a room below and prints what it says. It works nothing out itself."""

from llif.cli.app import main

__all__ = ["main"]
