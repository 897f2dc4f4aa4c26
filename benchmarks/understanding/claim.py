"""What the README says about the understanding, in figures of the last scoring."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "docs" / "scores.json"
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
BEGIN, END = "<!-- scores -->", "<!-- /scores -->"

_WORDS = {
    "en": """- **Needs, not names.** On {lines} sentences by authors whose lines are never trained
  on (old people at a speaker, chats, hotline calls, dialects, Cantonese, English), what is wanted
  is understood in {behaviour} and the right service named first in {service}; with one character
  in ten misheard, in {behaviour_10} and {service_10}. Emergencies: {recall} are noticed,
  {precision} of the alarms are real. A sentence takes {p95} ms at most in 95 of 100 cases, on one
  core, without a GPU. [How it is measured, and every miss](docs/scores.md).""",
    "zh": """- **听得懂需要，不只认名字**：用 {lines} 句从未参与训练、由另一批作者写的话来考
  （老人对音箱说的、聊天、热线、方言、粤语、英语），意图听对 {behaviour}，第一个服务就对
  {service}；每十个字听错一个时，分别是 {behaviour_10} 和 {service_10}。紧急情况发现 {recall}，
  报警里 {precision} 是真的。单核、不用显卡，百分之九十五的句子在 {p95} 毫秒内听完。
  [怎么测的、错在哪](docs/scores.md)。""",
}


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def claim(figures: dict[str, Any], language: str) -> str:
    """The paragraph, between its marks."""
    ours = figures["ours"]
    clean, noisy = ours["totals"]["0"], ours["totals"]["10"]
    text = _WORDS[language].format(
        lines=clean["lines"],
        behaviour=_percent(clean["behaviour"]),
        service=_percent(clean["first_service"]),
        behaviour_10=_percent(noisy["behaviour"]),
        service_10=_percent(noisy["first_service"]),
        recall=_percent(clean["emergency_recall"]),
        precision=_percent(clean["emergency_precision"]),
        p95=round(ours["p95_ms"]),
    )
    return f"{BEGIN}\n{text}\n{END}"


def claimed(text: str) -> str:
    """The paragraph that stands in a README."""
    return BEGIN + text.partition(BEGIN)[2].partition(END)[0] + END


def last_figures() -> dict[str, Any]:
    """The figures of the last scoring."""
    figures: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return figures


def write(figures: dict[str, Any]) -> None:
    """Put the figures into the READMEs."""
    for language, path in READMES.items():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(claimed(text), claim(figures, language)), encoding="utf-8")
