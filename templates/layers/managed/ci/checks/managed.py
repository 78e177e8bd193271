"""What every application on Managed Flink must hold: rights without reasonless wildcards, an offered runtime,
snapshots, rollback, required tags, nothing that is lost with its stack, and a runbook for every alarm.

Reads CloudFormation line by line, so that it needs nothing but Python. cfn-lint checks what is valid; this checks
what is allowed.
"""

from __future__ import annotations

import json
import pathlib
import re
from typing import Iterator

RETAINED = {"AWS::KinesisAnalyticsV2::Application", "AWS::Logs::LogGroup"}
ACTION = re.compile(r"""(?<![\w:/.-])(?P<action>\*|[a-z][a-z0-9-]+:[A-Za-z]*\*[A-Za-z*]*)(?=['"\s,\]}]|$)""")
REASON = re.compile(r"#\s*wildcard:\s*\S")


def check(root: pathlib.Path) -> list[str]:
    job = json.loads((root / ".flink" / "job.json").read_text(encoding="utf-8"))
    templates = sorted((root / "infra").glob("*.yaml"))
    if not templates:
        return ["infra:1: There is no template. Bring infra/20-application.yaml back from the history."]
    problems: list[str] = []
    for file in templates:
        lines = file.read_text(encoding="utf-8").splitlines()
        name = file.relative_to(root)
        problems += [f"{name}:{number}: {problem}" for number, problem in wildcards(lines)]
        problems += [f"{name}:{number}: {problem}" for number, problem in configuration(lines, job)]
        problems += [f"{name}:{number}: {problem}" for number, problem in retention(lines)]
        problems += [f"{name}:{number}: {problem}" for number, problem in alarms(lines, root)]
    problems += parameters(root, job)
    return problems


