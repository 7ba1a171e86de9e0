"""What leaves the bench on paper: content and layout as data, and the bytes that a printer or a reader takes.

May import: application, policy, domain; reportlab, zxingcpp.
"""
