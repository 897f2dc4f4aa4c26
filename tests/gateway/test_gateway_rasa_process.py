"""The Rasa server's command line: nothing in it can be taken for an option."""

from pathlib import Path

from assistant.gateway.rasa_process import RasaProcess


def test_the_token_is_never_taken_for_an_option(tmp_path: Path) -> None:
    # A token that begins with a hyphen kept Rasa from starting, once in sixty-four starts.
    tokens = {RasaProcess(tmp_path, 1).token for _ in range(300)}
    assert len(tokens) == 300
    assert all(token.isalnum() for token in tokens)
