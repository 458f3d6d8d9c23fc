"""Rows that are shown as part of another record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import serializers

from npcrecords.rest.fields import CodeField, FIELDS_OF_PARTS, HeldField, LabelField, Ref, TextField
