"""What the blocks of an article mean as structure, read once: a tree of nodes with number, label, topic and subject.

Nothing downstream strips a number, splits a label or asks again what a list is a list of.
"""

from __future__ import annotations

from pipeline.outline.build import outline
from pipeline.outline.labels import Label
from pipeline.outline.nodes import Node, Outline
from pipeline.outline.topics import Topic

__all__ = ["Label", "Node", "Outline", "Topic", "outline"]
