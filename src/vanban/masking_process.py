"""Mask many files one after the other: `python -P -m vanban.masking_process`, apart, so that a hostile file hurts nobody.

Standard input: media type and path of each file, every field ended by a NUL. Standard output: for each file the length
of its masked copy (4 bytes, big-endian; 0: there is none) and the copy. A file that takes more than its share of
processor time or memory ends the process: whoever counts the answers knows which file it was.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from vanban.masking import MOST_PIXELS, masked

_MEMORY = 1536 * 1024 * 1024
_SECONDS = 20
_MOST_SOURCE = 256 * 1024 * 1024


def main(requests: BinaryIO, answers: BinaryIO) -> int:
    """Answer every request; the bounds hold for the whole process."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # PDFium would not let a handler of Python's run
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    fields = requests.read().split(b"\0")[:-1]
    for media_type, path in zip(fields[::2], fields[1::2], strict=True):
        signal.setitimer(signal.ITIMER_PROF, _SECONDS)
        made = _masked(Path(os.fsdecode(path)), media_type.decode()) or b""
        answers.write(len(made).to_bytes(4, "big") + made)
        answers.flush()
    return 0


def _masked(path: Path, media_type: str) -> bytes | None:
    try:
        return masked(path.read_bytes(), media_type) if path.stat().st_size <= _MOST_SOURCE else None
    except OSError:
        return None


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
