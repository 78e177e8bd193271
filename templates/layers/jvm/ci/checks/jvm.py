"""What pom.xml must and must not say."""

from __future__ import annotations

import json
import pathlib
import re
import xml.etree.ElementTree as ElementTree

MAVEN = "{http://maven.apache.org/POM/4.0.0}"

# Parts of Flink that a job brings along; all others come with the cluster.
BROUGHT_ALONG = re.compile(
    r"^flink-(connector-(?!base$|files$).+|sql-connector-.+|parquet|sql-parquet|avro.*|json-glue.*|orc|protobuf)$"
)
LEGACY_KINESIS = re.compile(r"^flink-(sql-)?connector-kinesis$")
UNFIXED = re.compile(r"SNAPSHOT|LATEST|RELEASE|[\[\](),]")
PROPERTY = re.compile(r"\$\{([^}]+)}")


class Pom:
    """A pom and the lines its dependencies are on."""

    def __init__(self, path: pathlib.Path) -> None:
        self.text = path.read_text(encoding="utf-8")
        self.root = ElementTree.fromstring(self.text)
        self.properties = {
            element.tag.removeprefix(MAVEN): (element.text or "").strip()
            for element in self.root.iterfind(f"{MAVEN}properties/*")
            if isinstance(element.tag, str)
        }

    def dependencies(self) -> list[ElementTree.Element]:
        return self.root.findall(f"{MAVEN}dependencies/{MAVEN}dependency")

    def managed(self) -> list[ElementTree.Element]:
        return self.root.findall(
            f"{MAVEN}dependencyManagement/{MAVEN}dependencies/{MAVEN}dependency"
        )

    def value(self, text: str) -> str:
        return PROPERTY.sub(lambda found: self.properties.get(found[1], found[0]), text)

    def line_of(self, what: str, last: bool = False) -> int:
        """The line something is on: the first one, or the last, which is behind dependencyManagement."""
        at = self.text.rfind(what) if last else self.text.find(what)
        return self.text.count("\n", 0, at) + 1 if at >= 0 else 1


def text_of(element: ElementTree.Element, name: str, otherwise: str = "") -> str:
    return (element.findtext(f"{MAVEN}{name}") or otherwise).strip()


def check(root: pathlib.Path) -> list[str]:
    path = root / "pom.xml"
    if not path.exists():
        return []
    try:
        pom = Pom(path)
    except ElementTree.ParseError as error:
        return [f"pom.xml:{error.position[0]}: This is no XML: {error}. Repair it."]
    return [
        *scope_problems(pom),
        *version_problems(pom),
        *line_problems(pom, root),
        *shade_problems(pom),
    ]


def scope_problems(pom: Pom) -> list[str]:
    problems = []
    for dependency in pom.dependencies():
        artifact = text_of(dependency, "artifactId")
        line = pom.line_of(f"<artifactId>{artifact}</artifactId>", last=True)
        if text_of(dependency, "groupId") != "org.apache.flink":
            continue
        if LEGACY_KINESIS.match(artifact):
            problems.append(
                f"pom.xml:{line}: {artifact} ended with Flink 1.x. Use flink-connector-aws-kinesis-streams."
            )
        elif not BROUGHT_ALONG.match(artifact) and text_of(
            dependency, "scope", "compile"
        ) not in ("provided", "test"):
            problems.append(
                f"pom.xml:{line}: {artifact} would be in the jar, beside the one of the cluster. "
                "Give it <scope>provided</scope>."
            )
    return problems


def version_problems(pom: Pom) -> list[str]:
    problems = []
    for dependency in pom.dependencies():
        artifact = text_of(dependency, "artifactId")
        if text_of(dependency, "version"):
            problems.append(
                f"pom.xml:{pom.line_of(f'<artifactId>{artifact}</artifactId>', last=True)}: {artifact} has a version "
                "of its own. Move it to <dependencyManagement>."
            )
    for dependency in pom.managed():
        artifact = text_of(dependency, "artifactId")
        version = pom.value(text_of(dependency, "version"))
        if not version or UNFIXED.search(version):
            problems.append(
                f"pom.xml:{pom.line_of(f'<artifactId>{artifact}</artifactId>')}: {artifact} has the version "
                f'"{version}", which is not one fixed release. Name one.'
            )
    return problems


def line_problems(pom: Pom, root: pathlib.Path) -> list[str]:
    """Flink, Java and connectors must be of the line that the job is deployed on."""
    job_file = root / ".flink" / "job.json"
    if not job_file.exists():
        return []
    flink = json.loads(job_file.read_text(encoding="utf-8"))["flink"]
    line, java = str(flink["line"]), str(flink["java"])
    problems = []
    version = pom.properties.get("flink.version", "")
    if version != line and not version.startswith(f"{line}."):
        problems.append(
            f'pom.xml:{pom.line_of("<flink.version>")}: flink.version is "{version}", but the job runs on Flink {line} '
            "(.flink/job.json). Change both in one pull request."
        )
    release = pom.properties.get("maven.compiler.release", "")
    if release != java:
        problems.append(
            f'pom.xml:{pom.line_of("<maven.compiler.release>")}: maven.compiler.release is "{release}", but the '
            f"cluster has Java {java} (.flink/job.json). Set it to {java}."
        )
    for dependency in pom.managed():
        artifact = text_of(dependency, "artifactId")
        suffix = re.search(r"-(\d+\.\d+)$", pom.value(text_of(dependency, "version")))
        if (
            text_of(dependency, "groupId") == "org.apache.flink"
            and suffix
            and not runs_on(suffix[1], line)
        ):
            problems.append(
                f"pom.xml:{pom.line_of(f'<artifactId>{artifact}</artifactId>')}: {artifact} is built for Flink "
                f"{suffix[1]}, but the job runs on {line}. Choose the release for {line}."
            )
    return problems


def runs_on(built_for: str, line: str) -> bool:
    """Connectors of 2.0 run on later lines of 2; those of 1.x are for their line alone."""
    connector, cluster = (tuple(map(int, it.split("."))) for it in (built_for, line))
    if cluster[0] == 1:
        return connector == cluster
    return connector[0] == cluster[0] and connector <= cluster


def shade_problems(pom: Pom) -> list[str]:
    if "maven-shade-plugin" not in pom.text or "ServicesResourceTransformer" in pom.text:
        return []
    return [
        f"pom.xml:{pom.line_of('maven-shade-plugin')}: The jar is made without ServicesResourceTransformer, so all but one "
        "of the connectors' factories are lost. Add it to the transformers."
    ]
