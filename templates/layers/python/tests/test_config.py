from __future__ import annotations

import json
from pathlib import Path

import pytest

from job.config import ConfigError, read_config

GROUPS = [
    {"PropertyGroupId": "Source", "PropertyMap": {"kind": "s3", "blank": " "}},
    {"PropertyGroupId": "Sink", "PropertyMap": {"kind": "s3"}},
    {"PropertyGroupId": "Job", "PropertyMap": {"parallelism.max": "240"}},
]


def written(file: Path, content: object) -> Path:
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def read(file: Path, **environment: str):
    return read_config(file.parent, environment, managed_file=file)


def test_reads_what_managed_flink_gives(tmp_path: Path) -> None:
    config = read(written(tmp_path / "managed.json", GROUPS))
    assert config.source.required("kind") == "s3"
    assert config.max_parallelism == 240
    assert not config.local


def test_reads_the_file_that_the_variable_names_first(tmp_path: Path) -> None:
    written(tmp_path / "managed.json", "[]")
    mounted = written(tmp_path / "mounted.json", GROUPS)
    config = read(tmp_path / "managed.json", FLINK_APPLICATION_PROPERTIES=str(mounted))
    assert config.max_parallelism == 240


def test_reads_the_repository_s_own_file_only_when_local(tmp_path: Path) -> None:
    written(tmp_path / "application_properties.json", GROUPS)
    assert read(tmp_path / "none.json", IS_LOCAL="true").local
    with pytest.raises(ConfigError, match="neither FLINK_APPLICATION_PROPERTIES is set"):
        read(tmp_path / "none.json")


def test_the_repository_s_own_file_is_right() -> None:
    config = read_config(Path(__file__).resolve().parent.parent, {"IS_LOCAL": "true"})
    assert config.source.required("kind") == "s3"


def test_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.json, and there is no such file"):
        read(tmp_path / "none.json", FLINK_APPLICATION_PROPERTIES=str(tmp_path / "gone.json"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not JSON"),
        ({"Source": {}}, "must be a list of groups"),
        ([{"PropertyGroupId": "Source"}], "must be a list of groups"),
        (GROUPS[:1], "Group 'Sink' is missing .* It has: Source"),
    ],
)
def test_says_what_is_wrong_with_a_file(tmp_path: Path, content: object, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read(written(tmp_path / "managed.json", content))


@pytest.mark.parametrize("key", ["stream.arn", "blank"])
def test_names_group_key_and_file_of_what_is_missing(tmp_path: Path, key: str) -> None:
    source = read(written(tmp_path / "managed.json", GROUPS)).source
    with pytest.raises(ConfigError, match=rf"Property '{key}' of group 'Source' in .*managed.json is missing"):
        source.required(key)


@pytest.mark.parametrize("number", ["0", "32769", "many", "1.5", "-1", ""])
def test_refuses_a_number_that_flink_cannot_take(tmp_path: Path, number: str) -> None:
    job = {"PropertyGroupId": "Job", "PropertyMap": {"parallelism.max": number}}
    with pytest.raises(ConfigError, match=r"'parallelism.max' of group 'Job'"):
        read(written(tmp_path / "managed.json", [*GROUPS[:2], job]))


def test_names_what_is_allowed(tmp_path: Path) -> None:
    source = read(written(tmp_path / "managed.json", GROUPS)).source
    with pytest.raises(ConfigError, match=r"'kind' of group 'Source' .* is 's3'\. It must be one of: msk, kinesis"):
        source.one_of("kind", ("msk", "kinesis"))
