"""Rasa component: the behaviour, the services meant and whether anybody is in danger."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.understanding.judge import Judge, Judgement
from assistant.understanding.lexicon import CATALOGUE
from assistant.understanding.reader import Reader, reader
from assistant.understanding.training import Utterance, train


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NeedClassifier(GraphComponent, IntentClassifier):
    """Sets intent, intent_ranking, services, service_ranking, emergency and danger."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        judge: Judge | None = None,
    ) -> None:
        self._reader: Reader = reader(config["catalogue"])
        self._storage, self._resource = storage, resource
        self._judge = judge

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Where the catalogue is, counted from the checkout."""
        return {"catalogue": CATALOGUE}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NeedClassifier:
        """The component before training; see GraphComponent."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NeedClassifier:
        """The component as trained; see GraphComponent."""
        with model_storage.read_from(resource) as directory:
            judge = Judge.load(directory)
        component = cls(config, model_storage, resource, judge)
        # The first sentence would else pay for loading dictionaries and the encoder.
        judge.judge(component._reader, "你好")
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the intents and from `metadata: {services: […]}` of the examples."""
        self._judge = train(self._reader, utterances_of(training_data.intent_examples))
        with self._storage.write_to(self._resource) as directory:
            self._judge.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Judge each message; one without text gets no intent."""
        for message in messages:
            text = message.get(TEXT)
            if self._judge is not None and text and text.strip():
                _write(message, self._judge.judge(self._reader, text))
        return messages


def utterances_of(examples: list[Message]) -> list[Utterance]:
    """Rasa's examples as the judge learns from them; those without text are left out."""
    return [
        Utterance(example.get(TEXT), example.get(INTENT), _services(example))
        for example in examples
        if (example.get(TEXT) or "").strip()
    ]


def _services(example: Message) -> tuple[str, ...]:
    """The services named by the metadata of the example or of its block."""
    metadata = example.get(METADATA) or {}
    for level in ("example", "intent"):
        given = metadata.get(level)
        if isinstance(given, dict) and given.get("services"):
            return tuple(given["services"])
    return ()


def _write(message: Message, judged: Judgement) -> None:
    ranking = [{"name": name, "confidence": p} for name, p in judged.behaviours]
    message.set("intent", ranking[0], add_to_output=True)
    message.set("intent_ranking", ranking[:10], add_to_output=True)
    for key, pairs in (("services", judged.services), ("service_ranking", judged.candidates)):
        listed = [{"id": service, "confidence": round(p, 4)} for service, p in pairs]
        message.set(key, listed, add_to_output=True)
    message.set("errands", list(judged.errands), add_to_output=True)
    message.set("mended", judged.mended, add_to_output=True)
    message.set("emergency", judged.emergency, add_to_output=True)
    message.set("danger", round(judged.danger, 4), add_to_output=True)
