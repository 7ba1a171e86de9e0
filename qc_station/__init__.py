"""The quality-control workstation: scan a parcel, judge its pieces, sign the verdicts; the ledger hears of each once.

The layers, from the inside out (a layer imports only what stands before it; `pyproject.toml` holds the contracts):
domain, policy, application, then side by side storage, sync, devices, vision and viewmodels, then bootstrap, then the
two faces gui and cli, then `__main__`.
"""

__version__ = "0.1.0"
