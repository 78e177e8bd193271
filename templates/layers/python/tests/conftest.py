from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from job.config import JobConfig, PropertyGroup

MAX_PARALLELISM = 120


def event(event_id: str | None, event_key: str | None, amount: float, event_time: str) -> dict[str, object]:
    return {"event_id": event_id, "event_key": event_key, "amount": amount, "event_time": event_time}


def write_events(folder: Path, name: str, *lines: dict[str, object] | str) -> Path:
    """A file appears at once: Flink may be watching the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder.parent / f".{name}"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    unfinished.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return unfinished.rename(folder / name)


@pytest.fixture
def group(tmp_path: Path) -> Callable[..., PropertyGroup]:
    """A property group of a file that is not there."""

    def make(name: str, **properties: str) -> PropertyGroup:
        return PropertyGroup(
            name, {key.replace("__", "."): value for key, value in properties.items()}, tmp_path / "p.json"
        )

    return make


@pytest.fixture
def files_config(tmp_path: Path, group: Callable[..., PropertyGroup]) -> Callable[[str], JobConfig]:
    """Reads `events`, writes `totals`, both in this test's folder."""

    def make(interval: str) -> JobConfig:
        return JobConfig(
            source=group(
                "Source", kind="s3", uri=(tmp_path / "events").as_uri(), format="json", monitor__interval=interval
            ),
            sink=group(
                "Sink", kind="s3", uri=(tmp_path / "totals").as_uri(), format="json", rollover__interval="500 ms"
            ),
            max_parallelism=MAX_PARALLELISM,
            local=True,
        )

    return make
