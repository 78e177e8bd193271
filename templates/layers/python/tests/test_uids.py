from __future__ import annotations

from pathlib import Path

import pytest

from job import environment, pipeline, sinks, sources
from job.uids import kind_of

OPERATORS = Path(__file__).with_name("operators.txt")


def uids_of(config) -> list[str]:
    job = environment.create(config, Path("/nonexistent"))
    job.tables.execute_sql(sources.events_table(config.source))
    pipeline.define(job.tables)
    job.tables.execute_sql(sinks.totals_table(config.sink))
    return job.attach(sinks.insert_statement(config.sink))


def test_every_operator_has_the_uid_that_is_written_down(files_config, tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    written = [line for line in OPERATORS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = uids_of(files_config("off"))
    assert found == written, (
        "The operators' uids changed: state of those that are gone is lost when this is deployed. "
        f"If that is meant, write the new ones into {OPERATORS.name} and say so in the pull request."
    )


def test_uids_do_not_depend_on_what_was_planned_before(files_config, tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    assert uids_of(files_config("off")) == uids_of(files_config("off"))


def test_uids_are_unique(files_config, tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    uids = uids_of(files_config("off"))
    assert len(set(uids)) == len(uids)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("GlobalWindowAggregate[22]", "global-window-aggregate"),
        ("Source: events[1]", "source-events"),
        ("Calc[3]", "calc"),
    ],
)
def test_a_kind_is_the_operator_s_name_without_its_number(name: str, kind: str) -> None:
    assert kind_of(name) == kind
