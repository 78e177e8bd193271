#!/usr/bin/env python3
"""Checks this repository against the platform's policies.

Runs every module in ci/checks. A module has a function `check(root)`, which returns one line for each problem:
`FILE:LINE: what is wrong. What to do.` Needs nothing but Python 3.
"""

from __future__ import annotations

import importlib.util
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def modules(folder: pathlib.Path) -> list[pathlib.Path]:
    return sorted(path for path in folder.glob("*.py") if not path.name.startswith("_"))


def problems_of(module: pathlib.Path, root: pathlib.Path) -> list[str]:
    spec = importlib.util.spec_from_file_location(f"checks_{module.stem}", module)
    if spec is None or spec.loader is None:
        return [f"{module.name}:1: This is no module of Python. Remove or repair it."]
    loaded = importlib.util.module_from_spec(spec)
    # A check that cannot run must not look like a check that passed.
    try:
        spec.loader.exec_module(loaded)
        return list(loaded.check(root))
    except Exception as error:  # noqa: BLE001
        return [
            f"ci/checks/{module.name}:1: The check itself failed: {type(error).__name__}: {error}. "
            "Repair it, or the file it reads."
        ]


def run(root: pathlib.Path, folder: pathlib.Path) -> list[str]:
    found = modules(folder)
    if not found:
        return ["ci/checks:1: There is no check here. Bring them back from the history."]
    return [problem for module in found for problem in problems_of(module, root)]


def main() -> int:
    folder = ROOT / "ci" / "checks"
    problems = run(ROOT, folder)
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}", file=sys.stderr)
        return 1
    print(f"{len(modules(folder))} checks passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
