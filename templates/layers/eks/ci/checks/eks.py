"""What Kustomize makes of every environment is what the platform allows on its clusters.

Looks at the objects and not at the files, because a patch can take away what the base has. Needs kubectl, and no
cluster.
"""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import subprocess

# Of release 1.15 of the operator. A version outside is refused, or ignored with an event only.
OPERATOR_VERSIONS = {
    f"v{major}_{minor}" for major, minors in ((1, range(13, 21)), (2, range(0, 3))) for minor in minors
}
# The API server drops what it does not know, and the job runs without what was meant.
SPEC_FIELDS = {
    "flinkConfiguration", "flinkVersion", "image", "imagePullPolicy", "ingress", "job", "jobManager",
    "logConfiguration", "mode", "podTemplate", "restartNonce", "serviceAccount", "taskManager",
}  # fmt: skip
JOB_FIELDS = {
    "allowNonRestoredState", "args", "autoscalerResetNonce", "checkpointTriggerNonce", "entryClass",
    "initialSavepointPath", "jarURI", "parallelism", "savepointRedeployNonce", "savepointTriggerNonce", "state",
    "upgradeMode",
}  # fmt: skip
DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")
WILDCARD_ACTION = re.compile(r"(?<![\w:/.-])[a-z][a-z0-9-]*:[A-Za-z]*\*(?![\w/:])")
EVERYTHING = re.compile(r"""(?:Action|Resource|Principal|AWS|-)\s*:?\s+\[?\s*['"]?\*['"]?\s*\]?\s*$""")
BASE = pathlib.PurePath("deploy/base")


def check(root: pathlib.Path) -> list[str]:
    job = json.loads((root / ".flink" / "job.json").read_text(encoding="utf-8"))
    problems = roles_of_pods(root, job)
    if shutil.which("kubectl") is None:
        return [
            *problems,
            "deploy/base/kustomization.yaml:1: Not checked: there is no kubectl. Install it; it needs no cluster.",
        ]
    for environment in job["environments"]:
        overlay = pathlib.PurePath("deploy/overlays", environment["name"])
        objects, error = rendered(root / overlay)
        if error:
            problems.append(f"{overlay}/kustomization.yaml:1: Kustomize cannot render this: {error}. Repair it.")
            continue
        problems.extend(Environment(root, job, environment, overlay, objects).problems())
    return sorted(set(problems))


def rendered(overlay: pathlib.Path) -> tuple[list[dict], str | None]:
    """The objects of an overlay as kubectl reads them; nothing but kubectl knows YAML here."""
    alone = {**os.environ, "KUBECONFIG": os.devnull}
    built = subprocess.run(
        ["kubectl", "kustomize", str(overlay)], capture_output=True, text=True, env=alone, check=False
    )
    if built.returncode != 0:
        return [], last_line(built.stderr)
    # `label --local` is the command that prints any kind as JSON without asking a server.
    read = subprocess.run(
        ["kubectl", "label", "--local", "--overwrite", "--filename=-", "ci=checked", "--output=json"],
        input=built.stdout, capture_output=True, text=True, env=alone, check=False,
    )  # fmt: skip
    if read.returncode != 0:
        return [], last_line(read.stderr)
    objects: list[dict] = []
    decoder, text, at = json.JSONDecoder(), read.stdout.strip(), 0
    while at < len(text):
        found, end = decoder.raw_decode(text, at)
        objects.append(found)
        at = end + len(text[end:]) - len(text[end:].lstrip())
    return objects, None


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return (lines[-1] if lines else "it says nothing").rstrip(".")


