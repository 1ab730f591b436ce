"""Decodes a picture and encodes it anew, without its hidden data."""

from __future__ import annotations

import io
import threading

from PIL import Image, ImageOps

from app.core.errors import Invalid, TooLarge

MAX_PIXELS = 50_000_000
MAX_SIDE = 4096
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
# Our own cap comes first and has a Chinese sentence; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None
# One large picture at a time: decoding takes up to 200 MB.
_one_at_a_time = threading.Lock()


def clean_image(data: bytes, extension: str) -> bytes:
    """Return the picture re-encoded: upright, at most 4096 pixels wide or high, no EXIF, no GPS.

    Args:
        data: The file as it came.
        extension: ``jpg``, ``jpeg``, ``png`` or ``webp``; only that decoder is tried.

    Raises:
        Invalid: It cannot be decoded.
        TooLarge: Over 50 million pixels, judged from the header before decoding.
    """
    kind = FORMATS[extension]
    with _one_at_a_time:
        try:
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise TooLarge("图片超过 5000 万像素，请缩小后再上传。", word="too_many_pixels")
                # A JPEG can be decoded at a fraction of its size, which spares the memory.
                image.draft(None, (MAX_SIDE, MAX_SIDE))
                image.load()
                upright = ImageOps.exif_transpose(image)
                return _encode(upright, kind)
        except TooLarge:
            raise
        # Decoders of hostile bytes raise whatever they meet (OSError, ValueError, struct.error…).
        except Exception as error:
            raise Invalid("图片已损坏或不是真正的图片，无法打开。", word="broken_file") from error


def _encode(image: Image.Image, kind: str) -> bytes:
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    if kind == "JPEG" or image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        image = image.convert("RGB")
    # A new image takes the pixels and nothing else: comments and profiles stay behind.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    if image.mode == "P":
        bare.putpalette(image.getpalette() or [])
        if "transparency" in image.info:
            bare.info["transparency"] = image.info["transparency"]
    out = io.BytesIO()
    if kind == "PNG":
        bare.save(out, "PNG")
    else:
        bare.save(out, kind, quality=88)
    return out.getvalue()
