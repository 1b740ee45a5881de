"""Clean article to mentions: exercises, causes and advice, each with the sentence that says it.

The order matters: sections tell what each block is about; exercises claim the sentences that are their steps, which are
no advice; only the sentences that some extractor asks for are parsed, in one batch.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.advice import extract_advice
from pipeline.extract.causes import extract_causes
from pipeline.extract.causes import wanted as wanted_by_causes
from pipeline.extract.exercises import extract_exercises
from pipeline.extract.frame import Frame, load_model
from pipeline.extract.relevance import is_about_the_body
from pipeline.extract.sections import sections
from pipeline.models import AdviceMention, CauseMention, CleanArticle, ExerciseMention
from pipeline.settings import ExtractSettings


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that one article says of exercises, causes and advice, each in the order of the text.

    `on_topic` is false for an article about something else than the body: it is not read.
    """

    exercises: tuple[ExerciseMention, ...] = ()
    causes: tuple[CauseMention, ...] = ()
    advice: tuple[AdviceMention, ...] = ()
    on_topic: bool = True


def extract(article: CleanArticle, settings: ExtractSettings) -> Mentions:
    """Return what a clean article says. Raises `ModelError` where the model named in the settings isn't installed."""
    frame = Frame(article, load_model(settings.model))
    if not is_about_the_body(frame):
        return Mentions(on_topic=False)
    infos = sections(frame)
    exercises = extract_exercises(frame, infos)
    asked = wanted_by_causes(frame, infos, exercises.step_sentences)
    frame.parse(asked)
    return Mentions(
        exercises=exercises.mentions,
        causes=extract_causes(frame, infos, asked),
        advice=extract_advice(frame, infos, exercises.step_sentences),
    )
