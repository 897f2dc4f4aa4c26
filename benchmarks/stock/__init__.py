"""The bot that the assistant is compared with: Rasa's default recipe on the same examples."""
