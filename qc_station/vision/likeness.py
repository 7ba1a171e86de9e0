"""Whether two photographs show the same garment: features of the one found again in the other, in the same places.

SIFT (Lowe 2004) within the masks of the subjects, Lowe's ratio test, and RANSAC. On fifteen real pairs the same garment
gave 49 and more, a different one 15 and less (vision.md 5); on nine others, some of them on carpets where no subject
stands out, 56 and more against 23 and less. Without the mask the rail, the floor and the carpet match.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from qc_station.vision.subject import LOOK_LONGEST, Picture, look_for_subject, reduced

_FEATURES_MOST = 1500
# Lowe's own.
_RATIO = 0.8
_APART_MOST_PX = 12.0
# Two pairs of points always fit, and prove nothing.
_PAIRS_LEAST = 3
_SEED = 1
Points = npt.NDArray[np.float32]


def features_in_common(one: Picture, other: Picture) -> int:
    """How many features of the garment in `one` lie in `other` as if it were shifted, turned or nearer.

    Pictures of 8 bits, B, G, R, shape (height, width, 3); they are reduced to 640 pixels.
    """
    places, signs = _features(one)
    other_places, other_signs = _features(other)
    if len(places) < _PAIRS_LEAST or len(other_places) < _PAIRS_LEAST:
        return 0
    matcher = cv2.BFMatcher(cv2.NORM_L2)
    pairs = [
        (best.queryIdx, best.trainIdx)
        for best, second in matcher.knnMatch(signs, other_signs, k=2)
        if best.distance < _RATIO * second.distance
    ]
    if len(pairs) < _PAIRS_LEAST:
        return 0
    source = places[[query for query, _ in pairs]]
    target = other_places[[train for _, train in pairs]]
    cv2.setRNGSeed(_SEED)
    _, consistent = cv2.estimateAffinePartial2D(source, target, method=cv2.RANSAC, ransacReprojThreshold=_APART_MOST_PX)
    # Several features of one that all match a single one of the other count once.
    return len({pairs[at][1] for at in np.flatnonzero(consistent)})


def _features(picture: Picture) -> tuple[Points, Points]:
    """Places, shape (n, 2), and descriptors, shape (n, 128), of what is found in the subject."""
    small = reduced(picture, LOOK_LONGEST)
    mask = look_for_subject(small).mask
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    found, signs = cv2.SIFT.create(nfeatures=_FEATURES_MOST).detectAndCompute(grey, mask)
    # Where nothing is found there are no signs either, whatever the stubs say.
    described = np.zeros((0, 128), np.float32) if not found else np.asarray(signs, np.float32)
    return np.array([each.pt for each in found], np.float32).reshape(-1, 2), described