def roles_of_pods(root: pathlib.Path, job: dict) -> list[str]:
    problems = []
    for file in sorted((root / "infra").rglob("*.y*ml")):
        name = file.relative_to(root)
        lines = file.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            code = re.sub(r"(^|\s)#.*$", "", line)
            match = WILDCARD_ACTION.search(code)
            if match:
                problems.append(f"{name}:{number}: {match[0]} allows more than is known today. Name each action.")
            elif EVERYTHING.search(code) or re.search(r"s3:::\*", code):
                problems.append(f"{name}:{number}: * stands for everything. Name the resource.")
    for environment in job["environments"]:
        file = root / "infra" / "irsa" / f"{environment['name']}.yaml"
        name = file.relative_to(root)
        if not file.is_file():
            problems.append(f"{name}:1: {environment['name']} has no role. Bring the file back from the history.")
            continue
        code = re.sub(r"(?m)(^|\s)#.*$", "", file.read_text(encoding="utf-8"))
        if re.search(r"Service:\s*pods\.eks\.amazonaws\.com", code):
            continue
        account = f"system:serviceaccount:{environment['eks']['namespace']}:{job['name']}"
        provider = re.escape(environment["eks"]["oidcProvider"])
        exactly = re.search(r"StringEquals:\s*\n((?:\s+\S+:\s.*\n?)+)", code)
        conditions = exactly[1] if exactly else ""
        line = line_of(file, "AssumeRolePolicyDocument") or 1
        if not re.search(rf"{provider}:sub['\"]?:\s+['\"]?{re.escape(account)}['\"]?\s*$", conditions, re.M):
            problems.append(
                f"{name}:{line}: Other service accounts could take this role. "
                f"Trust {account} alone, with StringEquals on {environment['eks']['oidcProvider']}:sub."
            )
        if not re.search(rf"{provider}:aud['\"]?:\s+['\"]?sts\.amazonaws\.com['\"]?\s*$", conditions, re.M):
            problems.append(
                f"{name}:{line}: Tokens made for somebody else could take this role. "
                f"Require sts.amazonaws.com with StringEquals on {environment['eks']['oidcProvider']}:aud."
            )
    return problems


def line_of(file: pathlib.Path, text: str) -> int | None:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if text in line and not line.lstrip().startswith("#"):
            return number
    return None


def flat(configuration: dict, prefix: str = "") -> dict[str, str]:
    """The operator reads nested keys as dotted ones."""
    found: dict[str, str] = {}
    for key, value in configuration.items():
        if isinstance(value, dict):
            found.update(flat(value, f"{prefix}{key}."))
        else:
            found[f"{prefix}{key}"] = str(value)
    return found


