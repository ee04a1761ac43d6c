"""`entraide mail`, as an administrator of the machine uses it; and what the doctor says of mail with partners."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from entraide.config import doctor
from entraide.config.doctor import Level
from entraide.config.home import Mailbox, NodeFile, mail_folder, read_node_file
from entraide.exchange.domain.mail import keeping
from entraide.exchange.domain.mail.errors import MailKeyDamaged, MailSecretsDamaged
from entraide.exchange.domain.mail.keys import MailKey, fingerprint
from tests.config.running import run
from tests.config.test_serve import MADE
from tests.exchange.mail.imap_server import Server, open_mailbox
from tests.exchange.mail.people import OURS, STRANGER, THEIRS, certificate, key, mail_key, pem
from tools.postgres import free_port

PASS_PHRASE = "seven lanterns"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("mail") / "home"
    assert run(made, *MADE).returncode == 0
    said = (made / "node.toml").read_text("utf-8")
    (made / "node.toml").write_text(said.replace("[mail]\n", f'[mail]\nsender = "{OURS}"\n'), "utf-8")
    return made


def p12(path: Path, address: str) -> Path:
    made = serialize_key_and_certificates(
        b"mail", key(address), certificate(address), None, BestAvailableEncryption(PASS_PHRASE.encode())
    )
    path.write_bytes(made)
    (path.parent / "phrase").write_text(f"{PASS_PHRASE}\n", "utf-8")
    return path


def test_a_key_is_set_shown_and_removed_and_still_opens_what_is_encrypted_to_it(
    folder: Path, tmp_path: Path
) -> None:
    asked = (str(p12(tmp_path / "key.p12", OURS)), f"--passphrase-file={tmp_path / 'phrase'}")
    done = run(folder, "mail", "set", *asked)
    assert done.returncode == 0, done.stderr
    assert f"SHA-256:      {fingerprint(certificate(OURS))}" in done.stdout.splitlines()
    kept = keeping.key_file(mail_folder(folder))
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert f"Adresses :    {OURS}" in run(folder, "--language=fr", "mail", "show").stdout.splitlines()
    examined = run(folder, "doctor")
    until = certificate(OURS).not_valid_after_utc
    assert f"ok    Key for mail: Desk of {OURS} (→ {until:%Y-%m-%d})" in examined.stdout.splitlines()
    assert run(folder, "mail", "remove").returncode == 0
    assert not kept.exists()
    assert [one.certificate for one in keeping.kept_keys(mail_folder(folder))] == [certificate(OURS)]
    refused = run(folder, "mail", "show")
    assert (refused.returncode, "[assistance.no_mail_key]" in refused.stderr) == (1, True)
    tables = b"".join(path.read_bytes() for path in folder.glob("entraide.sqlite3*"))
    assert b"assistance.mail_key_set" in tables
    assert b"PRIVATE KEY" not in tables


def test_a_key_for_another_address_is_refused(folder: Path, tmp_path: Path) -> None:
    asked = (str(p12(tmp_path / "key.p12", STRANGER)), f"--passphrase-file={tmp_path / 'phrase'}")
    refused = run(folder, "mail", "set", *asked)
    assert (refused.returncode, "[exchange.mail_certificate_for_other]" in refused.stderr) == (1, True)


def test_a_certificate_counts_for_an_address_until_it_is_removed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs.pem").write_bytes(pem(certificate(THEIRS)))
    file = str(tmp_path / "theirs.pem")
    unsaid = run(folder, "mail", "partner-certificate", THEIRS, file, "--compared-with= ")
    assert "[assistance.certificate_not_compared]" in unsaid.stderr
    other = run(folder, "mail", "partner-certificate", OURS, file, "--compared-with=J. Adams")
    assert "[exchange.mail_certificate_for_other]" in other.stderr
    kept = run(folder, "mail", "partner-certificate", THEIRS, file, "--compared-with=J. Adams, +1 555 0100")
    assert kept.returncode == 0, kept.stderr
    again = run(folder, "mail", "partner-certificate", THEIRS.upper(), file, "--compared-with=J. Adams")
    assert "[assistance.certificate_already_kept]" in again.stderr
    [listed] = run(folder, "mail", "partner-certificates").stdout.splitlines()
    assert listed.startswith(THEIRS)
    assert "compared with: J. Adams, +1 555 0100" in listed
    assert "ok    Certificates of partners: 1" in run(folder, "doctor").stdout.splitlines()
    digest = fingerprint(certificate(THEIRS))
    assert run(folder, "mail", "forget-certificate", THEIRS, digest).returncode == 0
    gone = run(folder, "mail", "forget-certificate", THEIRS, digest)
    assert "[assistance.no_such_certificate]" in gone.stderr


def test_the_mailbox_of_the_node_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "node.toml").write_text('[mailbox]\nhost = "imap.example.org"\nport = 143\n', "utf-8")
    assert read_node_file(tmp_path).mailbox == Mailbox(host="imap.example.org", port=143)
    assert read_node_file(tmp_path / "none").mailbox.host == ""


def test_the_doctor_looks_into_the_mailbox_and_changes_nothing() -> None:
    server = Server()
    server.inbox.put(b"Subject: one\r\n\r\n")
    with open_mailbox(server):
        said = Mailbox("127.0.0.1", server.port, user=server.user, password=server.password, security="plain")
        found = doctor.mailbox(NodeFile(mailbox=said))
        assert (found.level, found.found) == (Level.OK, f"127.0.0.1:{server.port} (1)")
        wrong = Mailbox("127.0.0.1", server.port, user=server.user, password="x", security="plain")
        assert doctor.mailbox(NodeFile(mailbox=wrong)).found == "exchange.mail_box_login_refused"
    assert (len(server.inbox.contents), server.inbox.messages[0].flags) == (1, set())


def test_the_doctor_finds_a_mailbox_that_cannot_be_used() -> None:
    away = NodeFile(mailbox=Mailbox("127.0.0.1", free_port(), security="plain"))
    assert doctor.mailbox(away).found == "exchange.mail_box_unreachable"
    unknown = NodeFile(mailbox=Mailbox("127.0.0.1", free_port(), security="pigeon"))
    assert doctor.mailbox(unknown).found == "exchange.mail_box_unsound"
    assert doctor.mailbox(NodeFile()).level is Level.OK


@pytest.mark.parametrize(("days", "level"), [(100, Level.OK), (20, Level.WARN), (-1, Level.FAIL)])
def test_the_doctor_says_when_the_key_expires(tmp_path: Path, days: int, level: Level) -> None:
    ours = MailKey(key(OURS), certificate(OURS, days=(-200, days)))
    keeping.lay_by(mail_folder(tmp_path), ours)
    keeping.put_in_place(mail_folder(tmp_path))
    assert doctor.mail_key(tmp_path).level is level


class TestKeeping:
    def test_secrets_are_made_once_and_closed_to_others(self, tmp_path: Path) -> None:
        first = keeping.kept_secrets(tmp_path / "mail")
        assert [len(one) for one in first] == [32]
        assert keeping.kept_secrets(tmp_path / "mail") == first
        path = keeping.secrets_file(tmp_path / "mail")
        assert path.stat().st_mode & 0o777 == 0o600
        assert [one.name for one in path.parent.iterdir()] == ["secrets"]

    def test_a_key_that_is_replaced_still_opens(self, tmp_path: Path) -> None:
        newer = MailKey(key("newer"), certificate(OURS, of="newer"))
        for one in (mail_key(OURS), newer):
            keeping.lay_by(tmp_path, one)
            keeping.put_in_place(tmp_path)
        found = [one.certificate for one in keeping.kept_keys(tmp_path)]
        assert found == [newer.certificate, certificate(OURS)]

    def test_what_is_damaged_is_refused_and_never_taken_for_nothing(self, tmp_path: Path) -> None:
        keeping.key_file(tmp_path).write_bytes(pem(certificate(OURS)))
        with pytest.raises(MailKeyDamaged):
            keeping.kept_key(tmp_path)
        keeping.secrets_file(tmp_path).write_text("00ff\n", "ascii")
        with pytest.raises(MailSecretsDamaged):
            keeping.kept_secrets(tmp_path)

    def test_an_earlier_key_is_named_by_its_certificate(self, tmp_path: Path) -> None:
        keeping.lay_by(tmp_path, mail_key(OURS))
        keeping.put_in_place(tmp_path)
        keeping.set_apart(tmp_path)
        assert [one.name for one in tmp_path.iterdir()] == [
            f"earlier-{fingerprint(certificate(OURS))[:32]}.pem"
        ]
