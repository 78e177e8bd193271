"""Reads rendered repositories as their tools would: prints {folder: [problem, …]} for the folders given as lines."""

import ast
import importlib.util
import json
import pathlib
import sys
import xml.etree.ElementTree

try:
    import tomllib
except ImportError:  # Python 3.10
    tomllib = None


def syntax_problems(root):
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        name = file.relative_to(root)
        try:
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".py":
                ast.parse(text, str(name))
            elif file.suffix == ".xml":
                xml.etree.ElementTree.fromstring(text)
            elif file.suffix == ".toml" and tomllib:
                tomllib.loads(text)
        except Exception as error:
            yield f"{name}: {type(error).__name__}: {error}"


def policy_problems(root):
    spec = importlib.util.spec_from_file_location("check", root / "ci" / "check.py")
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    return check.run(root, root / "ci" / "checks")


sys.dont_write_bytecode = True
roots = [pathlib.Path(line) for line in sys.stdin.read().splitlines()]
print(json.dumps({str(root): [*syntax_problems(root), *policy_problems(root)] for root in roots}))
