"""The reader of the package, opened once."""

from __future__ import annotations

import pytest

from bot.reading.model import OwnReader
from vectorstore.index import Index


@pytest.fixture(scope="session")
def own_reader(starter_index: Index) -> OwnReader:
    """The package's own reader."""
    from bot.reading.opening import reader_of

    reader = reader_of(starter_index)
    assert isinstance(reader, OwnReader)
    return reader
