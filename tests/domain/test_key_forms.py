"""What looks like a key is found where it stands, and what only looks a little like one is left alone."""

from __future__ import annotations

import base64
import hashlib
import random
import string
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_chat.domain.attachments import Attachment, digest_of
from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.exposed import FileHoldsKey, HoldsKey, Opens
from desktop_chat.domain.key_forms import check, exposed
from tests.source_files import ROOT

CHANCE = random.Random(20261128)


def signs(count: int, among: str = string.ascii_letters + string.digits) -> str:
    """What somebody might have drawn by lot, the same at every run."""
    return "".join(CHANCE.choice(among) for _ in range(count))


HEX, SAFE = "0123456789abcdef", string.ascii_letters + string.digits + "-_"
LETTERS = base64.b64encode(CHANCE.randbytes(600)).decode()
PEM = "\n".join(LETTERS[at : at + 64] for at in range(0, len(LETTERS), 64))
KEYS = {
    "openai": f"sk-proj-{signs(60, SAFE)}",
    "openai, before": f"sk-{signs(20)}T3BlbkFJ{signs(20)}1",
    "openai, of a service account": f"sk-svcacct-{signs(60, SAFE)}",
    "anthropic": f"sk-ant-api03-{signs(80, SAFE)}",
    "openrouter": f"sk-or-v1-{signs(64, HEX)}",
    "deepseek": f"sk-{signs(31, HEX)}7",
    "moonshot": f"sk-{signs(47)}7",
    "groq": f"gsk_{signs(52)}",
    "xai": f"xai-{signs(80)}",
    "perplexity": f"pplx-{signs(48)}",
    "google": f"AIza{signs(35)}",
    "hugging face": f"hf_{signs(33)}7",
    "replicate": f"r8_{signs(36)}7",
    "nvidia": f"nvapi-{signs(64)}",
    "zhipu": f"{signs(32, HEX)}.{signs(15)}7",
    "aws": f"AKIA{signs(16, string.ascii_uppercase + string.digits)}",
    "aws, as its manual shows it": "AKIAIOSFODNN7EXAMPLE",
    "stripe": f"sk_live_{signs(24)}",
}
TOKENS = {
    "github": f"ghp_{signs(36)}",
    "github, newer": f"github_pat_{signs(82)}",
    "gitlab": f"glpat-{signs(20)}",
    "slack": f"xoxb-2{signs(11, string.digits)}-{signs(24)}",
    "slack, an address": f"https://hooks.slack.com/services/T{signs(8)}/B{signs(8)}/{signs(24)}",
    "npm": f"npm_{signs(36)}",
    "pypi": f"pypi-AgEIcHlwaS5vcmc{signs(60)}",
    "telegram": f"123456780:AA{signs(33)}",
    "sendgrid": f"SG.{signs(22)}.{signs(43)}",
    "jwt": f"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.{signs(43, SAFE)}",
    "a header": f"Authorization: Bearer {signs(40)}",
}
PRIVATE = {
    "pkcs8": f"-----BEGIN PRIVATE KEY-----\n{PEM}\n-----END PRIVATE KEY-----",
    "rsa": f"-----BEGIN RSA PRIVATE KEY-----\n{PEM}\n-----END RSA PRIVATE KEY-----",
    "encrypted": "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB\n\n" + PEM,
    "openssh": f"-----BEGIN OPENSSH PRIVATE KEY-----\r\n{PEM}\r\n-----END OPENSSH PRIVATE KEY-----",
    "pgp": f"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{PEM}\n-----END PGP PRIVATE KEY BLOCK-----",
    "inside json": '{"private_key": "-----BEGIN PRIVATE KEY-----\\n' + PEM.replace("\n", "\\n") + '\\n-----END"}',
    "putty": f"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: me\n{PEM}\nPrivate-MAC: {signs(64, HEX)}",
    "age": f"AGE-SECRET-KEY-1{signs(58, string.ascii_uppercase + string.digits)}",
}
NAMED = [
    f'api_key="{signs(32, HEX)}"',
    f"OPENAI_API_KEY={signs(40)}",
    f"apiKey: '{signs(24)}'",
    f"aws_secret_access_key = {signs(20)}/{signs(19)}",
    f'"client_secret": "{signs(32)}"',
    f"password := {signs(20)}",
    f"X-Auth-Token: {signs(32, HEX)}",
    f"token=550e8400-{signs(4, HEX)}-41d4-a716-{signs(12, HEX)}",
    f"api-key => {signs(30)}",
]


