from __future__ import annotations

import pytest

from job.functions import tidy_key


@pytest.mark.parametrize(
    ("key", "tidy"),
    [
        ("berlin", "berlin"),
        ("  Berlin\t", "berlin"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("  ", None),
        ("", None),
        (None, None),
    ],
)
def test_a_key_has_one_spelling(key: str | None, tidy: str | None) -> None:
    assert tidy_key(key) == tidy
