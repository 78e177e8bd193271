"""Runs the pipeline on Flink's small cluster, in this process and with real files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from conftest import event, write_events

from job import environment, pipeline, sources

NO_CODE = Path("/nonexistent")


def totals_of(files_config, tmp_path: Path, *lines) -> set[tuple]:
    write_events(tmp_path / "events", "events.json", *lines)
    config = files_config("off")
    job = environment.create(config, NO_CODE)
    job.execution.set_parallelism(1)
    job.tables.execute_sql(sources.events_table(config.source))
    pipeline.define(job.tables)
    with job.tables.execute_sql(f"SELECT * FROM {pipeline.RESULT}").collect() as rows:
        return {(str(row[0]), *list(row)[1:]) for row in rows}


def test_sums_each_key_by_the_minute_and_drops_what_is_no_event(files_config, tmp_path: Path) -> None:
    totals = totals_of(
        files_config,
        tmp_path,
        event("1", " A", 1.5, "2026-01-01T00:00:01Z"),
        event("2", "a", 2.25, "2026-01-01T00:00:59Z"),
        # The same event again counts once.
        event("2", "a", 2.25, "2026-01-01T00:00:59Z"),
        event("3", "b", 4, "2026-01-01T00:00:30Z"),
        event("4", "a", 8, "2026-01-01T00:01:00Z"),
        # Neither has an id, nor a key, nor is JSON.
        event(None, "a", 16, "2026-01-01T00:01:01Z"),
        event("5", "  ", 32, "2026-01-01T00:01:02Z"),
        "not json",
        event("6", "c", 64, "2026-01-01T00:09:00Z"),
    )
    assert totals == {
        ("2026-01-01 00:00:00", "a", 2, Decimal("3.75")),
        ("2026-01-01 00:00:00", "b", 1, Decimal("4.00")),
        ("2026-01-01 00:01:00", "a", 1, Decimal("8.00")),
        ("2026-01-01 00:09:00", "c", 1, Decimal("64.00")),
    }


def test_state_does_not_grow_for_ever() -> None:
    assert pipeline.SETTINGS["table.exec.state.ttl"] != "0"
