"""No credential is committed. The job gets its rights from its role, the pipeline from OIDC."""

from __future__ import annotations

import pathlib
import re

PATTERNS = {
    "an AWS access key": re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b"),
    "an AWS secret key": re.compile(r"""(?i)aws_?secret_?access_?key['"]?\s*[:=]\s*['"]?[A-Za-z0-9/+=]{40}\b"""),
    "a private key": re.compile(r"-----BEGIN ([A-Z]+ )?PRIVATE KEY-----"),
    "a token of GitHub": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36,}\b"),
}
SKIPPED = {".git", "target", ".venv", "node_modules", "__pycache__", "site"}


def check(root: pathlib.Path) -> list[str]:
    problems = []
    for file in sorted(root.rglob("*")):
        if SKIPPED.intersection(file.relative_to(root).parts) or not file.is_file():
            continue
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            for what, pattern in PATTERNS.items():
                if pattern.search(line):
                    problems.append(
                        f"{file.relative_to(root)}:{number}: This looks like {what}. Revoke it now, then remove it: "
                        "the history keeps it."
                    )
    return problems
