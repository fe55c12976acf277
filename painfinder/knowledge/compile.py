"""Compile the knowledge base: `python -m painfinder.knowledge.compile`; the build of the package does it by itself."""

from __future__ import annotations

from painfinder.knowledge import derive, files, shipped
from painfinder.knowledge.compiled import NAME, pack


def compile_knowledge() -> bytes:
    """Return the compiled form of the package's YAML. Raises BrokenKnowledge when the YAML has problems."""
    stamp = files.stamp()
    base = shipped.read()
    return pack(base, {**base.extras, **{name: make(base) for name, make in derive.DERIVED.items()}}, stamp)


def write(path: str = files.data_path(NAME)) -> int:
    """Compile to a file and return its size; a half-written file never replaces a whole one."""
    import os

    data = compile_knowledge()
    with open(path + ".new", "wb") as f:
        f.write(data)
    os.replace(path + ".new", path)
    return len(data)


if __name__ == "__main__":
    print(f"{write():,} bytes: {files.data_path(NAME)}")
