"""What runs inside the Rasa server: from a person's words to a behaviour, services and details.

Loaded by Rasa's own Python, so it imports nothing else of the package. `text`, `lexicon`, `lines`,
`emergencies`, `language` and `details` are plain Python; the modules named in `config.yml` are the
Rasa components around them.
"""
