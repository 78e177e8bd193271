"""Writes CREATE TABLE statements, with every value quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def create_table(
    name: str,
    columns: Sequence[str],
    options: Mapping[str, str | None],
    partitioned_by: str | None = None,
) -> str:
    """A statement of a temporary table. An option without a value is left out."""
    lines = ",\n  ".join(columns)
    given = ",\n  ".join(f"{quoted(key)} = {quoted(value)}" for key, value in options.items() if value is not None)
    partitions = f" PARTITIONED BY ({partitioned_by})" if partitioned_by else ""
    return f"CREATE TEMPORARY TABLE {name} (\n  {lines}\n){partitions} WITH (\n  {given}\n)"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