def wildcards(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in policy_lines(lines):
        code = without_comment(line)
        if "ManagedPolicyArns" in code:
            yield number, "A policy made for everybody grants more than the job needs. Write its few actions here."
        if "*" not in code:
            continue
        in_resource = key_of(lines, number) in {"Resource", "NotResource", "Condition"}
        action = ACTION.search(code)
        if not in_resource and action:
            yield number, (
                f"{action['action']} grants more than the job needs. Name the actions it really calls."
            )
        elif not reasoned(lines, number):
            yield number, (
                "A wildcard without a reason. Name the resource, or say on the line before why it cannot be named: "
                "# wildcard: <reason>"
            )


def policy_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines of every policy document, however deep they are."""
    inside: int | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = indentation(line)
        if inside is not None and indent <= inside:
            inside = None
        if re.match(r"^\s*(- )?(\w*PolicyDocument|ManagedPolicyArns|Statement)\b", line):
            inside = indent if inside is None else inside
            yield number, line
        elif inside is not None:
            yield number, line


def key_of(lines: list[str], number: int) -> str:
    """The key of a statement that a line belongs to: Action, Resource, Condition, …"""
    line = lines[number - 1]
    flow = re.findall(r"\b(Not)?(Action|Resource|Condition)\s*:", line)
    if len(flow) > 1:
        # A statement on one line: as strict as for an action.
        return "Action"
    indent = indentation(line) + 1
    for earlier in reversed(lines[:number]):
        if not earlier.strip() or earlier.lstrip().startswith("#") or indentation(earlier) >= indent:
            continue
        indent = indentation(earlier)
        found = re.match(r"^\s*(?:- )?(\w+):", earlier)
        if found and found[1] in {"Action", "NotAction", "Resource", "NotResource", "Condition"}:
            return found[1]
        if re.match(r"^\s*-\s", earlier) and re.match(r"^\s*-\s+(Sid|Effect):", earlier):
            return ""
    return ""


def reasoned(lines: list[str], number: int) -> bool:
    if REASON.search(lines[number - 1]):
        return True
    # The comment stands before the line, or before the key whose value it is.
    for earlier in reversed(lines[max(0, number - 4) : number - 1]):
        if earlier.lstrip().startswith("#"):
            return REASON.search(earlier) is not None
        if "*" in earlier:
            return False
    return False


def configuration(lines: list[str], job: dict) -> Iterator[tuple[int, str]]:
    allowed = {f"FLINK-{line.replace('.', '_')}" for line in job["policy"]["allowedLines"]}
    for start, kind, block in resources(lines):
        if kind != "AWS::KinesisAnalyticsV2::Application":
            continue
        text = [without_comment(line) for line in block]
        for offset, line in enumerate(text):
            runtime = re.match(r"""^\s*RuntimeEnvironment:\s*['"]?([^'"\s]+)""", line)
            if runtime and runtime[1] not in allowed:
                yield start + offset, (
                    f"{runtime[1]} is not offered. Use one of {', '.join(sorted(allowed))}, by the portal's template "
                    "Upgrade Flink version."
                )
            custom = re.match(r"^\s*ConfigurationType:\s*(\S+)", line)
            if custom and custom[1] != "CUSTOM":
                yield start + offset, "The service ignores the values beside this. Write CUSTOM."
        for wanted, reason in (
            (r"RuntimeEnvironment:\s*\S", "The runtime is not given. Write RuntimeEnvironment."),
            (r"SnapshotsEnabled:\s*true\b", "Without snapshots every update loses the job's state. Write SnapshotsEnabled: true."),
            (r"RollbackEnabled:\s*true\b", "An update that does not start would stay down. Write RollbackEnabled: true."),
        ):
            if not any(re.match(rf"^\s*{wanted}", line) for line in text):
                yield start, reason
        for group in ("CheckpointConfiguration", "MonitoringConfiguration", "ParallelismConfiguration"):
            found = [index for index, line in enumerate(text) if re.match(rf"^\s*{group}:", line)]
            if not found or not any("ConfigurationType:" in line for line in inner(text, found[0])):
                yield start + (found[0] if found else 0), f"{group} has no ConfigurationType: CUSTOM, so it is ignored. Add it."
        tags = {match[1] for line in text if (match := re.match(r"""^\s*-\s*\{?\s*Key:\s*['"]?([^'",}\s]+)""", line))}
        for tag in job["policy"]["requiredTags"]:
            if tag not in tags:
                yield start, f"The application has no tag {tag}. Add it to its Tags: the portal and the bill go by it."


def retention(lines: list[str]) -> Iterator[tuple[int, str]]:
    for start, kind, block in resources(lines):
        if kind not in RETAINED:
            continue
        for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
            if not any(re.match(rf"^    {policy}:\s*Retain(ExceptOnCreate)?\s*$", without_comment(line)) for line in block):
                yield start, f"{kind} would be lost with its stack. Write {policy}: Retain."


def alarms(lines: list[str], root: pathlib.Path) -> Iterator[tuple[int, str]]:
    file = root / "docs" / "runbook.md"
    sections = set(re.findall(r"^## (\S+)\s*$", file.read_text(encoding="utf-8"), re.M)) if file.is_file() else set()
    for start, kind, block in resources(lines):
        if kind not in {"AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"}:
            continue
        text = "\n".join(block)
        name = re.search(r"AlarmName:\s*(?:!Sub\s+)?['\"]?\$\{ApplicationName\}-([a-z0-9-]+)", text)
        if not name:
            yield start, "The alarm's name does not begin with the job's. Write !Sub ${ApplicationName}-<what-rings>."
        elif name[1] not in sections:
            yield start, f"docs/runbook.md has no section {name[1]}. Write what to do when the alarm rings: ## {name[1]}"
        elif not re.search(rf"runbook\.md#{re.escape(name[1])}\b", text):
            yield start, f"The alarm does not lead to its runbook. End AlarmDescription with …/docs/runbook.md#{name[1]}"


def parameters(root: pathlib.Path, job: dict) -> list[str]:
    problems = []
    for environment in job["environments"]:
        file = root / "infra" / "params" / f"{environment['name']}.json"
        name = file.relative_to(root)
        if not file.is_file():
            problems.append(f"{name}:1: The file is missing: nothing can be deployed to {environment['name']}.")
            continue
        try:
            values = json.loads(file.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            problems.append(f"{name}:{error.lineno}: This is no JSON: {error.msg}. Repair it.")
            continue
        for tag in job["policy"]["requiredTags"]:
            if not values.get("tags", {}).get(tag):
                problems.append(f"{name}:1: The tag {tag} has no value. Every stack needs it.")
        if values.get("region") not in job["policy"]["allowedRegions"]:
            problems.append(
                f"{name}:1: {values.get('region')} is not allowed. Use one of {', '.join(job['policy']['allowedRegions'])}."
            )
    return problems


def resources(lines: list[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Line, type and lines of every resource of a template."""
    within = False
    start, block = 0, []
    for number, line in enumerate([*lines, "End:"], start=1):
        if re.match(r"^\S", line) and not line.startswith("#"):
            if within and block:
                yield from typed(start, block)
            within, block = line.startswith("Resources:"), []
        elif within and re.match(r"^  [A-Za-z0-9]+:\s*$", line):
            if block:
                yield from typed(start, block)
            start, block = number, [line]
        elif within and block:
            block.append(line)


def typed(start: int, block: list[str]) -> Iterator[tuple[int, str, list[str]]]:
    for line in block:
        kind = re.match(r"^    Type:\s*['\"]?([A-Za-z0-9:]+)", line)
        if kind:
            yield start, kind[1], block
            return


def inner(lines: list[str], index: int) -> list[str]:
    """A key's own line and those below it."""
    indent = indentation(lines[index])
    found = [lines[index]]
    for line in lines[index + 1 :]:
        if line.strip() and indentation(line) <= indent:
            break
        found.append(line)
    return found


def indentation(line: str) -> int:
    """Of a key; the dash of a list's item counts as part of it."""
    return len(line) - len(line.lstrip(" "))


def without_comment(line: str) -> str:
    return "" if line.lstrip().startswith("#") else re.sub(r"\s#.*$", "", line)
