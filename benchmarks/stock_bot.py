"""Building and running the stock Rasa bot, trained on the same examples as the assistant."""

import hashlib
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx
import yaml

from assistant.gateway.rasa_process import free_port
from assistant.paths import DATA, ROOT
from benchmarks.processes import QUIET, System

SOURCE = Path(__file__).parent / "stock"
RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
MAIN_PYTHON = ROOT / ".venv" / "bin" / "python"
BY_FINDING = ("find", "more", "nearer", "book")
BY_FOLLOWING = ("select", "detail", "directions")
FALLBACK = "nlu_fallback"


def trained(folder: Path) -> dict[str, Any]:
    """The stock project in `folder`, trained; a model of the same examples is used again.

    Returns the seconds of training and the model's size in MB.
    """
    examples = sorted((DATA / "nlu").glob("*.yml"))
    digest = hashlib.sha256()
    for path in (*examples, *sorted(SOURCE.glob("*.yml")), Path(__file__)):
        digest.update(path.read_bytes())
    made = folder / "made.json"
    if made.is_file():
        known: dict[str, Any] = json.loads(made.read_text())
        if known["digest"] == digest.hexdigest():
            return known
    shutil.rmtree(folder, ignore_errors=True)
    _write_project(folder, examples)
    print("Training the stock bot (once; may take 15 minutes) …", flush=True)
    started = time.monotonic()
    with (folder / "training.log").open("wb") as log:
        subprocess.run(
            [str(RASA_PYTHON), "-m", "rasa", "train", "--fixed-model-name", "stock"],
            cwd=folder, env=_environment(), stdout=log, stderr=log, check=True,
        )  # fmt: skip
    model = folder / "models" / "stock.tar.gz"
    known = {
        "digest": digest.hexdigest(),
        "seconds": round(time.monotonic() - started),
        "megabytes": round(model.stat().st_size / 1e6, 1),
        "examples": sum(path.read_text().count("\n      - ") for path in examples),
    }
    made.write_text(json.dumps(known))
    return known


def start(folder: Path, database: Path, logs: Path) -> tuple[System, str]:
    """Run the bot and its action server on this machine; the system and the bot's address."""
    actions, port = free_port(), free_port()
    (folder / "endpoints.yml").write_text(
        yaml.safe_dump({"action_endpoint": {"url": f"http://127.0.0.1:{actions}/webhook"}})
    )
    system = System("stock Rasa")
    system.start(
        [MAIN_PYTHON, "-m", "rasa_sdk", "--actions", "benchmarks.stock.actions", "--port",
         str(actions)],
        logs / "stock-actions.log",
        {"SANIC_HOST": "127.0.0.1", "STOCK_DATABASE": str(database)},
    )  # fmt: skip
    system.start(
        [RASA_PYTHON, "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(port)],
        logs / "stock-rasa.log",
        {},
        cwd=folder,
    )
    url = f"http://127.0.0.1:{port}"
    return system, url


def answers(url: str) -> bool:
    """Whether the bot finds a place by now."""
    try:
        message = {"sender": "ready?", "message": "药店在哪"}
        response = httpx.post(
            f"{url}/webhooks/rest/webhook", json=message, timeout=5.0, trust_env=False
        )
        return response.status_code == 200 and bool(response.json())
    except (httpx.HTTPError, ValueError):
        return False


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "HOME": str(ROOT / "var"), **QUIET}


def _write_project(folder: Path, examples: list[Path]) -> None:
    (folder / "data").mkdir(parents=True)
    for path in examples:
        shutil.copy(path, folder / "data" / path.name)
    shutil.copy(SOURCE / "config.yml", folder / "config.yml")
    shutil.copy(SOURCE / "stories.yml", folder / "data" / "stories.yml")
    (folder / "credentials.yml").write_text("rest:\n")
    intents = sorted(
        {group["intent"] for path in examples for group in yaml.safe_load(path.read_text())["nlu"]
         if "intent" in group}
    )  # fmt: skip
    actions = {intent: _action(intent) for intent in (*intents, FALLBACK)}
    said = {name for name in actions.values() if name.startswith("utter_")}
    domain = {
        "version": "3.1",
        "intents": intents,
        "actions": ["action_find", "action_follow"],
        "slots": {
            "shown": {
                "type": "any",
                "influence_conversation": False,
                "mappings": [{"type": "custom"}],
            }
        },
        "responses": {name: [{"text": f"好的（{name}）。"}] for name in sorted(said)},
    }
    rules = [
        {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}
        for intent, action in actions.items()
    ]
    (folder / "domain.yml").write_text(yaml.safe_dump(domain, allow_unicode=True))
    (folder / "data" / "rules.yml").write_text(yaml.safe_dump({"version": "3.1", "rules": rules}))


def _action(intent: str) -> str:
    if intent in BY_FINDING:
        return "action_find"
    return "action_follow" if intent in BY_FOLLOWING else f"utter_{intent}"