@pytest.mark.parametrize(
    ("kind", "key"),
    [(kind, key) for kind, keys in ((Opens.API_KEY, KEYS), (Opens.TOKEN, TOKENS)) for key in keys.values()],
    ids=[*KEYS, *TOKENS],
)
@pytest.mark.parametrize("sentence", ["{}", "Why does {} not work?", "`{}`", "我的密钥是{}。", "K='{}'\n", "({})"])
def test_the_keys_of_services_are_found(kind: Opens, key: str, sentence: str) -> None:
    text = sentence.format(key)
    (found,) = exposed(text)
    assert found.kind is kind
    assert text[found.start : found.end].strip("`'()") in key


@pytest.mark.parametrize("key", PRIVATE.values(), ids=PRIVATE)
def test_private_keys_are_found_from_one_end_to_the_other(key: str) -> None:
    text = f"Here it is:\n{key}\nDoes it work?"
    (found,) = exposed(text)
    assert found.kind is Opens.PRIVATE_KEY
    assert len(text[found.start : found.end]) > 60
    assert text[found.start : found.end] in text[11:-14]


@pytest.mark.parametrize("named", NAMED)
def test_what_is_called_a_key_and_was_drawn_by_lot_is_found(named: str) -> None:
    (found,) = exposed(f"# settings\n{named}\n")
    assert found.kind is Opens.API_KEY


@pytest.mark.parametrize("address", ["postgres://me:Tr0ub4dor3@db.example/x", "https://bot:4f9c2b7a@git.example/repo"])
def test_a_password_in_an_address_is_found(address: str) -> None:
    (found,) = exposed(address)
    assert found.kind is Opens.PASSWORD
    assert address[found.start : found.end] in ("Tr0ub4dor3", "4f9c2b7a")


