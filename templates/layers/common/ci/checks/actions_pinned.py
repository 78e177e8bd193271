"""Every action is pinned to a digest, with the version it stands for in a comment.

A tag can be moved by whoever owns the action, and what it then points to would run with the rights to deploy.
"""

from __future__ import annotations

import pathlib
import re

USES = re.compile(r"""^\s*(?:-\s*)?uses:\s*['"]?(?P<action>[^\s'"#]+)['"]?\s*(?P<comment>#.*)?$""")
PINNED = re.compile(r"^[^@]+@[0-9a-f]{40}$")
PINNED_IMAGE = re.compile(r"^docker://.+@sha256:[0-9a-f]{64}$")
VERSION = re.compile(r"^#\s*v?\d+(\.\d+)*")


def check(root: pathlib.Path) -> list[str]:
    problems = []
    workflows = root / ".github"
    for file in sorted([*workflows.rglob("*.yml"), *workflows.rglob("*.yaml")]):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            match = USES.match(line)
            if not match or match["action"].startswith("./"):
                continue
            where = f"{file.relative_to(root)}:{number}"
            action = match["action"]
            if not PINNED.match(action) and not PINNED_IMAGE.match(action):
                problems.append(
                    f"{where}: {action} is not pinned. Write the 40 digits of the commit behind @, "
                    "and the version behind them as a comment."
                )
            elif PINNED.match(action) and not VERSION.match(match["comment"] or ""):
                problems.append(
                    f"{where}: {action} does not say which version its digest is. Add it: # v1.2.3"
                )
    return problems
