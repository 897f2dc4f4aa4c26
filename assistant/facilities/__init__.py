"""Who offers which services where and when: tables, imports, opening hours."""
