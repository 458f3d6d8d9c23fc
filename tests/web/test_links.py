"""Every link of the pages leads somewhere: the demo's bulletin is published and walked through."""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from django.conf import settings

from sessions.importer.build import read_bulletin
from sessions.importer.publishing.publish import publish

DEMO = Path(settings.BASE_DIR) / "fixtures" / "demo" / "linxi-5-12.txt"
KINDS = {
    "bulletins", "documents", "appointments", "opinions", "policies", "people", "organizations",
    "posts",
}  # fmt: skip


@pytest.mark.django_db
def test_every_link_of_the_demo_leads_to_its_place(client) -> None:
    publish(read_bulletin(DEMO))
    names: dict[str, set[str]] = {}  # of each page that was seen
    places: list[tuple[str, str, str]] = []
    waiting = deque(["/"])
    while waiting:
        address = waiting.popleft()
        if address in names:
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        text = b"".join(response).decode()
        found = Counter(re.findall(r'\bid="([^"]+)"', text))
        assert max(found.values(), default=0) <= 1, (address, found.most_common(1))
        names[address] = set(found)
        for link in re.findall(r'href="([^"]+)"', text):
            to, place = urldefrag(urljoin(address, html.unescape(link)))
            kind = re.match(r"/(\w*)", to)
            if kind is None or kind[1] not in KINDS | {""}:
                continue  # the API, the administration, what is not ours
            if to.count("=") > 1:
                continue  # filters of a table, one upon another: as many as there are subsets
            waiting.append(to)
            if place:
                places.append((address, to, place))
    assert {path.split("/")[1] for path in names} == KINDS | {""}
    assert len(names) > 60
    assert len([one for one in places if one[2].startswith("act")]) > 30
    assert [one for one in places if one[2] not in names[one[1]]] == []
