"""The central ledger: what customers declared, what benches decided, and the money that follows from it, once.

The layers, from the inside out (a layer imports only what stands before it; `pyproject.toml` holds the contracts):
domain, application, then side by side api and storage, then bootstrap, then cli, then `__main__`.
It shares the wire with the station, never a class.
"""

__version__ = "0.1.0"
