"""Operators come in: ``tillit <verb>``. Exit code 0 done, 1 found something wrong, 2 bad input."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from tillit.cli import (
    assess,
    authority,
    cases,
    demo,
    guidelines,
    prepare,
    printing,
    replay,
    schema,
    trail,
    verify,
    work,
)
from tillit.documents.failure import PrintError
from tillit.domain.reading import BadData

_VERBS = (authority, assess, guidelines, printing, cases, replay, schema, prepare, work, demo, trail, verify)


class _Parser(argparse.ArgumentParser):
    """One-line errors, as everywhere in the command line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"tillit: {message} (se {self.prog} --help)\n")


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code. Bad input gives one line on stderr and 2."""
    parser = _Parser(prog="tillit", description="Tillit: från idé till utvärderat partnerskap.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=_Parser)
    for module in _VERBS:
        module.register(verbs)
    try:
        arguments = parser.parse_args(argv)
        return int(arguments.run(arguments))
    except BadData as error:
        print(f"tillit: {error}", file=sys.stderr)
        return 2
    except PrintError as error:
        print(f"tillit: {error}", file=sys.stderr)
        return 1
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    except BrokenPipeError:
        return 1
