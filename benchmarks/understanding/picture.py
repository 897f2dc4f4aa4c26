"""The reliability curves as a picture (SVG)."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt


def draw(curves: dict[str, list[list[float]]], file: Path) -> None:
    """Draw each curve (mean confidence, share right, number of lines) over the diagonal."""
    plt.rcParams.update({"svg.hashsalt": "reliability", "svg.fonttype": "none", "font.size": 11})
    figure, axes = plt.subplots(figsize=(6, 5))
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="as sure as right")
    for (name, curve), mark in zip(curves.items(), "os^D", strict=False):
        sure, right = [each[0] for each in curve], [each[1] for each in curve]
        axes.plot(sure, right, marker=mark, label=name)
    axes.set_xlabel("confidence given")
    axes.set_ylabel("share that was right")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.grid(alpha=0.3)
    axes.legend(loc="upper left")
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)
