"""How well, how fast and how heavily the understanding works, beside others."""
