"""Every check passes on a sound repository, and finds the one thing that is wrong in a broken one."""

from __future__ import annotations

import importlib.util
import json
import pathlib
import tempfile
import unittest

CI = pathlib.Path(__file__).resolve().parent.parent
CLUSTER = "arn:aws:kafka:us-east-1:111122223333:cluster/events/6a5b4c3d-1111-2222-3333-444455556666-7"
DIGEST = "3d3c42e5aac5ba805825da76410c181273ba90b1"

JOB = {
    "name": "orders",
    "flink": {"line": "2.2"},
    "tags": {"owner": "payments", "managed-by": "portal"},
    "catalog": {"annotations": {"example.com/application": "orders"}},
    "template": {"name": "flink-example", "version": "1.0.0"},
    "policy": {
        "allowedLines": ["2.2"],
        "requiredTags": ["owner", "environment", "managed-by"],
        "allowedRegions": ["us-east-1"],
    },
    "environments": [
        {"name": "staging", "region": "us-east-1", "open": [], "source": {"kind": "s3"}, "sink": {"kind": "s3"}},
        {
            "name": "production",
            "region": "us-east-1",
            "open": ["The ARN of the cluster."],
            "source": {"kind": "msk", "clusterArn": CLUSTER},
            "sink": {"kind": "s3"},
        },
    ],
}

SOUND = {
    ".flink/job.json": json.dumps(JOB, indent=2),
    ".flink/open/production.md": "- The ARN of the cluster.\n",
    ".github/CODEOWNERS": "* @org/team\n/.github/ @org/team @org/platform\n/.flink/ @org/team\n/infra/ @org/team\n",
    ".github/workflows/ci.yml": (
        "on: push\npermissions: {contents: read}\njobs:\n  a:\n    steps:\n"
        f"      - uses: actions/checkout@{DIGEST} # v7.0.1\n      - uses: ./local\n"
    ),
    "infra/params/production.json": json.dumps({"cluster": CLUSTER}),
    "catalog-info.yaml": (
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: orders\n  annotations:\n"
        "    flink.apache.org/template: flink-example@1.0.0\n    example.com/application: \"orders\"\n"
        "spec:\n  type: flink-application\n  owner: group:default/payments\n---\nkind: Resource\n"
    ),
}


