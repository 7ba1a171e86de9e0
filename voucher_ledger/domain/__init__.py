"""Nouns and rules of the books: frozen dataclasses and pure functions. Imports the standard library only."""
