"""The assistant of the fifteen-minute life circle: where a daily service is, and how far on foot."""