def load(path: pathlib.Path):
    spec = importlib.util.spec_from_file_location(f"tested_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def problems(name: str, changes: dict[str, str | None] | None = None) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in {**SOUND, **(changes or {})}.items():
            if text is not None:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
        return load(CI / "checks" / f"{name}.py").check(root)


def job(**changes) -> dict[str, str]:
    return {".flink/job.json": json.dumps({**JOB, **changes}, indent=2)}


class Checks(unittest.TestCase):
    OURS = (
        "actions_pinned",
        "catalog_info",
        "code_owners",
        "conflict_markers",
        "job_file",
        "open_files",
        "secrets",
        "workflow_rights",
    )

    def test_pass_on_a_sound_repository(self):
        for name in self.OURS:
            with self.subTest(name):
                self.assertEqual(problems(name), [])

    def assert_found(self, name: str, changes: dict[str, str | None], where: str, what: str):
        found = problems(name, changes)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"{where}: "), found[0])
        self.assertIn(what, found[0])

    def test_an_action_by_its_tag(self):
        text = SOUND[".github/workflows/ci.yml"].replace(f"@{DIGEST} # v7.0.1", "@v7")
        self.assert_found("actions_pinned", {".github/workflows/ci.yml": text}, ".github/workflows/ci.yml:6", "not pinned")

    def test_a_digest_without_its_version(self):
        text = SOUND[".github/workflows/ci.yml"].replace(" # v7.0.1", "")
        self.assert_found("actions_pinned", {".github/workflows/ci.yml": text}, ".github/workflows/ci.yml:6", "which version")

    def test_an_image_by_its_tag(self):
        text = SOUND[".github/workflows/ci.yml"].replace("./local", "docker://alpine:3")
        self.assert_found("actions_pinned", {".github/workflows/ci.yml": text}, ".github/workflows/ci.yml:7", "not pinned")

    def test_a_workflow_with_every_right(self):
        text = SOUND[".github/workflows/ci.yml"].replace("permissions: {contents: read}\n", "")
        self.assert_found("workflow_rights", {".github/workflows/ci.yml": text}, ".github/workflows/ci.yml:1", "limit its token")

    def test_a_workflow_that_asks_for_every_right(self):
        text = SOUND[".github/workflows/ci.yml"].replace("{contents: read}", "write-all")
        self.assert_found("workflow_rights", {".github/workflows/ci.yml": text}, ".github/workflows/ci.yml:2", "everything")

    def test_a_workflow_for_strangers(self):
        text = SOUND[".github/workflows/ci.yml"].replace("on: push", "on: pull_request_target")
        self.assert_found("workflow_rights", {".github/workflows/ci.yml": text}, ".github/workflows/ci.yml:1", "stranger")

    def test_a_line_that_is_not_offered(self):
        self.assert_found("job_file", job(flink={"line": "1.15"}), ".flink/job.json:4", "1.15 is not offered")

    def test_a_tag_without_a_value(self):
        self.assert_found("job_file", job(tags={"managed-by": "portal"}), ".flink/job.json:6", "owner")

    def test_a_region_that_is_not_allowed(self):
        policy = {**JOB["policy"], "allowedRegions": ["eu-west-1"]}
        found = problems("job_file", job(policy=policy))
        self.assertEqual(len(found), 2, found)
        self.assertIn("us-east-1, which is not allowed", found[0])

    def test_a_job_file_that_is_no_json(self):
        self.assert_found("job_file", {".flink/job.json": "{\n"}, ".flink/job.json:2", "no JSON")

    def test_a_missing_job_file(self):
        self.assert_found("job_file", {".flink/job.json": None}, ".flink/job.json:1", "missing")

    def test_an_open_file_of_no_environment(self):
        self.assert_found("open_files", {".flink/open/prod.md": "x"}, ".flink/open/prod.md:1", "no environment prod")

    def test_a_guess_that_was_not_replaced(self):
        self.assert_found("open_files", {".flink/open/production.md": None}, "infra/params/production.json:1", "still the guess")

    def test_a_guess_in_an_overlay(self):
        changes = {
            ".flink/open/production.md": None,
            "infra/params/production.json": None,
            "deploy/overlays/production/properties.json": CLUSTER,
        }
        self.assert_found("open_files", changes, "deploy/overlays/production/properties.json:1", "still the guess")

    def test_gaps_that_were_filled(self):
        filled = {".flink/open/production.md": None, "infra/params/production.json": "{}"}
        self.assertEqual(problems("open_files", filled), [])

    def test_a_component_of_another_name(self):
        text = SOUND["catalog-info.yaml"].replace("name: orders", "name: visits")
        self.assert_found("catalog_info", {"catalog-info.yaml": text}, "catalog-info.yaml:4", "visits")

    def test_a_component_of_another_type(self):
        text = SOUND["catalog-info.yaml"].replace("flink-application", "service")
        self.assert_found("catalog_info", {"catalog-info.yaml": text}, "catalog-info.yaml:9", "service")

    def test_a_component_without_its_annotation(self):
        text = SOUND["catalog-info.yaml"].replace("    example.com/application: \"orders\"\n", "")
        self.assert_found("catalog_info", {"catalog-info.yaml": text}, "catalog-info.yaml:1", "example.com/application")

    def test_a_component_without_its_template(self):
        text = SOUND["catalog-info.yaml"].replace("flink.apache.org/template: flink-example@1.0.0", "a: b")
        self.assert_found("catalog_info", {"catalog-info.yaml": text}, "catalog-info.yaml:1", "flink.apache.org/template")

    def test_a_component_without_an_owner(self):
        text = SOUND["catalog-info.yaml"].replace("  owner: group:default/payments\n", "")
        self.assert_found("catalog_info", {"catalog-info.yaml": text}, "catalog-info.yaml:1", "Nobody owns")

    def test_a_repository_without_a_component(self):
        self.assert_found("catalog_info", {"catalog-info.yaml": "kind: Resource\n"}, "catalog-info.yaml:1", "0 components")

    def test_infrastructure_without_an_owner(self):
        text = SOUND[".github/CODEOWNERS"].replace("/infra/ @org/team\n", "# /infra/ @org/team\n")
        self.assert_found("code_owners", {".github/CODEOWNERS": text}, ".github/CODEOWNERS:1", "/infra/")

    def test_a_repository_without_an_owner(self):
        text = SOUND[".github/CODEOWNERS"].replace("* @org/team\n", "")
        self.assert_found("code_owners", {".github/CODEOWNERS": text}, ".github/CODEOWNERS:1", "as a whole")

    def test_credentials(self):
        # In pieces, so that no search for secrets takes this file for one.
        for secret in ("AKIA" + "A" * 16, "-----BEGIN RSA " + "PRIVATE KEY-----", "ghp_" + "a" * 36,
                       "aws_secret_access_key = " + "a" * 40):
            with self.subTest(secret):
                self.assert_found("secrets", {"src/a.properties": f"\n{secret}\n"}, "src/a.properties:2", "Revoke it")

    def test_a_conflict(self):
        text = "a\n" + "<" * 7 + " ours\nb\n"
        self.assert_found("conflict_markers", {"pom.xml": text}, "pom.xml:2", "not decided")


class Runner(unittest.TestCase):
    def setUp(self):
        self.runner = load(CI / "check.py")

    def run_with(self, modules: dict[str, str]) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in modules.items():
                (root / name).write_text(text, encoding="utf-8")
            return self.runner.run(root, root)

    def test_collects_the_problems_of_every_module(self):
        found = self.run_with({
            "a.py": "def check(root): return ['a:1: x.']",
            "b.py": "def check(root): return ['b:1: y.']",
        })
        self.assertEqual(found, ["a:1: x.", "b:1: y."])

    def test_a_check_that_cannot_run_is_a_problem(self):
        for text in ("def check(root): raise ValueError('no')", "import nowhere", "x ="):
            with self.subTest(text):
                self.assertIn("The check itself failed", self.run_with({"a.py": text})[0])

    def test_no_check_at_all_is_a_problem(self):
        self.assertIn("There is no check", self.run_with({})[0])

    def test_what_begins_with_an_underscore_is_no_check(self):
        self.assertEqual(self.run_with({"a.py": "def check(root): return []", "_b.py": "x ="}), [])


if __name__ == "__main__":
    unittest.main()
