"""The check of pom.xml passes on a sound pom, and finds the one thing that is wrong in a broken one."""

from __future__ import annotations

import importlib.util
import json
import pathlib
import tempfile
import unittest

CHECK = pathlib.Path(__file__).resolve().parent.parent / "checks" / "jvm.py"

SOUND = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <properties>
    <flink.version>2.2.1</flink.version>
    <maven.compiler.release>17</maven.compiler.release>
    <kafka.version>4.0.1-2.0</kafka.version>
  </properties>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>org.apache.flink</groupId>
        <artifactId>flink-clients</artifactId>
        <version>${flink.version}</version>
      </dependency>
      <dependency>
        <groupId>org.apache.flink</groupId>
        <artifactId>flink-connector-kafka</artifactId>
        <version>${kafka.version}</version>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-clients</artifactId>
      <scope>provided</scope>
    </dependency>
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-connector-kafka</artifactId>
    </dependency>
  </dependencies>
  <build><!-- maven-shade-plugin with ServicesResourceTransformer --></build>
</project>
"""


def problems_of(pom: str, line: str = "2.2", java: int = 17) -> list[str]:
    spec = importlib.util.spec_from_file_location("jvm", CHECK)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / ".flink").mkdir()
        (root / ".flink" / "job.json").write_text(json.dumps({"flink": {"line": line, "java": java}}))
        (root / "pom.xml").write_text(pom)
        return module.check(root)


class PomTest(unittest.TestCase):
    def finds(self, what: str, pom: str, **job: object) -> None:
        problems = problems_of(pom, **job)  # type: ignore[arg-type]
        self.assertEqual(len(problems), 1, problems)
        self.assertRegex(problems[0], what)

    def test_sound(self) -> None:
        self.assertEqual(problems_of(SOUND), [])

    def test_broken_xml(self) -> None:
        self.finds(r"^pom\.xml:\d+: This is no XML", SOUND.replace("</project>", ""))

    def test_flink_in_the_jar(self) -> None:
        self.finds(r"^pom\.xml:25: flink-clients would be in the jar", SOUND.replace("provided", "compile"))

    def test_flink_in_the_jar_by_default(self) -> None:
        self.finds("flink-clients would be in the jar", SOUND.replace("      <scope>provided</scope>\n", ""))

    def test_connector_base_belongs_to_the_cluster(self) -> None:
        self.finds(
            "flink-connector-base would be in the jar",
            SOUND.replace("flink-connector-kafka</artifactId>\n    </dep", "flink-connector-base</artifactId>\n    </dep"),
        )

    def test_legacy_kinesis(self) -> None:
        self.finds(
            "ended with Flink 1.x",
            SOUND.replace("flink-connector-kafka</artifactId>\n    </dep", "flink-connector-kinesis</artifactId>\n    </dep"),
        )

    def test_version_of_its_own(self) -> None:
        self.finds(
            "has a version of its own",
            SOUND.replace("      <scope>provided", "      <version>2.2.1</version>\n      <scope>provided"),
        )

    def test_version_that_moves(self) -> None:
        for version in ("[2.2,)", "2.2-SNAPSHOT", "LATEST", ""):
            with self.subTest(version):
                self.finds("not one fixed release", SOUND.replace("<version>${flink.version}", f"<version>{version}"))

    def test_another_line(self) -> None:
        self.finds(r"^pom\.xml:4: flink.version", SOUND.replace("2.2.1", "2.20.0"))

    def test_another_java(self) -> None:
        self.finds("Set it to 11", SOUND, java=11)

    def test_connector_of_another_line(self) -> None:
        for version in ("3.4.0-1.20", "5.0.0-2.3", "4.0.1-3.0"):
            with self.subTest(version):
                self.finds("flink-connector-kafka is built for", SOUND.replace("4.0.1-2.0", version))

    def test_connector_of_the_newer_major(self) -> None:
        self.finds("built for Flink 2.0", SOUND.replace("2.2.1", "1.20.3"), line="1.20")

    def test_lost_factories(self) -> None:
        self.finds("ServicesResourceTransformer", SOUND.replace(" with ServicesResourceTransformer", ""))

    def test_no_pom(self) -> None:
        spec = importlib.util.spec_from_file_location("jvm", CHECK)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(module.check(pathlib.Path(folder)), [])


if __name__ == "__main__":
    unittest.main()
