"""Gives every operator a uid, by which a savepoint finds its state again.

The planner gives none, and what Flink makes up instead changes with every operator that is added before another.
Here a uid says what the operator is, and which of its kind: adding a filter leaves the state of windows alone.
tests/operators.txt lists the uids, so that a change to them is seen in review.
"""

from __future__ import annotations

import re
from typing import Any

# Only says where records go; has no state, and takes no uid.
NOT_OPERATORS = ("PartitionTransformation", "UnionTransformation")


def assign(execution: Any) -> list[str]:
    """
    Gives each operator that was attached to the environment its uid.

    :param execution: the StreamExecutionEnvironment
    :return: the uids, from the sources on
    """
    uids: list[str] = []
    seen: dict[str, int] = {}
    for operator in _from_the_sources_on(execution):
        if operator.getClass().getSimpleName() in NOT_OPERATORS:
            continue
        # What a connector named itself stays as it is.
        uid = operator.getUid()
        if uid is None:
            kind = kind_of(operator.getName())
            seen[kind] = seen.get(kind, 0) + 1
            uid = kind if seen[kind] == 1 else f"{kind}-{seen[kind]}"
            operator.setUid(uid)
        uids.append(uid)
    return uids


def kind_of(name: str) -> str:
    """`GlobalWindowAggregate[22]` -> `global-window-aggregate`: without the number, which counts what was planned."""
    bare = re.sub(r"\[\d+]", "", name)
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", bare)
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _from_the_sources_on(execution: Any) -> list[Any]:
    ordered: list[Any] = []
    seen: set[int] = set()

    def visit(operator: Any) -> None:
        if operator.getId() in seen:
            return
        seen.add(operator.getId())
        for before in operator.getInputs():
            visit(before)
        ordered.append(operator)

    # Flink has no public way to these; tests/test_uids.py notices when this one changes.
    for last in execution._j_stream_execution_environment.getTransformations():
        visit(last)
    return ordered
