"""What holds for every Python job: exact versions, uids, bounded state, and nothing that the cluster brings itself."""

from __future__ import annotations

import json
import pathlib
import re

# On the cluster already, or read from nowhere there.
PROVIDED = re.compile(
    r"^flink-(core|streaming-java|runtime|clients|dist|table-.*|python|s3-fs-.*|connector-base|connector-files)$"
)


def check(root: pathlib.Path) -> list[str]:
    if not (root / "main.py").is_file():
        return []
    return [
        *_requirements(root),
        *_connectors(root),
        *_starts_with_uids(root),
        *_pipeline(root),
    ]


def _lines(root: pathlib.Path, name: str) -> list[tuple[int, str]]:
    path = root / name
    if not path.is_file():
        return []
    return list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))


def _requirements(root: pathlib.Path) -> list[str]:
    problems = []
    flink = None
    for name in ("requirements.txt", "requirements-dev.txt"):
        if not (root / name).is_file():
            problems.append(f"{name}:1: The file is missing. Bring it back: CI installs what it names.")
        for number, line in _lines(root, name):
            wanted = line.split("#", 1)[0].strip()
            if not wanted or wanted.startswith("-r "):
                continue
            exact = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([0-9][A-Za-z0-9.]*)(?:\s*\\)?", wanted)
            if wanted.startswith("--hash="):
                continue
            if not exact:
                problems.append(f"{name}:{number}: '{wanted}' has no exact version. Write name==version.")
                continue
            package, version = exact.groups()
            if package.lower() == "apache-flink":
                flink = version
                if name == "requirements.txt":
                    problems.append(f"{name}:{number}: Flink is on the cluster. Name it in requirements-dev.txt only.")
    runs = _version_that_runs(root)
    if flink is None:
        problems.append("requirements-dev.txt:1: apache-flink is missing. Name the version that the cluster runs.")
    elif runs and flink.split(".")[:2] != runs.split(".")[:2]:
        problems.append(
            f"requirements-dev.txt:1: apache-flink {flink} is not of the line that the cluster runs ({runs}). "
            "Change both in one pull request."
        )
    return problems


def _version_that_runs(root: pathlib.Path) -> str | None:
    try:
        return json.loads((root / ".flink" / "job.json").read_text(encoding="utf-8"))["flink"]["version"]
    except (OSError, ValueError, KeyError, TypeError):
        # ci/checks/job_file.py speaks of that.
        return None


def _connectors(root: pathlib.Path) -> list[str]:
    name = "connectors/pom.xml"
    lines = _lines(root, name)
    if not lines:
        return [f"{name}:1: The file is missing. Bring it back: it makes the jar of the connectors."]
    text = "\n".join(line for _, line in lines)
    problems = []
    for block in re.finditer(r"<dependency>.*?</dependency>", text, re.DOTALL):
        artifact = re.search(r"<artifactId>([^<]+)</artifactId>", block.group())
        provided = re.search(r"<scope>(provided|test)</scope>", block.group())
        if artifact and PROVIDED.match(artifact.group(1)) and not provided:
            line = text.count("\n", 0, block.start() + block.group().index(artifact.group())) + 1
            problems.append(
                f"{name}:{line}: {artifact.group(1)} would be in the job's jar, and is on the cluster. "
                "Remove it, or give it the scope provided."
            )
    if "ServicesResourceTransformer" not in text:
        problems.append(
            f"{name}:1: The shade plugin has no ServicesResourceTransformer, so only one connector would be found. "
            "Bring it back."
        )
    return problems


def _starts_with_uids(root: pathlib.Path) -> list[str]:
    problems = []
    environment = "\n".join(line for _, line in _lines(root, "job/environment.py"))
    if "uids.assign(" not in environment:
        problems.append(
            "job/environment.py:1: Operators get no uids, so the next change to the job loses its state. "
            "Call uids.assign after the statements are attached."
        )
    if not (root / "tests" / "operators.txt").is_file():
        problems.append(
            "tests/operators.txt:1: The file is missing. Bring it back: it shows in review which state a change loses."
        )
    for name in ["main.py", *sorted(path.relative_to(root).as_posix() for path in (root / "job").rglob("*.py"))]:
        for number, line in _lines(root, name):
            if re.search(r"execute_sql\(\s*[rf]*[\"']{1,3}\s*INSERT\b|\.execute_insert\(", line, re.IGNORECASE):
                problems.append(
                    f"{name}:{number}: This starts a job of its own, without uids. Use Environment.attach and start."
                )
    return problems


def _pipeline(root: pathlib.Path) -> list[str]:
    name = "job/pipeline.py"
    text = "\n".join(line for _, line in _lines(root, name))
    ttl = re.search(r"[\"']table\.exec\.state\.ttl[\"']\s*:\s*[\"']([^\"']*)[\"']", text)
    if not ttl or re.fullmatch(r"\s*0\s*\w*\s*", ttl.group(1)):
        return [
            f"{name}:1: table.exec.state.ttl is not set, so state without a window grows for ever. "
            "Set how long a key is remembered."
        ]
    return []
