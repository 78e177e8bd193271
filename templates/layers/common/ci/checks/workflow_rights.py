"""Every workflow says which rights its token has, and none runs a stranger's code with ours."""

from __future__ import annotations

import pathlib
import re


def check(root: pathlib.Path) -> list[str]:
    problems = []
    workflows = root / ".github" / "workflows"
    for file in sorted([*workflows.glob("*.yml"), *workflows.glob("*.yaml")]):
        name = file.relative_to(root)
        lines = file.read_text(encoding="utf-8").splitlines()
        if not any(re.match(r"^permissions:", line) for line in lines):
            problems.append(
                f"{name}:1: The workflow does not limit its token. Add `permissions: {{contents: read}}` "
                "at the top, and more only to the job that needs it."
            )
        for number, line in enumerate(lines, start=1):
            if re.match(r"^\s*permissions:\s*write-all\b", line):
                problems.append(f"{name}:{number}: The token may do everything. Name the rights it needs.")
            if re.match(r"^\s*(-\s*)?pull_request_target\b", line) or re.match(r"^on:.*\bpull_request_target\b", line):
                problems.append(
                    f"{name}:{number}: pull_request_target runs what a stranger sends with the rights of this "
                    "repository. Use pull_request."
                )
    return problems
