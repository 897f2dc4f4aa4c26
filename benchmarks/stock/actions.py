"""The straightforward actions of the bot that is compared with: one SQL query, straight lines.

Run by `python -m rasa_sdk --actions benchmarks.stock.actions`. The database is named by
`STOCK_DATABASE`.
"""

import csv
import os
import sqlite3
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

CATALOGUE = Path(__file__).parents[2] / "data" / "catalogue" / "services.csv"
NEAREST = """
    SELECT f.id, f.name, f.lat, f.lon, f.address, f.phone, f.opening_hours
    FROM facility AS f JOIN facility_service AS s ON s.facility_id = f.id
    WHERE s.service_id = ? AND f.status = 'open'
    ORDER BY (f.lat - ?) * (f.lat - ?) + (f.lon - ?) * (f.lon - ?) * 0.75 LIMIT 5
"""


def _words() -> dict[str, str]:
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return {
            word.strip().lower(): row["id"]
            for row in csv.DictReader(file)
            for column in ("name_zh", "name_en", "synonyms_zh", "synonyms_en", "need_phrases_zh")
            for word in row[column].split("|")
            if word.strip()
        }


WORDS = _words()


class Find(Action):
    """The five nearest places as the crow flies."""

    def name(self) -> str:
        return "action_find"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        message = tracker.latest_message
        here = message.get("metadata", {}).get("location", {"lat": 30.262, "lon": 114.541})
        said = (message.get("text") or "").lower()
        known = [word for word in WORDS if word in said]
        service = WORDS[max(known, key=len)] if known else "pharmacy"
        lat, lon = here["lat"], here["lon"]
        database = sqlite3.connect(os.environ["STOCK_DATABASE"])
        try:
            database.row_factory = sqlite3.Row
            rows = database.execute(NEAREST, (service, lat, lat, lon, lon)).fetchall()
        finally:
            database.close()
        places = [dict(row) for row in rows]
        text = f"最近的是{places[0]['name']}。" if places else "附近没有找到。"
        dispatcher.utter_message(json_message={"text": text, "places": places})
        return [SlotSet("shown", places)]


class Follow(Action):
    """Something about the first place of the list."""

    def name(self) -> str:
        return "action_follow"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        shown = tracker.get_slot("shown") or []
        text = "先告诉我您要找什么。"
        if shown:
            text = f"{shown[0]['name']}，{shown[0]['address'] or ''}"
        dispatcher.utter_message(json_message={"text": text, "places": shown[:1]})
        return []
