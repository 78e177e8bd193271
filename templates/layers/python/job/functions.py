"""What is easier said in Python than in SQL. Plain functions, so that tests call them without Flink."""

from __future__ import annotations


def tidy_key(key: str | None) -> str | None:
    """
    One spelling of a key that comes in several: without spaces around it and in lower case.

    What has nothing left is no key.
    """
    if key is None:
        return None
    return key.strip().casefold() or None
