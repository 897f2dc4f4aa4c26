"""The domain and the action server know the same actions."""

import yaml
from rasa_sdk.executor import ActionExecutor

from assistant.paths import ROOT


def test_every_action_of_the_domain_is_there_and_no_other() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    ours = {
        name
        for name in executor.actions
        if executor.actions[name].__self__.__module__.startswith("actions.")
    }
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert ours == set(domain["actions"])
