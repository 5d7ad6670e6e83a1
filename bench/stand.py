"""The stand that subjects measure on: their folder, installations of their own, and processes started from cold."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "example/2022"
POSTGRESQL = "MINHCHUNG_BENCH_POSTGRESQL_URL"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one subject works: `folder` is emptied before, `is_quick` asks for a minute's check of everything,
    `is_long` lets the largest sizes take their hours."""

    subject: str
    folder: Path
    is_quick: bool
    is_long: bool = False

    def step(
        self, name: str, *arguments: object, data: Path | None = None, database: str = "", seconds: float = 900
    ) -> dict[str, float]:
        """What the subject's function *name* measured in a process of its own, with `wall` and `cpu` seconds and `peak` megabytes.

        The process starts from cold: interpreter, Django and all. TimeoutExpired when it takes longer than *seconds*.
        """
        begun = time.perf_counter()
        with self.started(name, *arguments, data=data, database=database) as process:
            try:
                said, _ = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        wall = time.perf_counter() - begun
        if process.returncode:
            raise RuntimeError(f"{self.subject}.{name} failed with {process.returncode}")
        return {**json.loads(said.splitlines()[-1]), "wall": wall}

    def started(
        self, name: str, *arguments: object, data: Path | None = None, database: str = ""
    ) -> subprocess.Popen[str]:
        """The process of a step, running; its last line of output is what it measured, as JSON."""
        command = [sys.executable, "-m", "bench.step", self.subject, name, *map(str, arguments)]
        environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        if data is not None:
            environment |= {"MINHCHUNG_DATA": str(data), "MINHCHUNG_DATABASE_URL": database}
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    def example_year(self) -> Path:
        """A data folder into which the example year was imported; made once a run and copied for whoever asks."""
        made = self.folder.parent / "example-year"
        if not (made / "ready").exists():
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir(parents=True)
            packages = made / "packages"
            subprocess.run([sys.executable, EXAMPLE / "make.py", packages], check=True, stdout=subprocess.DEVNULL)
            self.installation(made / "data")
            command = [sys.executable, "-m", "bench.step", "report", "replay_example", str(packages)]
            environment = os.environ | {
                "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
                "MINHCHUNG_DATA": str(made / "data"),
            }
            subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
            (made / "ready").touch()
        return made / "data"

    def copy_of(self, data: Path, name: str) -> Path:
        """A copy of the installation *data* under *name*; the stored files are linked, they never change."""
        copy = self.folder / name
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir(mode=0o700, parents=True)
        for path in data.iterdir():
            if path.is_file():
                shutil.copy2(path, copy / path.name)
        if (data / "files").exists():
            shutil.copytree(data / "files", copy / "files", copy_function=os.link)
        return copy

    def installation(self, data: Path, *, database: str = "") -> Path:
        """A new, empty installation in *data* with the example's declared secret."""
        from minhchung.config.installation import write_configuration

        key = tomllib.loads((EXAMPLE / "example.toml").read_text("utf-8"))["secret"]
        write_configuration(data, key=str(key))
        environment = os.environ | {"MINHCHUNG_DATA": str(data), "MINHCHUNG_DATABASE_URL": database}
        script = (
            "from minhchung.config.command import main; import sys; sys.argv = ['minhchung', 'migrate', '-v0']; main()"
        )
        command = [sys.executable, "-c", script]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        return data


def usage() -> dict[str, float]:
    """The most memory this process has held, in megabytes, and its processor seconds so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"peak": used.ru_maxrss / 1024, "cpu": used.ru_utime + used.ru_stime}
