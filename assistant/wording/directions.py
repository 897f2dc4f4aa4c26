"""The way to a place as a reply."""

from assistant.walking.directions import LandmarkFinder, describe
from assistant.walking.route import Route
from assistant.wording.measures import metres_said, minutes_said
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply, join_spoken


def directions_reply(route: Route, name: str, landmarks: LandmarkFinder, language: str) -> Reply:
    """The way to the place called `name`: numbered steps to read, sentences to hear."""
    told = describe(route, landmarks, name, language)
    lead = phrase_book(language).said(
        "directions_lead",
        name=name,
        minutes=minutes_said(route.seconds / 60, language),
        metres=metres_said(route.metres, language),
    )
    steps = [f"{number}. {sentence}" for number, sentence in enumerate(told.text, start=1)]
    return Reply(speech=join_spoken(lead.speech, told.spoken), text="\n".join([lead.text, *steps]))
