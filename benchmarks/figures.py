"""Latencies and the machine they were measured on."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

import psutil


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that `percent` of `values` do not exceed (nearest rank). Raises ValueError."""
    if not values:
        raise ValueError("nothing was measured")
    ranked = sorted(values)
    rank = max(0, -int(-len(ranked) * percent // 100) - 1)
    return ranked[min(rank, len(ranked) - 1)]


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """The percentiles that the tables show, in milliseconds."""
    return {f"p{p}": round(percentile(seconds, p) * 1000, 2) for p in (50, 95, 99)}


def machine() -> str:
    """The machine in one line: processor, cores, memory, system, Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = psutil.virtual_memory().total / 2**30
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return (
        f"{_processor()}, {cores} cores, {memory:.0f} GB, {system}, "
        f"Linux {platform.release()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
