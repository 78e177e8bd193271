"""Looks into a jar from outside, without trusting the tests of the repository that made it.

python3 inspect_jar.py JAR FOLDER_OF_THE_CLUSTERS_JARS  ->  JSON
"""

import json
import sys
import zipfile
from pathlib import Path

# Libraries that the cluster has as well may be in a jar; these may not.
ONLY_OF_THE_CLUSTER = ("org/apache/flink/", "org/slf4j/", "org/apache/logging/log4j/")
# Not among the jars of a cluster that runs no SQL.
TABLES = tuple(f"org/apache/flink/table/{part}/" for part in ("api", "planner", "runtime"))
# Stubs that Iceberg brings under names of Flink's, on purpose.
STUBS = ("org/apache/flink/table/api/runtime/types/FlinkScalaKryoInstantiator.class",)
SERVICES = "META-INF/services/"
# The first release of Java minus the version of its class files.
OFFSET = 44


def classes(jar):
    return {name for name in jar.namelist() if name.endswith(".class")}


def class_file(name):
    return f"{name.replace('.', '/')}.class"


def of_the_cluster(folder):
    found = set()
    for file in Path(folder).glob("*.jar"):
        with zipfile.ZipFile(file) as jar:
            found |= {name for name in classes(jar) if name.startswith(ONLY_OF_THE_CLUSTER)}
    if not found:
        raise SystemExit(f"There is no Flink in {folder}")
    return found


def providers(jar, service):
    lines = jar.read(service).decode("utf-8").splitlines()
    return [name for name in (line.split("#")[0].strip() for line in lines) if name]


def inspect(file, cluster):
    with zipfile.ZipFile(file) as jar:
        names = jar.namelist()
        own = classes(jar)
        services = [name for name in names if name.startswith(f"{SERVICES}org.apache.flink.") and name[-1] != "/"]
        factories = f"{SERVICES}org.apache.flink.table.factories.Factory"
        manifest = jar.read("META-INF/MANIFEST.MF").decode("utf-8").replace("\r\n ", "").splitlines()
        main = next((line.split(": ", 1)[1] for line in manifest if line.startswith("Main-Class: ")), None)
        tables = {name for name in own if name.startswith(TABLES)}
        return {
            "mainClass": main,
            "java": int.from_bytes(jar.read(class_file(main))[6:8], "big") - OFFSET if main else None,
            "ofTheCluster": sorted((own & cluster | tables) - set(STUBS)),
            "servicesTwice": sorted({name for name in services if services.count(name) > 1}),
            "providersWithoutClass": sorted(
                name for service in set(services) for name in providers(jar, service) if class_file(name) not in own
            ),
            "factories": [name.split(".")[-1] for name in providers(jar, factories)] if factories in names else [],
        }


print(json.dumps(inspect(sys.argv[1], of_the_cluster(sys.argv[2]))))
