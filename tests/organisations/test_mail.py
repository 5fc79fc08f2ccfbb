"""Letters: into the outbox or to a server, with headers that nobody can forge."""

from __future__ import annotations

import email
import email.policy
import socket
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as django_mail

from yhdyspinta import environment
from yhdyspinta.domain.errors import StateError
from yhdyspinta.organisations import mail
from yhdyspinta.organisations.mail_server import OUTBOX, mail_settings
from yhdyspinta.organisations.outbox import waiting

LETTER = mail.Letter(
    to="aino@kunta.example",
    subject="Sinua odotetaan\r\nBcc: kaikki@kunta.example",
    text="Yhdyspinta: päätökset odottavat.",
    html="<p>Yhdyspinta: päätökset odottavat.</p>",
    headers={"List-Unsubscribe": "<https://yhdyspinta.example/u/1>"},
)


def used(settings: Any, home: Path, address: str = "") -> None:
    read = environment.read({"YHDYSPINTA_HOME": str(home), "YHDYSPINTA_MAIL": address, "YHDYSPINTA_ADDRESS": "https://tieto.example"})
    for name, value in mail_settings(read).items():
        setattr(settings, name, value)


def test_without_a_server_letters_are_files_that_a_mail_program_reads(settings: Any, tmp_path: Path) -> None:
    used(settings, tmp_path)
    mail.send(LETTER)
    (path,) = (tmp_path / OUTBOX).iterdir()
    assert waiting(tmp_path / OUTBOX) == 1
    assert path.stat().st_mode & 0o077 == 0
    read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert (read["To"], read["From"]) == ("aino@kunta.example", "yhdyspinta@tieto.example")
    assert read["Subject"] == "Sinua odotetaan Bcc: kaikki@kunta.example"
    assert "Bcc" not in read
    assert read["List-Unsubscribe"] == "<https://yhdyspinta.example/u/1>"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Message-ID"].endswith("@tieto.example>")
    text, html = (read.get_body((kind,)).get_content().strip() for kind in ("plain", "html"))
    assert (text, html) == (LETTER.text, LETTER.html)


def test_a_server_that_does_not_answer_is_told_as_a_sentence(settings: Any, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        used(settings, tmp_path, f"smtp://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(StateError, match="could not be sent") as failure:
            mail.send(LETTER)
    assert "YHDYSPINTA_MAIL" in failure.value.hint


def test_a_server_gets_the_letter(settings: Any, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard: list[bytes] = []
        thread = threading.Thread(target=_take_one, args=(server, heard))
        thread.start()
        used(settings, tmp_path, f"smtp://127.0.0.1:{server.getsockname()[1]}?from=tieto@kunta.example")
        mail.send(LETTER)
        thread.join(10)
    said = b"".join(heard)
    assert b"mail FROM:<tieto@kunta.example>" in said
    assert b"rcpt TO:<aino@kunta.example>" in said
    assert b"\r\nSubject: Sinua odotetaan Bcc: kaikki@kunta.example\r\n" in said


def _take_one(server: socket.socket, heard: list[bytes]) -> None:
    """What a mail server answers, as far as one letter needs."""
    connection, _ = server.accept()
    with connection, connection.makefile("rwb") as talk:
        talk.write(b"220 here\r\n")
        talk.flush()
        in_data = False
        for line in talk:
            heard.append(line)
            if in_data and line != b".\r\n":
                continue
            in_data = line == b"DATA\r\n" or line == b"data\r\n"
            talk.write(b"354 go on\r\n" if in_data else b"221 bye\r\n" if line.lower() == b"quit\r\n" else b"250 ok\r\n")
            talk.flush()
            if line.lower() == b"quit\r\n":
                return


def test_the_outbox_of_tests_is_django_own() -> None:
    mail.send(LETTER)
    assert [one.to for one in django_mail.outbox] == [["aino@kunta.example"]]
