"""Breaks this repository in one way at a time, and expects ci/checks/python.py to see it."""

from __future__ import annotations

import importlib.util
import pathlib
import shutil
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CHECKED = ["main.py", "requirements.txt", "requirements-dev.txt", "connectors/pom.xml", "tests/operators.txt"]


def load():
    spec = importlib.util.spec_from_file_location("python_check", ROOT / "ci" / "checks" / "python.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check


class PythonCheck(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name in [*CHECKED, *(path.relative_to(ROOT) for path in (ROOT / "job").glob("*.py")), ".flink/job.json"]:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.root / name)

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        self.assertIn(old, text)
        (self.root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def expect(self, where: str, what: str) -> None:
        problems = load()(self.root)
        self.assertEqual(len(problems), 1, problems)
        self.assertTrue(problems[0].startswith(where), problems[0])
        self.assertIn(what, problems[0])

    def test_nothing_is_wrong_now(self) -> None:
        self.assertEqual(load()(self.root), [])

    def test_a_repository_without_python_is_not_looked_at(self) -> None:
        (self.root / "main.py").unlink()
        self.assertEqual(load()(self.root / "nowhere"), [])

    def test_a_version_that_is_not_exact(self) -> None:
        self.change("requirements-dev.txt", "pytest==", "pytest>=")
        self.expect("requirements-dev.txt:", "no exact version")

    def test_another_line_of_flink_than_the_cluster_s(self) -> None:
        self.change("requirements-dev.txt", "apache-flink==", "apache-flink==9.")
        self.expect("requirements-dev.txt:", "is not of the line that the cluster runs")

    def test_flink_among_what_is_shipped(self) -> None:
        (self.root / "requirements.txt").write_text("apache-flink==2.2.1\n", encoding="utf-8")
        self.assertIn("Flink is on the cluster", "".join(load()(self.root)))

    def test_flink_itself_in_the_jar(self) -> None:
        dependency = "<dependency><groupId>org.apache.flink</groupId><artifactId>{}</artifactId></dependency>"
        self.change(
            "connectors/pom.xml", "<dependencies>", "<dependencies>" + dependency.format("flink-streaming-java")
        )
        self.expect("connectors/pom.xml:", "flink-streaming-java would be in the job's jar")

    def test_services_that_are_not_merged(self) -> None:
        self.change("connectors/pom.xml", "ServicesResourceTransformer", "DontIncludeResourceTransformer")
        self.expect("connectors/pom.xml:", "only one connector would be found")

    def test_operators_without_uids(self) -> None:
        self.change("job/environment.py", "return uids.assign(self.execution)", "return []")
        self.expect("job/environment.py:", "Operators get no uids")

    def test_uids_that_nobody_would_see_change(self) -> None:
        (self.root / "tests" / "operators.txt").unlink()
        self.expect("tests/operators.txt:", "is missing")

    def test_a_second_job_beside_the_first(self) -> None:
        self.change(
            "main.py",
            "    client = job.start()",
            '    job.tables.execute_sql("INSERT INTO a SELECT 1")\n    client = job.start()',
        )
        self.expect("main.py:", "starts a job of its own")

    def test_state_without_end(self) -> None:
        self.change("job/pipeline.py", '"table.exec.state.ttl": "1 d"', '"table.exec.state.ttl": "0"')
        self.expect("job/pipeline.py:", "grows for ever")


if __name__ == "__main__":
    unittest.main()
