"""Stops the whole job with a savepoint and goes on from it: nothing may be lost, and nothing counted twice."""

from __future__ import annotations

import json
import time
from pathlib import Path

from conftest import event, write_events
from pyflink.common import JobClient, JobStatus
from pyflink.java_gateway import get_gateway

from job import environment, pipeline, sinks, sources

PATIENCE = 300


def start(config, savepoint: str | None = None) -> JobClient:
    job = environment.create(config, Path("/nonexistent"))
    job.execution.set_parallelism(1)
    job.execution.enable_checkpointing(500)
    if savepoint:
        job.tables.get_config().set("execution.savepoint.path", savepoint)
        job.tables.get_config().set("execution.state-recovery.path", savepoint)
    job.tables.execute_sql(sources.events_table(config.source))
    pipeline.define(job.tables)
    job.tables.execute_sql(sinks.totals_table(config.sink))
    job.attach(sinks.insert_statement(config.sink))
    return job.start()


def stop(client: JobClient, savepoints: Path) -> str:
    """Where the savepoint is. PyFlink's own method of this name calls one that Flink 2 no longer has."""
    canonical = get_gateway().jvm.org.apache.flink.core.execution.SavepointFormatType.CANONICAL
    return client._j_job_client.stopWithSavepoint(False, savepoints.as_uri(), canonical).get()


def written(folder: Path) -> list[tuple[str, str, int, float]]:
    """What is in finished files: others have names that begin with a dot."""
    files = [file for file in folder.rglob("*") if file.is_file() and not file.name.startswith(".")]
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return sorted((row["window_start"], row["event_key"], row["event_count"], row["total_amount"]) for row in rows)


def wait_until(what: str, done) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, f"{what}: not within {PATIENCE} s"
        time.sleep(0.2)


def test_a_savepoint_keeps_open_windows_and_known_ids(files_config, tmp_path: Path) -> None:
    events, totals = tmp_path / "events", tmp_path / "totals"
    config = files_config("200 ms")
    # The event of 00:05 closes the first minute, and its own stays open.
    write_events(
        events,
        "1.json",
        event("1", "a", 1, "2026-01-01T00:00:01Z"),
        event("2", "a", 2, "2026-01-01T00:05:01Z"),
    )
    first = start(config)
    wait_until("the first minute", lambda: _running(first) and written(totals))
    savepoint = stop(first, tmp_path / "savepoints")

    # The id 2 comes again, 3 is new in the same open minute, and 4 closes it.
    write_events(
        events,
        "2.json",
        event("2", "a", 2, "2026-01-01T00:05:01Z"),
        event("3", "a", 4, "2026-01-01T00:05:30Z"),
        event("4", "a", 8, "2026-01-01T00:10:00Z"),
    )
    second = start(config, savepoint)
    wait_until("the second minute", lambda: _running(second) and len(written(totals)) > 1)
    stop(second, tmp_path / "savepoints")

    assert written(totals) == [
        ("2026-01-01T00:00:00", "a", 1, 1),
        ("2026-01-01T00:05:00", "a", 2, 6),
    ]


def _running(client: JobClient) -> bool:
    status = client.get_job_status().result()
    assert status != JobStatus.FAILED, client.get_job_execution_result().result()
    return status == JobStatus.RUNNING
