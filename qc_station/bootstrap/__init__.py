"""The one composition root: where the adapters meet the use-cases. Nothing is built at import.

May import: everything but viewmodels, gui and cli; no Qt.
"""
