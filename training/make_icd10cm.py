"""Write icd10cm.tsv: titles of ICD-10-CM (US public domain) as labelled sayings, ours and others'.

    python training/make_icd10cm.py

Ours: titles and inclusion terms under each prefix of icd10cm_map.tsv, evenly spaced, at most MOST_PER_PREFIX.
Not ours: an even sample of the titles of the chapters that are neither SKIPPED nor NEAR. Also writes
painfinder/data/icd10cm.txt, the codes' table that ships (prefix and ids). Deterministic: sorted codes, fixed strides.
"""

from __future__ import annotations

from pathlib import Path

import simple_icd_10_cm as icd

HERE = Path(__file__).parent
NONE_ROWS = 2200
MOST_PER_PREFIX = 26
# Chapters whose titles say little about what people ask for: births, counts of external causes, contact codes.
SKIPPED = tuple("VWXYZPO")
NEAR = ("M", "G", "S", "R")  # chapters next to ours: left out, their words are ours too


def main() -> None:
    """Write both files and print their sizes."""
    rows = [line.split("\t") for line in (HERE / "icd10cm_map.tsv").read_text("utf-8").splitlines()[1:]]
    prefixes = dict(rows)
    ours: dict[str, list[str]] = {p: [] for p in prefixes}
    others: list[str] = []
    for code in sorted(icd.get_all_codes(with_dots=True)):
        if "-" in code or not code[0].isalpha() or not code[1:2].isdigit():
            continue  # chapters and blocks
        owner = next((code[:n] for n in range(len(code), 2, -1) if code[:n] in prefixes), "")
        texts = [icd.get_description(code), *icd.get_inclusion_term(code)]
        if owner and prefixes[owner] != "none":
            ours[owner] += texts
        elif not owner and code[0] not in SKIPPED and code[0] not in NEAR and len(code) <= 6:
            others += texts[:2]
    out = ["query\texpected\tkind\tlang"]
    seen: set[str] = set()
    for prefix, texts in ours.items():
        unique = [t for t in dict.fromkeys(texts) if t.lower() not in seen]
        step = max(1, -(-len(unique) // MOST_PER_PREFIX))
        for t in unique[::step]:
            seen.add(t.lower())
            out.append(f"{t}\t{prefixes[prefix]}\ticd10cm\ten")
    unique = [t for t in dict.fromkeys(others) if t.lower() not in seen]
    step = len(unique) / NONE_ROWS
    out += [f"{unique[int(i * step)]}\tnone\ticd10cm-other\ten" for i in range(NONE_ROWS)]
    (HERE / "icd10cm.tsv").write_text("\n".join(out) + "\n", "utf-8")
    table = "\n".join(f"{p.replace('.', '')}\t{i}" for p, i in sorted(rows))
    (HERE.parent / "painfinder" / "data" / "icd10cm.txt").write_text(table + "\n", "utf-8")
    print(len(out) - 1, "rows,", len(rows), "prefixes")


if __name__ == "__main__":
    main()
