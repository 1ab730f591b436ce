"""Decodes a picture and encodes it anew, without its hidden data."""

from __future__ import annotations

import io
import threading

from PIL import Image, ImageOps

from app.core.errors import Invalid, TooLarge

MAX_PIXELS = 50_000_000
# Formats that must be decoded whole take four bytes a pixel and more, so they get less room.
MAX_PIXELS_WHOLE = 20_000_000
MAX_SIDE = 3200
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
# Our own cap comes first and has a Chinese sentence; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None
# One large picture at a time, for each may take 150 MB.
_one_at_a_time = threading.Lock()


def clean_image(data: bytes, extension: str) -> bytes:
    """Return the picture re-encoded: upright, at most 3200 pixels wide or high, no EXIF, no GPS.

    Args:
        data: The file as it came.
        extension: ``jpg``, ``jpeg``, ``png`` or ``webp``; only that decoder is tried.

    Raises:
        Invalid: It cannot be decoded.
        TooLarge: Over 50 million pixels (20 million unless a plain JPEG), judged from the
            header before anything is decoded.
    """
    kind = FORMATS[extension]
    with _one_at_a_time:
        try:
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                _check_pixels(image, kind)
                shrink = MAX_SIDE / max(image.size)
                if kind == "JPEG" and shrink < 1:
                    # A JPEG can be decoded at a fraction of its size, which spares the memory.
                    image.draft(None, (int(image.width * shrink) or 1, int(image.height * shrink) or 1))
                image.load()
                image.thumbnail((MAX_SIDE, MAX_SIDE))
                return _encode(ImageOps.exif_transpose(image), kind)
        except TooLarge:
            raise
        # Decoders of hostile bytes raise whatever they meet (OSError, ValueError, struct.error…).
        except Exception as error:
            raise Invalid("图片已损坏或不是真正的图片，无法打开。", word="broken_file") from error


def _check_pixels(image: Image.Image, kind: str) -> None:
    in_steps = kind == "JPEG" and not (image.info.get("progressive") or image.info.get("progression"))
    most = MAX_PIXELS if in_steps else MAX_PIXELS_WHOLE
    if image.width * image.height > most:
        sentence = f"图片超过 {most // 10_000} 万像素，请缩小后再上传。"
        raise TooLarge(sentence, word="too_many_pixels")


def _encode(image: Image.Image, kind: str) -> bytes:
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