HARMLESS = {
    "sha-256": hashlib.sha256(b"x").hexdigest(),
    "sha-512": hashlib.sha512(b"x").hexdigest(),
    "a commit": f"commit {hashlib.sha1(b'x', usedforsecurity=False).hexdigest()}",
    "uuid": str(uuid.UUID(int=CHANCE.getrandbits(128))),
    "integrity": f'"integrity": "sha512-{base64.b64encode(hashlib.sha512(b"y").digest()).decode()}"',
    "a picture": "data:image/png;base64," + base64.b64encode(CHANCE.randbytes(50_000)).decode(),
    "a certificate": f"-----BEGIN CERTIFICATE-----\n{PEM}\n-----END CERTIFICATE-----",
    "a public key": f"-----BEGIN PUBLIC KEY-----\n{PEM}\n-----END PUBLIC KEY-----",
    "a public ssh key": f"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ{LETTERS} me@host",
    "words about a private key": "It starts with -----BEGIN PRIVATE KEY----- and goes on like this.",
    "a shortened private key": "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "from the environment": 'api_key = os.environ["OPENAI_API_KEY"]',
    "from a call": 'api_key=config.get("api_key_from_settings_v2")',
    "a hash that is computed": "key = hashlib.sha256(data1).hexdigest()",
    "code with numbers": "private_key = ed25519.Ed25519PrivateKey.from_private_bytes",
    "decoding": "token = base64.urlsafe_b64decode",
    "a placeholder": 'api_key="YOUR_API_KEY_HERE_1234567"',
    "another": "OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1",
    "masked": "sk-proj-ab12****************************wxyz",
    "a variable of a shell": 'curl -H "Authorization: Bearer $OPENAI_API_KEY_OF_THE_TEAM_1"',
    "an address without a password": "http://localhost:8080/path@x",
    "an address that shows how": "https://user:password@host/",
    "a template of one": "postgres://user:${DB_PASSWORD}@host/x",
    "a cache": f"cache_key={signs(40, HEX)}",
    "a public one by name": f"public_key: {signs(40, HEX)}",
    "a column": "primary_key=1234567890123456789",
    "a time": "key: 2024-01-01T00:00:00.000Z",
    "a keyboard": "keyboard: Logitech-G915-TKL-2021",
    "tokens that are counted": "max_tokens=4096, total_tokens: 12345678901234567",
    "a library": "sk-learn and a sk-fading-circle are no keys",
    "a model": "task-based-approach-to-something-very-long-indeed-1234567890",
    "a path": "key=/usr/share/keyrings/archive-keyring-2024.gpg",
    "chinese": "密钥：请在设置里填写你自己的密钥，不要发给别人。",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_opens_nothing_is_left_alone(text: str) -> None:
    assert exposed(text) == ()


def test_our_own_code_holds_none() -> None:
    files = sorted((ROOT / "desktop_chat").rglob("*.py"))
    assert len(files) > 300
    assert {str(file): exposed(file.read_text("utf-8")) for file in files if exposed(file.read_text("utf-8"))} == {}


def test_several_are_told_in_the_order_of_the_text_and_none_twice() -> None:
    text = f"A {KEYS['openai']} and API_KEY={KEYS['groq']} and {TOKENS['github']}"
    found = exposed(text)
    assert [text[one.start : one.end] for one in found] == [KEYS["openai"], KEYS["groq"], TOKENS["github"]]
    assert [one.kind for one in found] == [Opens.API_KEY, Opens.API_KEY, Opens.TOKEN]


def file_of(text: str, name: str = ".env", load: Callable[[], bytes] | None = None) -> Attachment:
    content = text.encode()
    return Attachment(digest_of(content), name, "text/plain", len(content), 1, load=load or (lambda: content))


def test_a_message_is_checked_with_the_files_that_it_brings_along() -> None:
    check("Hello", [file_of("nothing")])
    with pytest.raises(HoldsKey) as held:
        check(f"Use {KEYS['openai']}.", [file_of(NAMED[0])])
    assert (held.value.start, held.value.what) == (4, Opens.API_KEY)
    with pytest.raises(FileHoldsKey) as in_file:
        check("Hello", [file_of(NAMED[0])])
    assert in_file.value.name == ".env"


def test_what_a_person_has_allowed_is_not_asked_about_again() -> None:
    text, files = f"Use {KEYS['openai']}.", [file_of(TOKENS["github"])]
    with pytest.raises(HoldsKey) as held:
        check(text, files)
    with pytest.raises(FileHoldsKey) as in_file:
        check(text, files, held.value.finds)
    check(text, files, held.value.finds | in_file.value.finds)


def test_pictures_and_lost_files_are_not_read() -> None:
    def gone() -> bytes:
        raise NotFound("attachment", "x")

    picture = Attachment("d", "a.png", "image/png", 1, 1, load=gone)
    check("Hello", [picture, file_of("x", load=gone)])


def test_no_error_tells_the_key() -> None:
    with pytest.raises(HoldsKey) as held:
        check(KEYS["openai"])
    assert KEYS["openai"] not in f"{held.value} {held.value!r}"


def test_of_a_very_long_text_the_beginning_is_looked_at(tmp_path: Path) -> None:
    assert exposed("a " * 200_000 + KEYS["openai"])
    assert not exposed("a " * 2_000_000 + KEYS["openai"])
