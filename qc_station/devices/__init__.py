"""Cameras and scanners behind their ports, each driver under a supervisor. The only place that knows drivers.

May import: application, policy, domain; gphoto2 (inside its driver process), cv2 (to receive frames).
"""
