"""The neutral reply and how it is put into words, Chinese and English, read and spoken."""
