"""What the tests of the portal share."""

from pathlib import Path

import pytest

from tests.portal.sample import small_release
from tests.trees import laid_out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release as files."""
    return laid_out(small_release(), tmp_path_factory.mktemp("release"))
