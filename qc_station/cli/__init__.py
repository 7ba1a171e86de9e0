"""The headless face: one module per verb, over the same use-cases as the window. May import bootstrap, application
and below; no Qt.
"""
