"""The assistant of the life circle: where a daily service is, and how far it is on foot."""
