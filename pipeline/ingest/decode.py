"""Bytes to text: which encoding a page is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML = re.compile(rb"""^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']""", re.I)
_HEAD = 4096  # where browsers look for a declaration, with some room
_SAMPLE = 200_000  # enough for charset-normalizer, which takes its time
_SURROGATE = re.compile("[\ud800-\udfff]")
# Browsers read these labels as their Windows supersets (WHATWG Encoding Standard): pages use the letters in between.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_CONTROL = bytes(set(range(32)) - set(b"\t\n\f\r\x1b\b"))


def is_binary(body: bytes) -> bool:
    """Whether the bytes are no text in any encoding: many control characters among the first thousands.

    >>> is_binary(b"Stretch your calves.\\n"), is_binary(bytes(range(256)) * 8)
    (False, True)
    """
    if _bom(body) or _wide(body):
        return False
    head = body[:8192]
    return (len(head) - len(head.translate(None, _CONTROL))) > 0.02 * len(head)


def _bom(body: bytes) -> str | None:
    return next((name for mark, name in _BOMS if body.startswith(mark)), None)


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Western text is zero then."""
    head = body[:2000]
    half = len(head) // 2
    if half < 8:
        return None
    if head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def declared(body: bytes) -> str | None:
    """Return the encoding that an HTML page names for itself, `None` where it names none that is known."""
    head = body[:_HEAD]
    match = _META.search(head) or _XML.search(head)
    return _known(match[1].decode("ascii", "replace")) if match else None


def _known(label: str | None) -> str | None:
    """The codec's name for a label; labels of codecs that are not text encodings (`hex`, `rot13`) count as unknown."""
    if not label:
        return None
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return _SUPERSETS.get(info.name, info.name)


def decode(body: bytes, charset: str | None, *, html: bool) -> tuple[str, str]:
    """Return the text and the encoding it was read with.

    A byte order mark decides. Bytes that are valid UTF-8 are UTF-8 whatever is declared, for other encodings hardly
    ever look so by chance and pages are often labelled wrongly. Then what the header (`charset`) and the page declare,
    then UTF-8 with a few broken bytes, then charset-normalizer's guess.

    >>> decode("Übung".encode("latin-1"), "iso-8859-1", html=False)
    ('Übung', 'cp1252')
    """
    marked = _bom(body) or _wide(body)
    if marked:
        return _sound(body.decode(marked, "replace")), marked
    try:
        return _sound(body.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass  # the next best guess follows
    for name in (_known(charset), declared(body) if html else None):
        if name is None or name == "utf-8":
            continue
        try:
            return _sound(body.decode(name)), name
        except UnicodeDecodeError:
            continue
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken <= 0.1 * sum(1 for letter in text if letter > "\x7f") or _known(charset) == "utf-8":
        return text, "utf-8"
    name = _guess(body)
    return _sound(body.decode(name, "replace")), name


def _guess(body: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"


def _sound(text: str) -> str:
    """The text without lone surrogates, which are no characters and cannot be written as UTF-8."""
    return _SURROGATE.sub("\ufffd", text)
