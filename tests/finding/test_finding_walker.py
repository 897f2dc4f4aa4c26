"""Who walks."""

import pytest

from assistant.errors import UsageError
from assistant.finding import Walker


@pytest.mark.parametrize("pace", [0.2, 0.8, 1.4, 3.0])
def test_paces_of_people(pace: float) -> None:
    assert Walker(pace).pace == pace


@pytest.mark.parametrize("pace", [0.0, -1.0, 0.19, 3.1, float("nan"), float("inf")])
def test_paces_of_nobody(pace: float) -> None:
    with pytest.raises(UsageError, match="pace"):
        Walker(pace)
