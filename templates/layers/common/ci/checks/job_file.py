"""`.flink/job.json` is what this repository was made from: readable, of an offered line, and with all tags."""

from __future__ import annotations

import json
import pathlib
import re

NAME = ".flink/job.json"
# Given to each application by its own environment.
PER_ENVIRONMENT = {"environment"}


def check(root: pathlib.Path) -> list[str]:
    file = root / NAME
    if not file.is_file():
        return [f"{NAME}:1: The file is missing. The portal and these checks read it: bring it back from the history."]
    text = file.read_text(encoding="utf-8")
    try:
        job = json.loads(text)
    except json.JSONDecodeError as error:
        return [f"{NAME}:{error.lineno}: This is no JSON: {error.msg}. Repair it."]
    problems = []
    policy = job["policy"]
    line = job["flink"]["line"]
    if line not in policy["allowedLines"]:
        problems.append(
            f"{NAME}:{line_of(text, 'line')}: Flink {line} is not offered. Use one of "
            f"{', '.join(policy['allowedLines'])}, by the portal's template Upgrade Flink version."
        )
    for tag in policy["requiredTags"]:
        if tag not in PER_ENVIRONMENT and not job["tags"].get(tag):
            problems.append(f"{NAME}:{line_of(text, 'tags')}: The tag {tag} has no value. Every application needs it.")
    for environment in job["environments"]:
        region = environment["region"]
        if region not in policy["allowedRegions"]:
            problems.append(
                f"{NAME}:{line_of(text, 'region', region)}: {environment['name']} is in {region}, which is not "
                f"allowed. Use one of {', '.join(policy['allowedRegions'])}."
            )
    return problems


def line_of(text: str, key: str, value: str = "") -> int:
    pattern = re.compile(rf'"{re.escape(key)}"\s*:\s*{re.escape(json.dumps(value)) if value else ""}')
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.search(line):
            return number
    return 1
