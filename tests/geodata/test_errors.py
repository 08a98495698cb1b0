from __future__ import annotations

import pytest

from geodata import errors


@pytest.mark.parametrize("name", ["SourceError", "CompositionError", "DerivedError"])
def test_every_error_is_drawn_in_the_tree_and_caught_as_one(name):
    assert issubclass(getattr(errors, name), errors.GeodataError)
    assert f"── {name}" in errors.__doc__
