"""The fixtures: facts of a real bulletin, and the demo; text comes onto the same records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from people.models import Appointment
from sessions.importer import record as rec
from sessions.importer.build import read_bulletin
from sessions.importer.facts import facts_of, facts_of_policy
from sessions.importer.policies.build import read_policy
from sessions.importer.publishing.publish import publish
from sessions.models import Document, OpinionPoint, Section
from tests.seeds import seed

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
NINGBO = FIXTURES / "ningbo-16-19"


def ningbo_facts() -> rec.Record:
    return rec.load_record((NINGBO / "bulletin.record.json").read_bytes())


def test_the_fixture_is_what_the_importer_reads_less_the_sentences():
    abstracts = json.loads((NINGBO / "abstracts.json").read_text(encoding="utf-8"))
    read = read_bulletin(seed("001_"))
    assert facts_of(read, abstracts) == ningbo_facts(), "make fixtures writes it anew"


def test_the_fixture_holds_no_sentence_of_the_source():
    facts = ningbo_facts()
    texts = [part.text for item in facts.documents for part in (*item.sections, *item.footnotes)]
    texts += [point.text for item in facts.opinions for point in item.points]
    assert texts and set(texts) == {None}
    assert all(item.abstract for item in facts.documents)
    source = "".join(seed("001_").read_text(encoding="utf-8").split())
    for item in facts.documents:
        sentences = [words for words in (item.abstract or "").split("。") if len(words) > 20]
        assert not [words for words in sentences if words in source]


def test_every_record_file_is_valid_by_the_schema():
    jsonschema = pytest.importorskip("jsonschema")
    schemas = {
        rec.FORMAT: json.loads((FIXTURES / "record.schema.json").read_text(encoding="utf-8")),
        rec.POLICY_FORMAT: json.loads(
            (FIXTURES / "policy.schema.json").read_text(encoding="utf-8")
        ),
    }
    files = sorted(FIXTURES.rglob("*.record.json"))
    assert files
    for path in files:
        record = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.validate(record, schemas[record["format"]])


def test_the_schema_is_that_of_the_code():
    held = json.loads((FIXTURES / "record.schema.json").read_text(encoding="utf-8"))
    assert held == rec.record_schema(), "make fixtures writes it anew"
    held = json.loads((FIXTURES / "policy.schema.json").read_text(encoding="utf-8"))
    assert held == rec.policy_schema(), "make fixtures writes it anew"


@pytest.mark.parametrize(
    ("prefix", "slug"),
    [
        ("000_", "ningbo-2020-decision"),
        ("002_", "fenghua-2018-83"),
        ("003_", "jiaxing-2019-decision"),
        ("004_", "ningbo-2020-36"),
    ],
)
def test_the_policies_are_what_the_importer_reads_less_the_sentences(prefix: str, slug: str):
    held = rec.load_policy((FIXTURES / slug / "policy.record.json").read_bytes())
    read = facts_of_policy(read_policy(seed(prefix)))
    assert read == held, "make fixtures writes it anew"


@pytest.mark.django_db
def test_the_text_comes_onto_the_records_of_the_facts():
    publish(ningbo_facts())
    ids = {
        model: dict(model.objects.values_list("key", "pk"))
        for model in (Document, Section, Appointment)
    }
    points = set(OpinionPoint.objects.values_list("pk", flat=True))
    done = publish(read_bulletin(seed("001_")))
    assert (done.total("inserted"), done.total("removed")) == (0, 0)
    for model, held in ids.items():
        assert dict(model.objects.values_list("key", "pk")) == held
    assert set(OpinionPoint.objects.values_list("pk", flat=True)) == points
    assert not Section.objects.filter(text=None).exists()
    assert not Document.objects.filter(abstract="").exists()
    again = publish(ningbo_facts())
    assert (again.total("inserted"), again.total("updated"), again.total("removed")) == (0, 0, 0)


def test_the_demo_reads_without_a_finding():
    record = read_bulletin(FIXTURES / "demo" / "linxi-5-12.txt")
    assert record.findings == ()
    assert len(record.documents) == 20
