"""The clerk's side of the stories: looks at the queue, takes, says, gives back."""

from collections.abc import Mapping
from typing import Any

from assistant.client import Assistant

NAME = "李敏"


class Clerk:
    """Works at the queue of a running assistant, through its interface."""

    def __init__(self, running: Assistant) -> None:
        self._running = running

    def does(self, step: Mapping[str, Any]) -> None:
        """One step of a story."""
        what = step["clerk"]
        if what == "leaves":
            self._running.post("/api/queue/leave", {"clerk": NAME})
            return
        queue = self._running.get("/api/queue", clerk=NAME)["queue"]
        if what == "looks":
            return
        [held] = [each for each in queue if each["clerk"] in ("", NAME)]
        where = f"/api/queue/{held['id']}"
        if what == "reads":
            self._reads(step, self._running.get(where))
        elif what == "takes":
            self._running.post(f"{where}/take", {"clerk": NAME})
        elif what == "says":
            self._running.post(f"{where}/say", {"clerk": NAME, "text": step["words"]})
        else:
            assert what == "returns", what
            self._running.post(f"{where}/return", {"clerk": NAME})

    @staticmethod
    def _reads(step: Mapping[str, Any], held: Mapping[str, Any]) -> None:
        """What the clerk gets to read holds all of `words`."""
        told = [*held["summary"]["said"], held["summary"]["wish"], held["summary"]["place"]]
        told += [message["text"] for message in held["messages"]]
        for part in step["words"]:
            assert any(part in each for each in told), f"{part!r} cannot be read: {held}"
        if "why" in step:
            assert held["reason"] == step["why"], held
        if "urgent" in step:
            assert held["urgent"] is step["urgent"], held