class Environment:
    def __init__(
        self, root: pathlib.Path, job: dict, environment: dict, overlay: pathlib.PurePath, objects: list[dict]
    ) -> None:
        self.root = root
        self.job = job
        self.environment = environment
        self.production = environment["production"]
        self.overlay = overlay
        self.objects = objects
        self.found: list[str] = []

    def problems(self) -> list[str]:
        deployments = self.of_kind("FlinkDeployment")
        if len(deployments) != 1 or deployments[0]["metadata"]["name"] != self.job["name"]:
            self.say("FlinkDeployment", f"There must be one FlinkDeployment, {self.job['name']}.", "Restore it.")
            return self.found
        deployment = deployments[0]
        spec = deployment.get("spec") or {}
        self.fields(spec)
        self.version(spec)
        self.image(spec)
        self.labels(deployment)
        self.state(spec)
        self.pods(spec)
        self.account(spec)
        self.surroundings()
        self.alerts()
        return self.found

    def of_kind(self, kind: str) -> list[dict]:
        return [each for each in self.objects if each.get("kind") == kind]

    def say(self, near: str, wrong: str, do: str) -> None:
        """Points to the overlay when it mentions the matter, else to the base."""
        folders = [self.root / self.overlay, self.root / BASE]
        for folder in folders:
            for file in sorted(folder.glob("*.yaml")):
                number = line_of(file, near)
                if number:
                    where = f"{file.relative_to(self.root)}:{number}"
                    self.found.append(f"{where}: {wrong} {do} ({self.environment['name']})")
                    return
        self.found.append(f"{BASE}/flinkdeployment.yaml:1: {wrong} {do} ({self.environment['name']})")

    def fields(self, spec: dict) -> None:
        for where, known, given in (("spec", SPEC_FIELDS, spec), ("spec.job", JOB_FIELDS, spec.get("job") or {})):
            for field in sorted(set(given) - known):
                self.say(f"{field}:", f"{where} of a FlinkDeployment has no field {field}.", "Correct or remove it.")

    def version(self, spec: dict) -> None:
        version = str(spec.get("flinkVersion"))
        allowed = self.job["policy"]["allowedLines"]
        line = version.removeprefix("v").replace("_", ".")
        if version not in OPERATOR_VERSIONS:
            self.say("flinkVersion:", f"The operator does not know {version}.", f"Use one of {', '.join(allowed)}.")
        elif line not in allowed:
            self.say("flinkVersion:", f"Flink {line} is not allowed here.", f"Use one of {', '.join(allowed)}.")

    def image(self, spec: dict) -> None:
        image = str(spec.get("image"))
        if self.production and not DIGEST.search(image):
            self.say("newName:", f"{image} can change under the job.", "Pin it to a digest: bin/set-image.")
        if not image.startswith(self.environment["eks"]["imageRepository"] + "@") and DIGEST.search(image):
            self.say(
                "newName:",
                f"{image} is not of this environment's registry.",
                f"Use {self.environment['eks']['imageRepository']}.",
            )

    def labels(self, deployment: dict) -> None:
        labels = deployment["metadata"].get("labels") or {}
        required = [*self.job["policy"]["requiredTags"], "tier", "backstage.io/kubernetes-id"]
        for label in dict.fromkeys(required):
            if not labels.get(label):
                self.say("labels:", f"The label {label} is missing.", "Add it to deploy/base/kustomization.yaml.")
        if labels.get("environment") not in (None, self.environment["name"]):
            self.say("environment:", f"The label environment is {labels['environment']}.", "Correct it.")

    def state(self, spec: dict) -> None:
        configuration = flat(spec.get("flinkConfiguration") or {})
        for key, wanted, why in (
            ("high-availability.type", r"(?i)kubernetes", "a lost JobManager loses the job"),
            ("high-availability.storageDir", r"s3://.+", "a lost JobManager loses the job"),
            ("execution.checkpointing.interval", r"[1-9].*", "the job starts from nothing after a failure"),
            ("execution.checkpointing.dir", r"s3://.+", "checkpoints go with the pod that wrote them"),
            ("execution.checkpointing.savepoint-dir", r"s3://.+", "the operator cannot upgrade with a savepoint"),
            (
                "metrics.reporter.prom.factory.class",
                r"org\.apache\.flink\.metrics\.prometheus\..+",
                "no alert can fire",
            ),
            ("metrics.reporter.prom.filterLabelValueCharacters", r"(?i)false", "alerts do not find the job by name"),
        ):
            if not re.fullmatch(wanted, configuration.get(key, "")):
                self.say(key, f"{key} is {configuration.get(key, 'not set')}: {why}.", "Set it as the template does.")
        job = spec.get("job") or {}
        # Absent means stateless to the operator.
        if self.production and job.get("upgradeMode") not in ("savepoint", "last-state"):
            self.say("upgradeMode:", "An upgrade would throw the state away.", "Use upgradeMode: savepoint.")
        if self.production and job.get("allowNonRestoredState"):
            self.say("allowNonRestoredState:", "State that fits nowhere would be lost unseen.", "Set it to false.")
        limit = self.environment["maxParallelism"]
        if isinstance(job.get("parallelism"), int) and job["parallelism"] > limit:
            self.say("parallelism:", f"Parallelism {job['parallelism']} is over the limit of {limit}.", "Lower it.")

    def pods(self, spec: dict) -> None:
        for part in ("", "jobManager", "taskManager"):
            owner = spec.get(part) or {} if part else spec
            pod = (owner.get("podTemplate") or {}).get("spec") or {}
            for field in ("hostNetwork", "hostPID", "hostIPC"):
                if pod.get(field):
                    self.say(f"{field}:", f"{field} opens the node to the job.", "Remove it.")
            for volume in pod.get("volumes") or []:
                if "hostPath" in volume:
                    self.say("hostPath:", "A hostPath opens the node to the job.", "Use an emptyDir.")
            for container in [*(pod.get("containers") or []), *(pod.get("initContainers") or [])]:
                # What the JobManager's or TaskManager's own part leaves out, it has from the common one.
                if part and container.get("name") == "flink-main-container" and "securityContext" not in container:
                    continue
                self.container(container)
        pod = (spec.get("podTemplate") or {}).get("spec") or {}
        names = [container.get("name") for container in pod.get("containers") or []]
        if "flink-main-container" not in names:
            self.say("containers:", "flink-main-container has no security context.", "Restore it in spec.podTemplate.")
        if (pod.get("securityContext") or {}).get("runAsNonRoot") is not True:
            self.say("securityContext:", "Pods could run as root.", "Set runAsNonRoot: true in spec.podTemplate.")

    def container(self, container: dict) -> None:
        name = container.get("name")
        context = container.get("securityContext") or {}
        if context.get("allowPrivilegeEscalation") is not False or context.get("privileged"):
            self.say(
                "allowPrivilegeEscalation:",
                f"{name} could gain rights it was not given.",
                "Set allowPrivilegeEscalation: false, and no privileged.",
            )
        if "ALL" not in ((context.get("capabilities") or {}).get("drop") or []):
            self.say("capabilities:", f"{name} keeps capabilities it does not need.", "Drop ALL.")

    def account(self, spec: dict) -> None:
        name = spec.get("serviceAccount")
        if name not in [each["metadata"]["name"] for each in self.of_kind("ServiceAccount")]:
            self.say(
                "serviceAccount:", f"The service account {name} is not the job's own.", "Use the one in deploy/base."
            )
        for role in self.of_kind("Role"):
            for rule in role.get("rules") or []:
                if "*" in [*(rule.get("verbs") or []), *(rule.get("resources") or []), *(rule.get("apiGroups") or [])]:
                    self.say("verbs:", f"The role {role['metadata']['name']} allows everything.", "Name what it needs.")
        for kind in ("ClusterRole", "ClusterRoleBinding"):
            for each in self.of_kind(kind):
                self.say(kind, f"{kind} {each['metadata']['name']} reaches beyond the namespace.", "Use a Role.")

    def surroundings(self) -> None:
        for kind, why in (
            ("NetworkPolicy", "every pod of the cluster reaches the job"),
            ("PodMonitor", "nobody collects its metrics"),
            ("PrometheusRule", "nobody hears of its failures"),
        ):
            if not self.of_kind(kind):
                self.say("resources:", f"There is no {kind}: {why}.", "Bring it back into deploy/base.")

    def alerts(self) -> None:
        runbook = self.root / "docs" / "runbook.md"
        sections = (
            set(re.findall(r"(?m)^## (\S+)\s*$", runbook.read_text(encoding="utf-8"))) if runbook.is_file() else set()
        )
        for rules in self.of_kind("PrometheusRule"):
            for rule in (rule for group in rules["spec"]["groups"] for rule in group["rules"]):
                alert = rule.get("alert")
                if alert is None:
                    continue
                if alert not in sections:
                    self.say(f"alert: {alert}", f"docs/runbook.md has no section {alert}.", f"Write it: ## {alert}")
                url = (rule.get("annotations") or {}).get("runbook_url", "")
                if not url.endswith(f"docs/runbook.md#{alert.lower()}"):
                    self.say(f"alert: {alert}", f"{alert} does not lead to its section.", "Correct its runbook_url.")
