"""A file in `.flink/open` belongs to an environment, and goes away only when its gaps are filled.

The id inside the ARN of an MSK cluster differs in every environment. A repository begins with a guess that holds
the id of the first environment's cluster, and a job that is deployed with the guess cannot start.
"""

from __future__ import annotations

import json
import pathlib


def check(root: pathlib.Path) -> list[str]:
    job = json.loads((root / ".flink" / "job.json").read_text(encoding="utf-8"))
    names = {environment["name"] for environment in job["environments"]}
    problems = []
    folder = root / ".flink" / "open"
    still_open = set()
    for file in sorted(folder.glob("*")) if folder.is_dir() else []:
        if file.suffix != ".md" or file.stem not in names:
            problems.append(
                f"{file.relative_to(root)}:1: There is no environment {file.stem}. Environments are "
                f"{', '.join(sorted(names))}."
            )
        still_open.add(file.stem)
    for environment in job["environments"]:
        name = environment["name"]
        if not environment["open"] or name in still_open:
            continue
        for guess in guesses(environment):
            for file in files_of(root, name):
                for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
                    if guess in line:
                        problems.append(
                            f"{file.relative_to(root)}:{number}: {guess} is still the guess. Write the ARN of the "
                            f"cluster in {name}, or bring .flink/open/{name}.md back."
                        )
    return problems


def guesses(environment: dict) -> list[str]:
    ends = (environment["source"], environment["sink"])
    return sorted({end["clusterArn"] for end in ends if end["kind"] == "msk"})


def files_of(root: pathlib.Path, environment: str) -> list[pathlib.Path]:
    overlay = root / "deploy" / "overlays" / environment
    return sorted(
        [
            *(root / "infra").glob(f"**/{environment}.*"),
            *(path for path in overlay.rglob("*") if path.is_file()),
        ]
    )
