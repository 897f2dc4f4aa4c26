"""The bulletin: notices of the community, whom they concern, where, when; asked for, not pushed."""

from assistant.bulletin.asking import Asked, asked_in
from assistant.bulletin.bulletin import Bulletin, Posted
from assistant.bulletin.notice import Notice
from assistant.bulletin.place import Place

__all__ = ["Asked", "Bulletin", "Notice", "Place", "Posted", "asked_in"]
