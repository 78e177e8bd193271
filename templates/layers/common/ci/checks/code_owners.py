"""Whoever may change a deployment may run code in production: the platform team reviews that too."""

from __future__ import annotations

import pathlib
import re

NAME = ".github/CODEOWNERS"
GUARDED = ("/.github/", "/.flink/", "/ci/", "/infra/", "/deploy/", "/bin/")


def check(root: pathlib.Path) -> list[str]:
    file = root / NAME
    if not file.is_file():
        return [f"{NAME}:1: The file is missing, so nobody has to review anything. Bring it back from the history."]
    rules: dict[str, tuple[int, list[str]]] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        words = re.sub(r"(^|\s)#.*$", "", line).split()
        if words:
            rules[words[0]] = (number, words[1:])
    problems = []
    if "*" not in rules or not rules["*"][1]:
        problems.append(f"{NAME}:1: Nobody owns the repository as a whole. Add a line `* @owner/team`.")
    for path in GUARDED:
        if not (root / path.strip("/")).is_dir():
            continue
        number, owners = rules.get(path, (1, []))
        if not owners:
            problems.append(f"{NAME}:{number}: {path} has no owner of its own. Add the team and the platform team.")
    return problems
