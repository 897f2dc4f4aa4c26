"""Reports in conversation: taken down, asked after, closed with the resident's word."""
