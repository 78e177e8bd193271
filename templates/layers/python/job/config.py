"""What differs between environments: the property groups of the deployment.

Managed Service for Apache Flink and the deployment on EKS give them as the same JSON file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MANAGED_FILE = Path("/etc/flink/application_properties.json")
FILE_VARIABLE = "FLINK_APPLICATION_PROPERTIES"
LOCAL_VARIABLE = "IS_LOCAL"
LOCAL_FILE = "application_properties.json"

# Flink cannot have more key groups.
HIGHEST_MAX_PARALLELISM = 32768


class ConfigError(Exception):
    """Says which group and key is wrong, in which file, and what to do."""


@dataclass(frozen=True)
class PropertyGroup:
    """The properties of one group, each read with what it must be."""

    name: str
    properties: Mapping[str, str]
    file: Path

    def required(self, key: str) -> str:
        value = self.optional(key)
        if value is None:
            raise ConfigError(f"{self.where(key)} is missing. Set it, and start the job again.")
        return value

    def optional(self, key: str) -> str | None:
        """The value, or None: an empty value is one that was not given."""
        value = self.properties.get(key)
        if value is None or value.strip() == "":
            return None
        return value.strip()

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.required(key)
        if value not in allowed:
            raise ConfigError(f"{self.where(key)} is '{value}'. It must be one of: {', '.join(allowed)}.")
        return value

    def whole_number(self, key: str, lowest: int, highest: int) -> int:
        value = self.required(key)
        if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
            raise ConfigError(f"{self.where(key)} is '{value}'. It must be a whole number from {lowest} to {highest}.")
        return int(value)

    def where(self, key: str) -> str:
        return f"Property '{key}' of group '{self.name}' in {self.file}"


@dataclass(frozen=True)
class JobConfig:
    """All that the job is told from outside."""

    source: PropertyGroup
    sink: PropertyGroup
    max_parallelism: int
    local: bool


def read_config(
    home: Path, environment: Mapping[str, str] = os.environ, managed_file: Path = MANAGED_FILE
) -> JobConfig:
    """
    Reads the configuration of wherever the job runs.

    :param home: the folder of main.py, which has the properties for a run on this machine
    """
    local = environment.get(LOCAL_VARIABLE, "").lower() == "true"
    file = _file_of(home, environment, managed_file, local)
    groups = _groups_of(file)
    return JobConfig(
        source=_group(groups, "Source", file),
        sink=_group(groups, "Sink", file),
        max_parallelism=_group(groups, "Job", file).whole_number("parallelism.max", 1, HIGHEST_MAX_PARALLELISM),
        local=local,
    )


def _file_of(home: Path, environment: Mapping[str, str], managed_file: Path, local: bool) -> Path:
    named = environment.get(FILE_VARIABLE)
    if named:
        file = Path(named)
        if not file.is_file():
            raise ConfigError(
                f"{FILE_VARIABLE} names {file}, and there is no such file. Mount it, or correct the name."
            )
        return file
    if local:
        return home / LOCAL_FILE
    if managed_file.is_file():
        return managed_file
    raise ConfigError(
        f"There are no properties: neither {FILE_VARIABLE} is set, nor is there {managed_file}. "
        f"On EKS, set {FILE_VARIABLE}; on this machine, start with bin/run-local."
    )


def _groups_of(file: Path) -> dict[str, PropertyGroup]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error}.") from error
    except ValueError as error:
        raise ConfigError(f"{file} is not JSON: {error}.") from error
    groups: dict[str, PropertyGroup] = {}
    try:
        for group in content:
            name = group["PropertyGroupId"]
            properties = {str(key): str(value) for key, value in group["PropertyMap"].items()}
            groups[name] = PropertyGroup(name, properties, file)
    except (TypeError, KeyError, AttributeError) as error:
        raise ConfigError(
            f"{file} must be a list of groups, each with PropertyGroupId and PropertyMap, and is not."
        ) from error
    return groups


def _group(groups: Mapping[str, PropertyGroup], name: str, file: Path) -> PropertyGroup:
    if name not in groups:
        raise ConfigError(f"Group '{name}' is missing in {file}. It has: {', '.join(sorted(groups)) or 'none'}.")
    return groups[name]
