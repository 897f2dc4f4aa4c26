"""Where the project's own files lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The checkout: the Rasa project, the data and this package lie side by side in it."""

DATA = ROOT / "data"
CALENDAR = DATA / "calendar"
REPLIES = DATA / "replies"
DEMO = DATA / "demo"
MODELS = ROOT / "models"
