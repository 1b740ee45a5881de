"""Whether the words around a name in running text mean an exercise to do, or only speak of one."""

from __future__ import annotations

from pipeline.extract.exercises.candidate import Candidate
from pipeline.extract.exercises.tables import cues
from pipeline.extract.frame import Frame
from pipeline.extract.sections import SectionInfo

_EXERCISE_TOPICS = frozenset({"exercises", "instructions"})


_SIGNS = 2
_SHORT_PAGE = 400


def exercise_page(frame: Frame) -> bool:
    """Return whether a page speaks of the body and its training at all; a note of few words need not say so."""
    if len(frame.article.text) < _SHORT_PAGE:
        return True
    found: set[str] = set()
    for sentence in frame.sentences:
        found.update(cues().exercise_page.findall(sentence.lower))
        if len(found) >= _SIGNS:
            return True
    return False


def exercise_section(info: SectionInfo) -> bool:
    """Return whether a block stands where exercises are told of."""
    return info.topic in _EXERCISE_TOPICS and not info.avoid


def exercise_path(info: SectionInfo) -> bool:
    """Return whether a heading above speaks of exercises."""
    return any(cues().exercise_heading.search(one.lower()) for one in info.path[:-1] if not info.avoid)


def exercise_list(info: SectionInfo) -> bool:
    """Return whether a block is one of the exercises that a lead-in or heading announces."""
    if info.avoid or info.topic != "exercises":
        return False
    return info.heading_topic == "exercises" or (info.lead_in is not None and "exercises" in info.lead_in.topics)


def is_distant(info: SectionInfo) -> bool:
    """Return whether a block stands where exercises are only spoken of: causes, symptoms, tests, surgery."""
    return info.topic in cues().distant_topics or any(cues().distant_path.search(one.lower()) for one in info.path[-2:])


def _is_told(one: Candidate) -> bool:
    lower = one.sentence.lower
    before = lower[: one.start]
    return bool(cues().imperative_before.search(before)) and not cues().act_not_told.search(before)


def is_negative(one: Candidate) -> bool:
    """Return whether the words next to a name say that it hurts, or that it should be left out."""
    lower, table = one.sentence.lower, cues()
    before = lower[: one.start]
    return any(p.search(before) for p in table.negative_before) or bool(table.negative_after.search(lower[one.end :]))


def is_recommended(one: Candidate) -> bool:
    """Return whether the words next to a name tell to do it, or tell of it as an exercise."""
    lower, table = one.sentence.lower, cues()
    ordinary = not one.strong and not one.many and " " not in one.name and one.rule == "lexicon"
    before = table.perform_before if ordinary else table.recommend_before
    return bool(before.search(lower[: one.start]) or table.recommend_after.search(lower[one.end :]))


def accepted(found: tuple[Candidate, ...], info: SectionInfo, *, page: bool) -> tuple[Candidate, ...]:
    """Return those of a sentence's candidates that are exercises to do.

    Strong names stand unless the words around them are against it; weak ones need a recommendation, an exercise
    section, or company: further names in the same list of words. `page`: the page is about such things at all.
    """
    if not page or info.avoid or info.topic == "boilerplate":
        return ()
    found = tuple(one for one in found if one.rule != "act" or one.strong or _is_told(one))
    fit = [one for one in found if not is_negative(one)]
    told = {id(one) for one in fit if is_recommended(one)}
    distant = is_distant(info)
    kept: list[Candidate] = []
    for one in fit:
        if one.rule == "shape" and one.many and one.name.endswith("exercise"):
            continue  # "hip exercises" are a group
        beside = [other for other in fit if other is not one and _neighbours(one, other)]
        in_list = any(id(other) in told or other.strong for other in beside)
        recommended = id(one) in told or any(id(other) in told for other in beside)
        if one.rule == "act":
            ok = not distant
        elif one.rule == "activity":
            ok = recommended and not distant
        elif one.strong:
            ok = recommended or not distant
        else:
            ok = recommended or (in_list and not distant) or (one.many and exercise_section(info))
        if ok and not (cues().reported.search(one.sentence.lower) and not one.strong):
            kept.append(one)
    return tuple(kept)


def _neighbours(one: Candidate, other: Candidate) -> bool:
    """Return whether two names stand in one enumeration: commas, "and", "or" and a few words between them."""
    first, second = sorted((one, other), key=lambda c: c.start)
    gap = first.sentence.lower[first.end : second.start]
    return not any(sign in gap for sign in ".;:!?") and all(len(part.split()) <= 5 for part in gap.split(","))
