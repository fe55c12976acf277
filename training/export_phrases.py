"""Write knowledge_phrases.tsv: the knowledge base's own names and sayings, as labelled sayings to train on.

python training/export_phrases.py
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from painfinder.knowledge.load import load  # noqa: E402

FIELDS = ("name", "also_called", "brands", "sayings", "name_es", "also_called_es", "sayings_es")


def phrases() -> str:
    """Return the contents of the file."""
    kb = load()
    out = ["query\texpected\tkind\tlang"]
    for prefix, kind in (("", "condition"), ("t:", "treatment"), ("t:", "approach")):
        for id, entry in kb.of_kind(kind).items():
            for field in FIELDS:
                value = getattr(entry, field, ())
                for phrase in [value] if isinstance(value, str) else value:
                    if phrase and "TODO" not in phrase:
                        out.append(f"{phrase}\t{prefix}{id}\t{field}\t{'es' if field.endswith('es') else 'en'}")
    return "\n".join(dict.fromkeys(out)) + "\n"


def main() -> None:
    """Write the file."""
    made = phrases()
    (HERE / "knowledge_phrases.tsv").write_text(made, "utf-8")
    print(made.count("\n") - 1, "phrases")


if __name__ == "__main__":
    main()
