"""`catalog-info.yaml` describes the application that `.flink/job.json` deploys, so that the portal finds it."""

from __future__ import annotations

import json
import pathlib
import re

NAME = "catalog-info.yaml"


def check(root: pathlib.Path) -> list[str]:
    file = root / NAME
    if not file.is_file():
        return [f"{NAME}:1: The file is missing, so the portal does not know this job. Bring it back from the history."]
    job = json.loads((root / ".flink" / "job.json").read_text(encoding="utf-8"))
    documents = split(file.read_text(encoding="utf-8"))
    components = [(first, lines) for first, lines in documents if "kind: Component" in lines]
    if len(components) != 1:
        return [f"{NAME}:1: It has {len(components)} components. It needs one, for the job."]
    first, lines = components[0]
    problems = []
    wanted = {
        r"^  name: (.+)$": (job["name"], "The name of the component must be that of the application"),
        r"^  type: (.+)$": ("flink-application", "The type decides which page the portal shows"),
    }
    for pattern, (value, why) in wanted.items():
        number, found = find(lines, pattern)
        if found != value:
            problems.append(
                f"{NAME}:{first + number}: It says {found or 'nothing'} where {value} is expected. {why}."
            )
    _, owner = find(lines, r"^  owner: (.+)$")
    if not owner:
        problems.append(f"{NAME}:{first}: Nobody owns the component. Add spec.owner.")
    for annotation, value in job["catalog"]["annotations"].items():
        number, found = find(lines, rf"^    {re.escape(annotation)}: (.+)$")
        if found is None:
            problems.append(
                f"{NAME}:{first}: The annotation {annotation} is missing, so the portal cannot find the application. "
                f"Add it: {value}"
            )
    _, template = find(lines, r"^    flink\.apache\.org/template: (.+)$")
    if not template or "@" not in template:
        problems.append(
            f"{NAME}:{first}: The annotation flink.apache.org/template is missing. It is "
            f"{job['template']['name']}@{job['template']['version']}."
        )
    return problems


def split(text: str) -> list[tuple[int, list[str]]]:
    """The documents of a YAML file with the number of their first line."""
    documents: list[tuple[int, list[str]]] = [(1, [])]
    for number, line in enumerate(text.splitlines(), start=1):
        if line == "---":
            documents.append((number + 1, []))
        else:
            documents[-1][1].append(line.rstrip())
    return documents


def find(lines: list[str], pattern: str) -> tuple[int, str | None]:
    for number, line in enumerate(lines):
        match = re.match(pattern, line)
        if match:
            return number, match[1].strip().strip("\"'")
    return 0, None
