"""What each shipped table was made from, as one checksum: a test compares it with the stamp in the table.

Needs nothing but painfinder itself, so that the tests find a stale table without the training libraries.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "painfinder"
sys.path.insert(0, str(HERE.parent))

KNOWLEDGE = tuple(HERE / name for name in ("es_en.txt", "word_groups.txt", "word_vectors.bin", "real_words.txt"))


def sayings() -> list[Path]:
    """Return the files that matching learns from, in a fixed order."""
    more = [HERE / name for name in ("knowledge_phrases.tsv", "icd10cm.tsv", "emergencies.tsv")]
    return [*sorted(HERE.glob("sayings_*.tsv")), *more]


def dangers() -> list[Path]:
    """Return the files that safety learns from, in a fixed order."""
    return [*sorted(HERE.glob("redflags_*.tsv")), *sorted(HERE.glob("sayings_*.tsv"))]


def of_matching() -> str:
    """Return the stamp of sayings.bin: its inputs, its training code, and how the program reads words."""
    names = ("text", "features", "lanes", "associations", "spelling")
    return _checksum([*sayings(), *KNOWLEDGE, *_scripts("train_match", "word_model"), *_code(names)])


def of_safety() -> str:
    """Return the stamp of red_flags.bin and red_flag_words.bin: the same, with the rules and their ideas."""
    names = (
        "text", "lanes", "linear", "associations", "concepts", "clauses", "spelling",
        "flag_rules", "flag_features", "flag_model", "flag_runs",
    )  # fmt: skip
    data = [PACKAGE / "data" / name for name in ("concepts.yaml", "red_flags.yaml")]
    scripts = _scripts("train_safety", "word_model", "table_writer")
    return _checksum([*dangers(), *data, *KNOWLEDGE, *scripts, *_code(names)])


def _scripts(*names: str) -> list[Path]:
    return [HERE / f"{name}.py" for name in names]


def _code(names: Iterable[str]) -> list[Path]:
    return [PACKAGE / "understand" / f"{name}.py" for name in names]


def _checksum(paths: Iterable[Path]) -> str:
    total = 0
    for path in paths:
        data = path.read_bytes()
        total = crc32(data if path.suffix == ".bin" else data.replace(b"\r\n", b"\n"), total)
    return f"{total:08x}"
