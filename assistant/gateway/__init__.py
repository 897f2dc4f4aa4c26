"""The web server: channels in, Rasa behind, a true sentence in any case."""
