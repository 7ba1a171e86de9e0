"""A photograph as the shop's files are made of it: upright, 8-bit sRGB, and nothing else of what the camera wrote."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageCms

from qc_station.application.failures import WorldFailure
from qc_station.vision.colour import Picture, srgb_of_adobe
from qc_station.vision.picture_reader import PIXELS_MAX, grey_picture
from qc_station.vision.srgb_profile import SRGB_PROFILE

# How a camera set to Adobe RGB says so where it embeds no profile: DCF's interoperability index (Exif 2.32, 4.6.7).
_EXIF_INTEROPERABILITY = 0xA005
_INDEX, _DCF_ADOBE = 1, "R03"
_PROFILE_BYTES_MAX = 4 * 1024 * 1024


def shop_picture(file: Path) -> Picture:
    """The whole picture, B, G, R, shape (height, width, 3), turned as its EXIF orientation says.

    Its embedded profile, or the camera's word that it is Adobe RGB, is followed; a profile that is none is not.

    Raises WorldFailure("not_a_picture" | "file_unreadable" | "file_too_large").
    """
    grey_picture(file)  # every question a hostile file has to answer is asked there
    try:
        data = file.read_bytes()
    except OSError as error:
        raise WorldFailure("file_unreadable", file=file.name) from error
    try:
        decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise WorldFailure("not_a_picture", file=file.name) from error
    if decoded is None or decoded.shape[0] * decoded.shape[1] > PIXELS_MAX:
        raise WorldFailure("not_a_picture", file=file.name)
    picture = decoded.astype(np.uint8, copy=False)
    profile, adobe = _colour_space(data)
    if profile:
        return _by_profile(picture, profile)
    return srgb_of_adobe(picture) if adobe else picture


def _colour_space(data: bytes) -> tuple[bytes, bool]:
    """The embedded profile, empty where there is none we follow, and whether the camera says Adobe RGB without one."""
    try:
        # Pillow warns of what cameras write wrong; nothing of that concerns whoever looks at the bench.
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as header:
            profile = header.info.get("icc_profile") or b""
            interoperability = header.getexif().get_ifd(_EXIF_INTEROPERABILITY)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b"", False
    if len(profile) > _PROFILE_BYTES_MAX:
        profile = b""
    return profile, str(interoperability.get(_INDEX, "")).startswith(_DCF_ADOBE)


def _by_profile(picture: Picture, profile: bytes) -> Picture:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        described = ImageCms.getProfileDescription(source)
        if source.profile.xcolor_space != "RGB " or described.startswith("sRGB"):
            return picture
        rgb = Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1]))
        # Adobe's and every photographer's default; perceptual is the same for matrix profiles.
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
        target = ImageCms.ImageCmsProfile(io.BytesIO(SRGB_PROFILE))
        ImageCms.profileToProfile(rgb, source, target, renderingIntent=intent, inPlace=True, flags=flags)
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        return picture
    return np.ascontiguousarray(np.asarray(rgb)[:, :, ::-1])
