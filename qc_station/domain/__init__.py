"""The nouns of the warehouse and their invariants: frozen values, legal moves, identifiers, money.

May import: the standard library.
"""
