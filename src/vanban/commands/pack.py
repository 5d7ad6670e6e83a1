"""Verify an evidence pack, draw its re-count, open one of its commitments.

`vanban pack verify pack.zip`, `vanban pack sample pack.zip 20`, `vanban pack open pack.zip opening.json`: as `python -m vanban.pack`.
"""

from __future__ import annotations

import argparse

from vanban.pack import command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions and their arguments."""
    command.add_actions(parser)


def run(options: argparse.Namespace) -> int:
    """Do the action; 0 valid, 1 not valid, 2 the question could not be asked."""
    return command.run(options)
