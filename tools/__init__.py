"""What makes the drawings, sounds and samples under `resources/`. Run from the root, `python -m tools.draw_garments`.

Every script is deterministic: run again, it writes the same bytes (pictures: with the same versions of the libraries).
"""
