"""The door: formats, what is noticed in them, what is refused, and what it costs."""

import functools
import io
import json
import os
import struct
import time
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import psutil
import pytest
import typst

from entraide.assistance.domain.opening import child, keeper
from entraide.assistance.domain.opening.files import open_bytes, open_file
from entraide.assistance.domain.opening.opened import Limits, MediaType, Notice
from entraide.assistance.domain.opening.refusals import (
    BY_CODE,
    Damaged,
    EmptyFile,
    Encrypted,
    TookTooLong,
    TookTooMuchMemory,
    TooLarge,
    TruncatedPdf,
    UnknownFormat,
    Unreadable,
    ZipBomb,
)
from tests.assistance.message_file import outlook_message

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(words: str, *, title: str = "") -> bytes:
    return typst.compile(f'#set document(title: "{title}")\n{words}'.encode())


def docx(*paragraphs: str, **others: str | bytes) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        **others,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def letter(body: str = "Bonjour, voici la demande.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = headers.pop("sender", "Sûreté régionale de Valmont <bureau@valmont.example>")
    message["To"] = "desk@northmark.example, Second Desk <second@northmark.example>"
    message["Subject"] = headers.pop("subject", "Demande n° 2026-114: abonné")
    message["Date"] = "Mon, 02 Mar 2026 10:15:00 +0100"
    message["Message-ID"] = "<1@valmont.example>"
    message.set_content(body)
    return message


@functools.cache
def bomb(name: str = "word/document.xml") -> bytes:
    """300 MB of one letter, in some 300 kB."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as entry,
    ):
        for _ in range(300):
            entry.write(b"a" * 1_000_000)
    return buffer.getvalue()


def test_plain_text_gives_its_words_with_one_kind_of_newline_and_no_control_characters():
    opened = open_bytes("Bonjour,\r\n\x1bà\x07 tous\rSigné\n".encode(), name="lettre.txt")
    assert opened.media_type is MediaType.TEXT
    assert opened.text == "Bonjour,\nà tous\nSigné\n"
    assert opened.reading == opened.text
    assert opened.warnings == ()


def test_markdown_is_told_from_text_by_its_name_only():
    assert open_bytes(b"# Request", name="a.md").media_type is MediaType.MARKDOWN
    assert open_bytes(b"# Request", name="a.txt").media_type is MediaType.TEXT


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-16", "Запрос о правовой помощи"),
        ("utf-8-sig", "Demande d’entraide"),
        ("cp1252", "Demande adressée à la Sûreté : où se trouve l’abonné?"),
        (
            "cp1251",
            "Прошу сообщить сведения об абоненте. Настоящим направляется запрос о правовой помощи." * 3,
        ),
        ("gb18030", "请协助提供用户登记信息。我们是某市公安局网络安全保卫支队，正在调查一起案件。" * 3),
        ("shift_jis", "捜査共助のお願い。利用者の登録情報をご提供ください。よろしくお願いいたします。" * 3),
    ],
)
def test_text_in_the_usual_encodings_is_read(encoding, words):
    assert open_bytes(words.encode(encoding), name="a.txt").text == words


def test_doubly_encoded_letters_are_put_right_for_reading_and_stand_as_they_are_in_the_text():
    opened = open_bytes("EspaÃ±a, concernï¼Œ déjà vu, Ã la carte".encode(), name="a.md")
    assert opened.text == "EspaÃ±a, concernï¼Œ déjà vu, Ã la carte"
    assert opened.reading == "España, concern， déjà vu, Ã la carte"
    assert opened.warnings == (Notice.REPAIRED_TEXT,)


def test_a_mail_gives_sender_recipients_date_with_its_zone_and_body():
    opened = open_bytes(letter().as_bytes(), name="x.eml")
    assert opened.media_type is MediaType.MAIL
    assert opened.title == "Demande n° 2026-114: abonné"
    assert opened.sender == "Sûreté régionale de Valmont <bureau@valmont.example>"
    assert opened.recipients == ("desk@northmark.example", "Second Desk <second@northmark.example>")
    assert opened.sent_at == datetime(2026, 3, 2, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    assert opened.text.strip() == "Bonjour, voici la demande."


def test_a_mail_is_told_by_its_content_whatever_its_name():
    assert open_bytes(letter().as_bytes(), name="letter.txt").media_type is MediaType.MAIL


def test_html_mail_becomes_text_and_its_remote_pictures_and_scripts_are_only_noticed():
    message = letter()
    message.clear_content()
    message.set_content(
        "<html><head><style>p{background:url(http://track.example/a)}</style></head><body onload='x()'>"
        "<p>Please call&nbsp;us.</p><script>alert('boo')</script>"
        "<img src='https://track.example/p.gif' alt='seal'>"
        "<a href='https://portal.example/case?id=7'>the portal</a></body></html>",
        subtype="html",
    )
    opened = open_bytes(message.as_bytes(), name="x.eml")
    assert opened.text.strip() == "Please call us.\n[seal]the portal <https://portal.example/case?id=7>"
    assert opened.warnings == (Notice.REMOTE_CONTENT, Notice.SCRIPTS)


def test_of_two_alternatives_the_plain_one_is_read_and_the_other_is_still_searched_for_traps():
    message = letter("The plain words.")
    message.add_alternative("<p>The other words.</p><img src='http://track.example/'>", subtype="html")
    opened = open_bytes(message.as_bytes(), name="x.eml")
    assert opened.text.strip() == "The plain words."
    assert opened.warnings == (Notice.REMOTE_CONTENT,)


def test_an_empty_plain_alternative_does_not_hide_the_words_of_the_other():
    message = letter(" ")
    message.add_alternative("<p>The only words.</p>", subtype="html")
    assert open_bytes(message.as_bytes(), name="x.eml").text.strip() == "The only words."


def test_attachments_are_opened_by_the_same_rules_and_a_bad_one_does_not_stop_the_letter():
    message = letter()
    message.add_attachment(
        docx("Annexe un"), maintype="application", subtype="octet-stream", filename="annexe.docx"
    )
    message.add_attachment(bomb(), maintype="application", subtype="zip", filename="b.docx")
    message.add_attachment(
        b"MZ\x90\x00" + bytes(60), maintype="application", subtype="pdf", filename="facture.pdf.exe"
    )
    opened = open_bytes(message.as_bytes(), name="x.eml")
    assert [(one.name, one.text.strip(), one.refused) for one in opened.attachments] == [
        ("annexe.docx", "Annexe un", ""),
        ("b.docx", "", "opening.zip_bomb"),
        ("facture.pdf.exe", "", "opening.unknown_format"),
    ]
    assert opened.attachments[0].media_type == MediaType.WORD
    assert opened.warnings == (Notice.PROGRAM_ATTACHED,)
    assert opened.text.strip() == "Bonjour, voici la demande."


def test_a_forwarded_mail_is_opened_with_what_it_holds():
    inner = letter("Inner words", subject="Inner")
    inner.add_attachment(pdf("Annex words"), maintype="application", subtype="pdf", filename="annex.pdf")
    outer = letter("See below")
    outer.add_attachment(inner)
    opened = open_bytes(outer.as_bytes(), name="x.eml")
    assert [(one.name, one.inside, one.text.strip()) for one in opened.attachments] == [
        ("Inner", "", "Inner words"),
        ("annex.pdf", "Inner", "Annex words"),
    ]


def test_mails_nested_without_end_are_opened_to_a_bounded_depth():
    message = letter("innermost")
    for level in range(8):
        outer = letter(f"level {level}")
        outer.add_attachment(message)
        message = outer
    opened = open_bytes(message.as_bytes(), name="x.eml")
    assert len(opened.attachments) == Limits().depth
    assert Notice.NOT_ALL_OPENED in opened.warnings


def test_a_multipart_bomb_ends_in_an_answer_not_in_a_crash_of_the_house():
    parts = b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(3_000)
    )
    data = (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n"
        + parts
    )
    with pytest.raises(Damaged):
        open_bytes(data, name="x.eml")


def test_crafted_headers_are_read_as_they_stand():
    data = (
        b"From: =?utf-8?b?!!!?= <\xff@x>\r\nSubject: =?no-such-charset?q?abc?= [\r\nDate: Tomorrow\r\n"
        b'Message-ID: <[\r\nTo: "unclosed <a@b.example\r\nMIME-Version: 1.0\r\n\r\nbody\r\n'
    )
    opened = open_bytes(data, name="x.eml")
    assert opened.text.strip() == "body"
    assert opened.sent_at is None
    assert "[" in opened.title


def test_an_encrypted_mail_says_so_and_still_shows_its_headers():
    data = (
        b"From: a@b.example\r\nSubject: secret\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3DQEHA6CA\r\n"
    )
    opened = open_bytes(data, name="x.eml")
    assert opened.title == "secret"
    assert Notice.ENCRYPTED_PART in opened.warnings


def test_an_outlook_message_gives_the_same_things_as_a_mail():
    data = outlook_message(
        subject="Preservation request",
        body="Please preserve the account.",
        sender=("Northmark State Police", "desk@northmark.example"),
        recipient=("Valmont", "bureau@valmont.example"),
        when=datetime(2026, 3, 2, 9, 15, tzinfo=UTC),
        attachment=("annex.docx", "application/octet-stream", docx("The annex", "x" * 5_000)),
    )
    opened = open_bytes(data, name="x.msg")
    assert opened.media_type is MediaType.OUTLOOK
    assert opened.title == "Preservation request"
    assert opened.sender == '"Northmark State Police" <desk@northmark.example>'
    assert opened.recipients == ("Valmont <bureau@valmont.example>",)
    assert opened.sent_at == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    assert opened.text == "Please preserve the account."
    assert [(one.name, one.text[:9]) for one in opened.attachments] == [("annex.docx", "The annex")]


def test_an_outlook_message_with_html_only_is_read_and_defused():
    data = outlook_message(
        subject="s",
        body="",
        sender=("A", "a@b.example"),
        recipient=("C", "c@d.example"),
        when=datetime(2026, 3, 2, tzinfo=UTC),
        html=b"<p>H\xc3\xa9llo</p><img src=http://track.example/x>",
    )
    opened = open_bytes(data, name="x.msg")
    assert opened.text == "Héllo"
    assert opened.warnings == (Notice.REMOTE_CONTENT,)


def test_a_cut_outlook_message_is_refused_as_damaged():
    data = outlook_message(
        subject="s",
        body="b" * 9_000,
        sender=("A", "a@b.example"),
        recipient=("C", "c@d.example"),
        when=datetime(2026, 3, 2, tzinfo=UTC),
    )
    with pytest.raises(Damaged):
        open_bytes(data[:1_536] + b"__properties_version1.0".decode().encode("utf-16-le"), name="x.msg")


def test_other_containers_of_the_same_family_are_refused_for_what_they_are():
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(UnknownFormat):
        open_bytes(head + "WordDocument".encode("utf-16-le"), name="old.doc")
    with pytest.raises(Encrypted):
        open_bytes(head + "EncryptedPackage".encode("utf-16-le"), name="locked.docx")


def test_a_pdf_gives_its_text_and_title():
    opened = open_bytes(pdf("Demande d'entraide no 12.\n\nCanton de Valmont", title="Demande"), name="a.bin")
    assert opened.media_type is MediaType.PDF
    assert opened.title == "Demande"
    assert "Canton de Valmont" in opened.text


def test_a_pdf_without_words_says_that_it_is_a_picture():
    assert open_bytes(pdf("#rect()"), name="scan.pdf").warnings == (Notice.NO_TEXT,)


def test_a_pdf_cut_short_is_refused_at_any_length():
    whole = pdf("Half a letter is not the letter.")
    for kept in (12, len(whole) // 4, len(whole) // 2, len(whole) - 40):
        with pytest.raises(TruncatedPdf):
            open_bytes(whole[:kept], name="cut.pdf")


def test_a_pdf_full_of_nonsense_is_damaged():
    with pytest.raises(Damaged):
        open_bytes(b"%PDF-1.7\n" + os.urandom(4_000).replace(b"%", b"") + b"\n%%EOF\n", name="a.pdf")


def test_a_locked_pdf_is_refused_as_encrypted():
    import pikepdf

    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Secret"))) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(Encrypted):
        open_bytes(locked.getvalue(), name="locked.pdf")


def test_scripts_and_files_in_a_pdf_are_noticed_and_the_files_opened():
    import pikepdf

    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Cover"))) as document:
        document.Root.OpenAction = document.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        )
        document.attachments["inside.txt"] = pikepdf.AttachedFileSpec(
            document, b"words inside", filename="inside.txt"
        )
        document.save(changed)
    opened = open_bytes(changed.getvalue(), name="a.pdf")
    assert opened.warnings == (Notice.EMBEDDED_FILES, Notice.SCRIPTS)
    assert [(one.name, one.text) for one in opened.attachments] == [("inside.txt", "words inside")]


def test_a_docx_gives_header_first_then_paragraphs_and_cells_but_nothing_deleted():
    body = (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
        "<w:r><w:t>One</w:t><w:tab/><w:t>two</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    header = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>Sûreté de Valmont</w:t></w:r></w:p></w:hdr>'
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Titre</dc:title></c>'
    data = docx(**{"word/document.xml": body, "word/header1.xml": header, "docProps/core.xml": core})
    opened = open_bytes(data, name="a.docx")
    assert opened.media_type is MediaType.WORD
    assert opened.title == "Titre"
    assert opened.text.split() == ["Sûreté", "de", "Valmont", "One", "two", "cell"]
    assert "One\ttwo\n" in opened.text


def test_macros_and_a_template_from_elsewhere_are_noticed_in_a_docx():
    relations = (
        '<Relationships><Relationship Id="r1" Type="http://x/attachedTemplate" '
        'Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>'
    )
    data = docx("words", **{"word/vbaProject.bin": b"\xd0\xcf", "word/_rels/settings.xml.rels": relations})
    assert open_bytes(data, name="a.docm").warnings == (Notice.MACROS, Notice.REMOTE_CONTENT)


def test_a_plain_link_in_a_docx_is_no_remote_content():
    relations = (
        '<Relationships><Relationship Type="http://x/hyperlink" Target="https://a.example/" '
        'TargetMode="External"/></Relationships>'
    )
    assert open_bytes(docx("w", **{"word/_rels/document.xml.rels": relations}), name="a.docx").warnings == ()


def test_xml_entities_in_a_docx_are_refused_not_expanded():
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    body = f'{laughs}<w:document xmlns:w="{W}"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>'
    with pytest.raises(Damaged):
        open_bytes(docx(**{"word/document.xml": body}), name="a.docx")


def test_zip_bombs_are_refused_under_either_name():
    with pytest.raises(ZipBomb):
        open_bytes(bomb(), name="a.docx")
    with pytest.raises(ZipBomb):
        open_bytes(bomb("a.txt"), name="a.zip")


def test_a_zip_that_lies_about_its_sizes_is_stopped_while_it_unpacks():
    data = bytearray(bomb())
    directory = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 1_000)
    with pytest.raises((ZipBomb, Damaged)):
        open_bytes(bytes(data), name="a.docx")


def test_a_plain_archive_is_refused_as_unknown_and_a_locked_one_as_encrypted():
    with pytest.raises(UnknownFormat):
        open_bytes(
            docx(**{"word/document.xml": "x"}).replace(b"word/document.xml", b"word/documenX.xml"),
            name="a.zip",
        )
    data = bytearray(docx("words"))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Encrypted):
        open_bytes(bytes(data), name="a.docx")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(100), b"{\\rtf1 words}", b"MZ" + bytes(200)])
def test_other_formats_are_unknown_even_when_they_are_called_text(data):
    with pytest.raises(UnknownFormat):
        open_bytes(data, name="letter.txt")


def test_an_html_file_is_read_by_its_content():
    opened = open_bytes(b"<!DOCTYPE html><title>T</title><p>One<br>two<p>three", name="page.txt")
    assert opened.media_type is MediaType.HTML
    assert opened.title == "T"
    assert opened.text == "One\ntwo\nthree"


def test_an_empty_file_and_one_that_is_not_a_file_are_refused(tmp_path):
    (tmp_path / "empty.pdf").touch()
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(EmptyFile):
        open_file(tmp_path / "empty.pdf", name="empty.pdf")
    for absent in ("pipe.txt", "nowhere.txt", "."):
        with pytest.raises(Unreadable):
            open_file(tmp_path / absent, name="x.txt")


def test_a_file_over_the_limit_is_refused_unread_and_says_how_large_it_is(tmp_path):
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    with pytest.raises(TooLarge) as refusal:
        open_file(tmp_path / "huge.txt", name="huge.txt")
    assert refusal.value.in_language("en") == "The file is too large: 200 MB, and the limit is 50 MB."
    assert (
        refusal.value.in_language("fr")
        == "Le fichier est trop volumineux : 200 Mo, et la limite est de 50 Mo."
    )


def test_a_long_text_is_cut_at_the_limit_and_says_so():
    opened = open_bytes("é".encode() * 3_000_000, name="long.txt")
    assert len(opened.text) == 2_000_000
    assert opened.truncated
    assert not open_bytes(b"short", name="a.txt").truncated


def test_a_child_that_takes_too_long_is_stopped():
    started = time.monotonic()
    with pytest.raises(TookTooLong):
        open_bytes(letter().as_bytes(), name="x.eml", limits=Limits(seconds=0.01))
    assert time.monotonic() - started < 5


def test_a_child_that_wants_too_much_memory_is_stopped():
    message = letter()
    message.add_attachment(os.urandom(12_000_000), maintype="application", subtype="x", filename="a.bin")
    with pytest.raises((TookTooMuchMemory, Damaged)):
        open_bytes(message.as_bytes(), name="x.eml", limits=Limits(memory=48 * 1024 * 1024))


def test_a_mail_near_the_limit_on_size_can_be_opened_within_the_default_memory():
    message = letter()
    message.add_attachment(os.urandom(30_000_000), maintype="application", subtype="x", filename="a.bin")
    opened = open_bytes(message.as_bytes(), name="x.eml")
    assert [(one.name, one.size) for one in opened.attachments] == [("a.bin", 30_000_000)]


def test_the_house_itself_stays_small_whatever_arrives(tmp_path):
    hostile = {"cut.pdf": pdf("words")[:600], "bomb.docx": bomb(), "bomb.zip": bomb("a"), "zero.txt": b""}
    for name, data in hostile.items():
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    before = psutil.Process().memory_info().rss
    refused = {}
    for path in sorted(tmp_path.iterdir()):
        with pytest.raises(tuple({*BY_CODE.values(), TooLarge})) as refusal:
            open_file(path, name=path.name)
        refused[path.name] = refusal.value.code
    assert refused == {
        "bomb.docx": "opening.zip_bomb",
        "bomb.zip": "opening.zip_bomb",
        "cut.pdf": "opening.truncated_pdf",
        "huge.txt": "opening.too_large",
        "zero.txt": "opening.empty",
    }
    assert psutil.Process().memory_info().rss - before < 50_000_000
    assert not psutil.Process().children()


def test_a_hundred_plain_letters_are_opened_without_a_hundred_processes():
    started = time.monotonic()
    for number in range(100):
        open_bytes(f"Letter {number}".encode() * 200, name="a.md")
    assert time.monotonic() - started < 2


def test_the_child_can_neither_reach_the_network_nor_start_a_process(tmp_path):
    import subprocess
    import sys

    for act in (
        "import socket; socket.socket()",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
    ):
        code = f"from entraide.assistance.domain.opening.child import forbid_reaching_out as f; f(); {act}"
        environment = {"PYTHONPATH": keeper._SOURCES}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
        assert b"Forbidden" in done.stderr


def test_an_answer_that_makes_no_sense_is_taken_for_damage():
    good = {
        "media_type": "text/plain",
        "text": "t",
        "truncated": False,
        "title": "",
        "sender": "",
        "reply_to": "",
        "recipients": [],
        "sent_at": None,
        "attachments": [],
        "warnings": [],
    }
    assert keeper.understood(json.dumps(good).encode(), Limits()).text == "t"
    for lie in (
        {"text": 7},
        {"text": "x" * 2_000_001},
        {"media_type": "application/x-evil"},
        {"warnings": ["boo"]},
        {"sent_at": "yesterday"},
        {"attachments": [{"name": "x"}]},
        {"recipients": "all"},
        {"refused": "made.up"},
    ):
        with pytest.raises(Damaged):
            keeper.understood(json.dumps({**good, **lie}).encode(), Limits())
    with pytest.raises(Damaged):
        keeper.understood(b"[" * 100_000, Limits())


def test_every_refusal_says_why_in_both_languages():
    sentences = set()
    for code, refusal in {**BY_CODE, TooLarge.code: TooLarge}.items():
        assert code.startswith("opening.")
        sentences |= {refusal.sentence.en, refusal.sentence.fr}
    assert len(sentences) == 2 * (len(BY_CODE) + 1)
    assert child.FORBIDDEN
