"""Compiles the knowledge base whenever the package is built, so that an installed painfinder starts at once."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileKnowledge(BuildHookInterface):
    """Writes painfinder/data/knowledge.jsonl before a wheel is put together, also before an editable one."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and put the file into the wheel although git ignores it. Broken YAML ends the build."""
        if self.target_name != "wheel":  # a source distribution carries the YAML; its wheel is compiled in turn
            return
        sys.path.insert(0, self.root)
        try:
            from painfinder.knowledge.compile import write
            from painfinder.knowledge.compiled import NAME
            from painfinder.knowledge.files import data_path

            write()
            path = data_path(NAME)
        finally:
            sys.path.remove(self.root)
        if version != "editable":  # an editable install finds it where it was written
            build_data["force_include"][path] = f"painfinder/data/{NAME}"
