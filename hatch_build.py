"""A wheel without its fonts would refuse every document: refuse to build it instead."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COLLECTED = ("src/vanban/layout/fonts/Tinos-Regular.ttf", "src/minhchung/look/static/look/vendor/fonts/fonts.css")


class CollectedFilesHook(BuildHookInterface):
    """Looks for what `script/assets` collects; an editable install may come before it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling calls it so)
        if version == "editable":
            return
        missing = [path for path in COLLECTED if not (Path(self.root) / path).is_file()]
        if missing:
            raise FileNotFoundError(f"{', '.join(missing)}: run script/assets before building")
