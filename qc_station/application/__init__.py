"""The operator's verbs, one module each, and the ports they need: what the station does, without saying how.

May import: domain, policy; the standard library.
"""
