"""Pixels in, numbers out; whether a number is good enough is policy's word. The only place that computes on pixels.

May import: application, policy, domain; numpy, cv2, simplejpeg, PIL, zxingcpp.
"""
