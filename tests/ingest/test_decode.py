"""Encodings and languages."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.decode import decode, is_binary
from pipeline.ingest.language import other_language

TEXT = "Die Übung stärkt den Rücken – langsam heben, “ruhig” atmen."


@pytest.mark.parametrize(
    ("body", "charset", "html", "encoding"),
    [
        (codecs.BOM_UTF8 + TEXT.encode(), None, False, "utf-8-sig"),
        (TEXT.encode("utf-16"), None, False, "utf-16"),
        (TEXT.encode("utf-16-le"), None, False, "utf-16-le"),
        (TEXT.encode("utf-16-be"), None, False, "utf-16-be"),
        (TEXT.encode(), "iso-8859-1", False, "utf-8"),
        (TEXT.encode("cp1252"), "ISO-8859-1", False, "cp1252"),
        (b'<meta charset="windows-1252">' + TEXT.encode("cp1252"), None, True, "cp1252"),
        (b'<meta http-equiv="x" content="text/html; charset=latin1">' + TEXT.encode("cp1252"), None, True, "cp1252"),
        (b'<?xml version="1.0" encoding="windows-1252"?>' + TEXT.encode("cp1252"), None, True, "cp1252"),
    ],
)
def test_encodings_are_found(body: bytes, charset: str | None, html: bool, encoding: str) -> None:
    text, name = decode(body, charset, html=html)
    assert text.endswith(TEXT)
    assert name == encoding


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else() -> None:
    text, name = decode(TEXT.encode() * 5 + b"\xc3(" + TEXT.encode(), None, html=False)
    assert name == "utf-8"
    assert text.count("\ufffd") == 1


def test_an_unknown_or_unfit_label_is_passed_over() -> None:
    assert decode("naïve".encode("cp1252"), "no-such-code", html=False)[0].startswith("na")
    assert decode(b"plain", "hex", html=False) == ("plain", "utf-8")


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1252", "shift_jis", "rot13", "utf-7"]))
def test_any_bytes_decode_to_text_that_can_be_written(body: bytes, charset: str | None) -> None:
    text, _ = decode(body, charset, html=True)
    assert text.encode("utf-8").decode("utf-8") == text
    assert isinstance(is_binary(body), bool)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Foam rolling calves, hamstring stretch, runner knee pain, ankle brace, knee pain running " * 3, None),
        ("Bridge", None),
        ("Hold the stretch for thirty seconds and then switch to the other leg. " * 3, None),
        ("Legen Sie sich auf den Rücken und ziehen Sie beide Knie langsam zur Brust. Halten Sie kurz. " * 3, "de"),
        ("Acuéstese boca arriba y lleve las rodillas hacia el pecho durante unos segundos cada día. " * 3, "es"),
    ],
)
def test_only_pages_that_are_surely_foreign_are_named(text: str, language: str | None) -> None:
    assert other_language(text, ("en",)) == language


def test_no_languages_means_all_and_others_can_be_chosen() -> None:
    german = "Legen Sie sich auf den Rücken und ziehen Sie beide Knie langsam zur Brust. " * 3
    assert other_language(german, ()) is None
    assert other_language(german, ("en", "de")) is None
