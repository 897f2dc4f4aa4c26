"""The components as Rasa uses them: what they put on a message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path

from assistant.understanding.classifier import NeedClassifier
from assistant.understanding.extractor import DetailExtractor
from assistant.understanding.linker import ServiceLinker
from assistant.understanding.tokenizer import WordTokenizer

CONTEXT: Any = None


def _said(text: str | None, **data: Any) -> Message:
    return Message(data={"text": text, **data})


def test_every_component_of_the_recipe_is_there(checkout: Path) -> None:
    recipe = yaml.safe_load((checkout / "config.yml").read_text(encoding="utf-8"))
    names = [each["name"] for each in recipe["pipeline"]]
    ours = [class_from_module_path(name) for name in names if "." in name]
    assert ours == [WordTokenizer, ServiceLinker, NeedClassifier, DetailExtractor]
    assert names[-1] == "FallbackClassifier"


def test_tokens(catalogue: Path) -> None:
    config = WordTokenizer.get_default_config() | {"catalogue": str(catalogue)}
    tokenizer = WordTokenizer.create(config, CONTEXT, CONTEXT, CONTEXT)
    tokens = tokenizer.tokenize(_said("邊度 配鎖匙，3号楼"), "text")
    assert [token.text for token in tokens] == ["边度", "配锁匙", ",", "3", "号", "楼"]
    assert [token.start for token in tokens] == [0, 3, 6, 7, 8, 9]


def test_links(catalogue: Path) -> None:
    linker = ServiceLinker.create({"catalogue": str(catalogue)}, CONTEXT, CONTEXT, CONTEXT)
    message = _said("不是配钥匙，是开锁")
    linker.process([message])
    assert [(each["entity"], each["value"]) for each in message.get("entities")] == [
        ("service", "locksmith")
    ]


@pytest.mark.parametrize("text", [None, "", "  "])
def test_no_text_no_links(catalogue: Path, text: str | None) -> None:
    linker = ServiceLinker.create({"catalogue": str(catalogue)}, CONTEXT, CONTEXT, CONTEXT)
    assert linker.process([_said(text)])[0].get("entities") is None


def test_details_position_and_language() -> None:
    extractor = DetailExtractor.create({}, CONTEXT, CONTEXT, CONTEXT)
    here = {"lat": 30.26, "lon": 114.54}
    message = _said("孩子两岁，去第二个", metadata={"here": here})
    extractor.process([message])
    found = [(each["entity"], each["value"]) for each in message.get("entities")]
    assert found == [("number", 2), ("choice", 2), ("here", here)]
    assert message.get("entities")[0]["role"] == "age"
    assert message.as_dict(only_output_properties=True)["language"] == "zh"


@pytest.mark.parametrize("metadata", [None, {}, "text", {"here": None}])
def test_no_position(metadata: Any) -> None:
    message = _said("你好", metadata=metadata)
    DetailExtractor.create({}, CONTEXT, CONTEXT, CONTEXT).process([message])
    assert message.get("entities") == []


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> NeedClassifier:
    directory = tmp_path_factory.mktemp("model")
    catalogue = directory / "services.csv"
    catalogue.write_text(
        "id,name_zh,synonyms_zh\nkey_cutting,配钥匙,打钥匙\nlocksmith,开锁,换锁\n",
        encoding="utf-8",
    )
    examples = [
        Message.build(text=f"{word}{tail}", intent=intent, intent_metadata=metadata)
        for word, intent, metadata in (
            ("配钥匙", "find", {"services": ["key_cutting"]}),
            ("门打不开", "find", {"services": ["locksmith"]}),
            ("你好", "greet", None),
            ("着火了", "emergency", None),
        )
        for tail in ("", "啊", "呀", "了", "快点")
    ]
    config = {"catalogue": str(catalogue)}
    storage = LocalModelStorage.create(directory)
    resource = Resource("needs")
    NeedClassifier.create(config, storage, resource, CONTEXT).train(TrainingData(examples))
    return NeedClassifier.load(config, storage, resource, CONTEXT)


def test_judged_as_trained(trained: NeedClassifier) -> None:
    message = trained.process([_said("哪里配钥匙呀")])[0]
    parsed = message.as_dict(only_output_properties=True)
    assert parsed["intent"]["name"] == "find"
    assert parsed["services"][0]["id"] == "key_cutting"
    assert {"intent_ranking", "service_ranking", "emergency", "danger"} <= set(parsed)
    assert parsed["emergency"] is False


def test_an_emergency_is_said_so(trained: NeedClassifier) -> None:
    message = trained.process([_said("厨房着火了快点")])[0]
    assert message.get("emergency") is True
    assert message.get("intent")["name"] == "emergency"


@pytest.mark.parametrize("text", [None, "", "   "])
def test_no_text_no_intent(trained: NeedClassifier, text: str | None) -> None:
    assert trained.process([_said(text)])[0].get("intent") is None


def test_the_model_is_small_and_holds_no_pickle(trained: NeedClassifier) -> None:
    with trained._storage.read_from(trained._resource) as directory:
        names = {path.name for path in directory.iterdir()}
    scorers = {"needs.npz", "behaviours.npz", "alarm.npz", "net.npz", "neighbours.npz", "tuned.npz"}
    assert names == scorers | {"hearing.z", "known.json"}
