"""The conversation with the ledger over HTTP. The only place that knows HTTP.

May import: application, policy, domain; requests.
"""
