"""No conflict of a merge is left undecided: the portal's upgrade leaves them in the file for a person."""

from __future__ import annotations

import pathlib

SKIPPED = {".git", "target", ".venv", "node_modules", "__pycache__", "site"}


def check(root: pathlib.Path) -> list[str]:
    problems = []
    for file in sorted(root.rglob("*")):
        if SKIPPED.intersection(file.relative_to(root).parts) or not file.is_file():
            continue
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, start=1):
            if line.startswith(("<" * 7 + " ", ">" * 7 + " ")):
                problems.append(
                    f"{file.relative_to(root)}:{number}: A conflict is not decided. Keep one side, and remove the markers."
                )
    return problems
