"""The `vanban` command line.

A subcommand is a module of `vanban/commands/` and nothing else names it. The module's name is the subcommand's ("cite.py"
is `vanban cite`); it offers

* a docstring whose first line is its help;
* `add_arguments(parser: argparse.ArgumentParser) -> None`;
* `run(options: argparse.Namespace) -> int`, the exit code: 0 done, 1 done with findings, 2 refused.

A refusal is printed on standard error as "vanban NAME: …" by raising `SystemExit` with that text, or any of the
library's own typed errors.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

from vanban import commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand that *arguments* (default: the process's) name; return its exit code."""
    parser = argparse.ArgumentParser(
        prog="vanban", description="Công cụ đọc văn bản hành chính / tools for Vietnamese official documents"
    )
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in _modules():
        summary = (module.__doc__ or "").strip().partition("\n")[0]
        module.add_arguments(choices.add_parser(name.replace("_", "-"), help=summary, description=module.__doc__))
    options = parser.parse_args(arguments)
    return _run(importlib.import_module(f"{commands.__name__}.{options.command.replace('-', '_')}"), options)


def _modules() -> list[tuple[str, ModuleType]]:
    names = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    return [(name, importlib.import_module(f"{commands.__name__}.{name}")) for name in names]


def _run(module: ModuleType, options: argparse.Namespace) -> int:
    try:
        return int(module.run(options))
    except BrokenPipeError:
        # The reader of our output has gone; point the descriptor at nothing so that closing it stays silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"vanban {options.command}: {error.filename or ''}: {error.strerror}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
