"""What errors of the database tell."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError


def test_errors_do_not_tell_whose_values_they_were_about(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text("SELECT :said FROM nowhere"), {"said": "王秀英"})
    assert "nowhere" in str(caught.value)
    assert "王秀英" not in str(caught.value)
