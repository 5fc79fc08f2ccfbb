"""What a reader sees when the machine has too much to do."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.utils import translation

from yhdyspinta.observations.engine import QueryStoppedError
from yhdyspinta.web import errors


@pytest.mark.parametrize(("language", "heading"), [("fi", "Sivu ei valmistunut ajoissa"), ("sv", "Sidan blev inte klar i tid")])
def test_a_stopped_query_is_a_busy_server_and_no_fault(rf: RequestFactory, language: str, heading: str) -> None:
    with translation.override(language):
        answer = errors.explained(rf.get(f"/{language}/"), QueryStoppedError("The query ran longer than 2 s and was stopped."))
    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"
    assert heading in answer.content.decode()
    assert "stopped" not in answer.content.decode()
