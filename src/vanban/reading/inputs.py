"""Files and standard input as the reading commands take them: several at once, with progress, refusals told apart."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from vanban.reading.errors import ReadingError
from vanban.reading.reader import read_text

Result = TypeVar("Result")
_WORTH_PROCESSES = 4


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read, and the code of why."""

    name: str
    code: str


def text_of_file(path: str) -> str | Refused:
    """The text of the file at *path*, "-" for standard input; a refusal is returned, not raised."""
    data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    try:
        return read_text(data, "stdin.txt" if path == "-" else path)
    except ReadingError as refusal:
        return Refused(path, refusal.code)


def over_files(work: Callable[[str], Result], paths: Sequence[str], *, is_quiet: bool) -> Iterator[tuple[str, Result]]:
    """*work* done on each of *paths* in order, in several processes when there are many, with a progress bar on a terminal."""
    if len(paths) < _WORTH_PROCESSES or "-" in paths:
        yield from zip(paths, shown(map(work, paths), len(paths), is_quiet=is_quiet), strict=True)
        return
    with ProcessPoolExecutor() as pool:
        results = pool.map(work, paths, chunksize=max(1, len(paths) // 64))
        yield from zip(paths, shown(results, len(paths), is_quiet=is_quiet), strict=True)


def shown(results: Iterator[Result], total: int, *, is_quiet: bool) -> Iterator[Result]:
    """*results* as they are, with a progress bar on a terminal's standard error when there are several."""
    if is_quiet or total < _WORTH_PROCESSES or not sys.stderr.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return iter(track(results, total=total, description="", console=Console(stderr=True)))


def warn(command: str, refused: Refused) -> None:
    """Say on standard error that a file was refused."""
    sys.stderr.write(f"vanban {command}: {refused.name}: {refused.code}\n")


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Put *pieces* in the file at *path* in one step at the end, so that a failure on the way leaves what was there."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
        try:
            new.writelines(pieces)
        except BaseException:
            Path(new.name).unlink()
            raise
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    Path(new.name).chmod(mode)
    Path(new.name).replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
