"""The command `tillit`: chooses the settings and hands over to the command line."""

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run `tillit <verb> …` and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tillit.config.settings")
    import django

    django.setup()
    from tillit import cli

    return cli.main(sys.argv[1:] if argv is None else argv)
