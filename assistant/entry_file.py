"""A YAML file that people write: a list of entries; what is wrong with it is told to them."""

from pathlib import Path
from typing import Any

import yaml

from assistant.errors import UsageError


def read_entries(path: Path, of: str) -> list[Any]:
    """The entries of the file, a list "of offers". Raises UsageError that says what to mend."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} is not in UTF-8; save it as UTF-8 first.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise UsageError(f"{path.name}{where}: this is no YAML.") from error
    except ValueError as error:
        raise UsageError(
            f"{path.name} holds a day or time that does not exist: {error}."
        ) from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    if not isinstance(content, list):
        raise UsageError(f"{path.name} must be a list of {of}, each beginning with `- id:`.")
    return content
