"""The second face: the same use-cases from a terminal.

May import: bootstrap, application, policy, domain.
"""
