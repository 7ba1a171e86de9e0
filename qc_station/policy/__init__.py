"""The programme's rules as data and pure functions that explain their answer: grade, verdict, amount, retry.

May import: domain; the standard library.
"""
