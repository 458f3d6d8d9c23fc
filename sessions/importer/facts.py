"""A record without its sentences: facts that may be passed on where the text may not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from .record import Appointment, Correction, DeputyChange, PolicyRecord, Record

_EXAMPLE = re.compile(r"（如“.*?”）")
Told = TypeVar("Told", Appointment, DeputyChange)


def facts_of(record: Record, abstracts: Mapping[str, str] | None = None) -> Record:
    """``record`` without the texts of sections, points and footnotes, and without findings.

    Titles, names, posts, dates, numbers, headings and places in the bulletin stay. What is
    left out is "not stated" (null), so that publishing it over the full record takes no
    text away. ``abstracts`` are contents told in the editors' own words, by document key.
    """
    abstracts = abstracts or {}
    documents = tuple(
        item.model_copy(
            update={
                "abstract": abstracts.get(item.key),
                "sections": tuple(part.model_copy(update={"text": None}) for part in item.sections),
                "footnotes": tuple(
                    part.model_copy(update={"text": None}) for part in item.footnotes
                ),
            }
        )
        for item in record.documents
    )
    opinions = tuple(
        item.model_copy(
            update={
                "points": tuple(point.model_copy(update={"text": None}) for point in item.points)
            }
        )
        for item in record.opinions
    )
    return record.model_copy(
        update={
            "documents": documents,
            "opinions": opinions,
            "appointments": tuple(map(_without_words, record.appointments)),
            "deputy_changes": tuple(map(_without_words, record.deputy_changes)),
            "findings": (),
        }
    )


def _without_words(item: Told) -> Told:
    """An act or a deputy change whose tellings say where and what, and not in which words."""
    told = tuple(one.model_copy(update={"text": None}) for one in item.told)
    return item.model_copy(update={"told": told})


def facts_of_policy(record: PolicyRecord) -> PolicyRecord:
    """``record`` without the texts of measures and of the column that says how (改革措施), and
    without findings: titles, headings, tasks, units, leaders and days stay. Reasons of corrections
    stay without the words that they quote as examples."""
    tasks = tuple(
        task.model_copy(
            update={
                "measure": None,
                "cells": tuple(
                    cell.model_copy(update={"printed": None}) if cell.field == "measure" else cell
                    for cell in task.cells
                ),
                "corrections": tuple(map(_without_examples, task.corrections)),
            }
        )
        for task in record.tasks
    )
    measures = tuple(one.model_copy(update={"text": None}) for one in record.measures)
    return record.model_copy(update={"measures": measures, "tasks": tasks, "findings": ()})


def _without_examples(one: Correction) -> Correction:
    """A correction whose reason quotes no sentence, nor does it hold one of the column's."""
    update: dict[str, str] = {"reason": _EXAMPLE.sub("", one.reason)}
    if one.field == "measure":
        update |= {"printed": "", "value": ""}
    return one.model_copy(update=update)
