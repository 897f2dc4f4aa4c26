"""What each threshold of the FallbackClassifier would do, by cross-validation on the training data.

.venv-rasa/bin/python -m benchmarks.understanding.threshold
"""

from __future__ import annotations

from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message

from assistant.understanding.classifier import utterances_of
from assistant.understanding.reader import reader
from assistant.understanding.training import train


def left_out_answers(examples: list[Message]) -> list[tuple[float, bool]]:
    """Confidence and rightness of each example, judged by a judge that has not seen it."""
    utterances = utterances_of(examples)
    read = reader()
    answers = []
    for fold in (0, 1):
        judge = train(read, utterances[1 - fold :: 2])
        for utterance in utterances[fold::2]:
            behaviour, confidence = judge.judge(read, utterance.text).behaviours[0]
            answers.append((confidence, behaviour == utterance.behaviour))
    return answers


def main() -> None:
    """Print the table."""
    importer = TrainingDataImporter.load_nlu_importer_from_config(
        "config.yml", "domain.yml", ["data/nlu"]
    )
    answers = left_out_answers(importer.get_nlu_data().intent_examples)
    right = sum(is_right for _, is_right in answers)
    print("threshold  asked back  of these wrong  right ones asked back")
    for threshold in (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        asked = [is_right for confidence, is_right in answers if confidence < threshold]
        wrong = asked.count(False) / max(1, len(asked))
        print(
            f"{threshold:9.2f}  {len(asked) / len(answers):10.3f}  {wrong:14.3f}"
            f"  {asked.count(True) / right:21.3f}"
        )


if __name__ == "__main__":
    main()
