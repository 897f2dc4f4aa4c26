"""Certificates: addresses, chains, dates, names, signatures; and the fetched ones."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from cryptography.x509.verification import Store

from assistant.channels import Refused
from assistant.channels.alexa import SIGNER as AMAZON
from assistant.channels.certificate_cache import (
    AT_ONCE,
    KEPT,
    LARGEST,
    LATER,
    MOST,
    FetchedCertificates,
)
from assistant.channels.certificates import (
    OwnCertificate,
    SignatureCheck,
    check_chain,
    checked_key,
    own_certificate,
    public_roots,
    read_chain,
)
from assistant.channels.dueros import SIGNER as BAIDU
from assistant.errors import UsageError
from tests.channels.speaker_support import (
    NOW,
    Authority,
    FileServer,
    certificate,
    file_server,
    new_key,
    run,
    vector,
)

URL = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"
PATH = "/echo.api/echo-api-cert.pem"
BODY = '{"a": "食堂"}'.encode()


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def roots(authority: Authority) -> Store:
    return Store([authority.root])


@pytest.mark.parametrize(("url", "good"), vector("alexa_signature")["url_cases"].items())
def test_the_addresses_of_the_vectors(url: str, good: bool) -> None:
    if good:
        assert AMAZON.address(url) == URL
        return
    with pytest.raises(Refused) as refused:
        AMAZON.address(url)
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "url",
    [
        "", "s3.amazonaws.com/echo.api/x.pem", "https://s3.amazonaws.com/echo.api/",
        "https://s3.amazonaws.com/echo.api/../evil/x.pem",
        "https://s3.amazonaws.com/echo.api/%2e%2e/evil/x.pem",
        "https://s3.amazonaws.com/echo.api/x.pem?versionId=1",
        "https://s3.amazonaws.com/echo.api/x.pem#y",
        "https://s3.amazonaws.com@evil.example/echo.api/x.pem",
        "https://evil@s3.amazonaws.com/echo.api/x.pem",
        "https://s3.amazonaws.com\\@evil.example/echo.api/x.pem",
        "https://s3.amazonaws.com:port/echo.api/x.pem", "https://[/echo.api/x.pem",
        "https://s3.amazonaws.com//echo.api/x.pem", "file:///echo.api/x.pem",
    ],
)  # fmt: skip
def test_no_other_address_is_asked(url: str) -> None:
    with pytest.raises(Refused):
        AMAZON.address(url)


def test_the_address_may_be_written_in_other_ways() -> None:
    assert AMAZON.address("HTTPS://S3.AMAZONAWS.COM:443/echo.api//echo-api-cert.pem") == URL


def test_a_chain_that_ends_at_a_trusted_root_holds(authority: Authority, roots: Store) -> None:
    issued = authority.issue(AMAZON.name)
    check_chain(issued.chain, AMAZON, NOW, roots)
    assert checked_key(issued.chain[0], AMAZON, NOW) == issued.key.public_key()


def test_a_chain_of_strangers_does_not_hold(authority: Authority, roots: Store) -> None:
    stranger = Authority().issue(AMAZON.name)
    for trusted in (roots, public_roots()):
        with pytest.raises(Refused, match="vouches"):
            check_chain(stranger.chain, AMAZON, NOW, trusted)


def test_a_chain_with_a_gap_does_not_hold(authority: Authority, roots: Store) -> None:
    with pytest.raises(Refused, match="vouches"):
        check_chain(authority.issue(AMAZON.name).chain[:1], AMAZON, NOW, roots)


def test_a_certificate_that_signs_another_does_not_hold(authority: Authority, roots: Store) -> None:
    """A leaf of the authority's own cannot vouch for a name that it does not have."""
    owner, key = authority.issue("evil.example"), new_key()
    forged = certificate(AMAZON.name, key, "evil.example", owner.key, dns=AMAZON.name)
    with pytest.raises(Refused, match="vouches"):
        check_chain([forged, *owner.chain], AMAZON, NOW, roots)


@pytest.mark.parametrize("days", [-31, 61])
def test_outside_of_its_dates_nothing_holds(authority: Authority, roots: Store, days: int) -> None:
    issued, at = authority.issue(AMAZON.name), NOW + timedelta(days=days)
    with pytest.raises(Refused, match="date"):
        checked_key(issued.chain[0], AMAZON, at)
    with pytest.raises(Refused, match="vouches"):
        check_chain(issued.chain, AMAZON, at, roots)


@pytest.mark.parametrize("name", ["evil.example", "x.echo-api.amazon.com", "amazon.com"])
def test_a_certificate_for_somebody_else_is_refused(
    authority: Authority, roots: Store, name: str
) -> None:
    issued = authority.issue(name)
    with pytest.raises(Refused, match="somebody else"):
        checked_key(issued.chain[0], AMAZON, NOW)
    with pytest.raises(Refused, match="vouches"):
        check_chain(issued.chain, AMAZON, NOW, roots)


def test_a_certificate_without_names_is_refused(authority: Authority) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        checked_key(authority.root, AMAZON, NOW)


def test_a_signature_fits_its_body_and_its_key_only(authority: Authority) -> None:
    issued, other = authority.issue(AMAZON.name), authority.issue(AMAZON.name)
    check = SignatureCheck(AMAZON, OwnCertificate(AMAZON, issued.chain))
    good = issued.signature(BODY, hashes.SHA256())
    run(check.verify(URL, good, BODY, NOW))
    wrong = [
        (URL, good, BODY + b" "),
        (URL, other.signature(BODY, hashes.SHA256()), BODY),
        (URL, issued.signature(BODY, hashes.SHA1()), BODY),  # noqa: S303
        (URL, "", BODY),
        (URL, "не base64", BODY),
        (URL, good[:-8], BODY),
        ("https://evil.example/echo.api/x.pem", good, BODY),
    ]
    for url, signature, body in wrong:
        with pytest.raises(Refused) as refused:
            run(check.verify(url, signature, body, NOW))
        assert refused.value.status == 400


@pytest.mark.parametrize(
    ("signer", "name", "header"),
    [(BAIDU, "dueros_signature", "signature"), (AMAZON, "alexa_signature", "Signature-256")],
)
def test_the_signatures_of_the_vectors(signer: object, name: str, header: str) -> None:
    case = vector(name)
    used = BAIDU if signer is BAIDU else AMAZON
    check = SignatureCheck(used, OwnCertificate(used, read_chain(case["certificate_pem"].encode())))
    url = next(value for key, value in case["headers"].items() if key.lower().endswith("url"))
    body = case["body"].encode()
    run(check.verify(url, case["headers"][header], body, NOW))
    with pytest.raises(Refused):
        run(check.verify(url, case["headers"][header], body + b"\n", NOW))


def test_the_certificates_of_the_vectors_are_nobodys() -> None:
    chain = read_chain(vector("alexa_signature")["certificate_pem"].encode())
    with pytest.raises(Refused, match="vouches"):
        check_chain(chain, AMAZON, NOW, public_roots())


def test_the_operators_file_is_believed_while_it_is_in_date(
    authority: Authority, tmp_path: Path
) -> None:
    issued = authority.issue(AMAZON.name)
    path = tmp_path / "alexa.pem"
    path.write_bytes(issued.pem)
    own = own_certificate(str(path), AMAZON, "ASSISTANT_ALEXA_CERTIFICATE")
    assert run(own.key(URL, NOW)) == issued.key.public_key()
    with pytest.raises(Refused, match="date"):
        run(own.key(URL, NOW + timedelta(days=61)))


@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"\xff\xfe"])
def test_a_file_without_a_certificate_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "some.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"ASSISTANT_ALEXA_CERTIFICATE: .*some\.pem"):
        own_certificate(str(path), AMAZON, "ASSISTANT_ALEXA_CERTIFICATE")


def test_a_fetched_certificate_is_kept_for_a_day(authority: Authority, roots: Store) -> None:
    issued = authority.issue(AMAZON.name)
    with file_server() as files:
        files.put(PATH, issued.pem)
        keys = FetchedCertificates(AMAZON, roots, files.client)
        for _ in range(3):
            assert run(keys.key(URL, NOW)) == issued.key.public_key()
        assert files.asked == [PATH]
        run(keys.key(URL, NOW + KEPT))
        assert files.asked == [PATH, PATH]


def test_yesterdays_certificate_serves_while_there_is_no_other(
    authority: Authority, roots: Store
) -> None:
    issued = authority.issue(AMAZON.name)
    with file_server() as files:
        files.put(PATH, issued.pem)
        keys = FetchedCertificates(AMAZON, roots, files.client)
        run(keys.key(URL, NOW))
        files.put(PATH, b"", 503)
        for seconds in (0, 1, 100):  # asked in vain, not asked, asked in vain
            at = NOW + KEPT + timedelta(seconds=seconds)
            assert run(keys.key(URL, at)) == issued.key.public_key()
        assert len(files.asked) == 3
        with pytest.raises(Refused, match="date"):
            run(keys.key(URL, NOW + timedelta(days=61)))


def _gone(files: FileServer, _: Authority) -> None:
    files.put(PATH, b"", 404)


def _elsewhere(files: FileServer, authority: Authority) -> None:
    files.put("/evil.pem", authority.issue(AMAZON.name).pem)
    files.put(PATH, b"", 302, Location="/evil.pem")


def _endless(files: FileServer, authority: Authority) -> None:
    files.put(PATH, authority.issue(AMAZON.name).pem + b"\n" * LARGEST)


def _nonsense(files: FileServer, _: Authority) -> None:
    files.put(PATH, b"<Error>AccessDenied</Error>")


def _untrusted(files: FileServer, _: Authority) -> None:
    files.put(PATH, Authority().issue(AMAZON.name).pem)


def _others(files: FileServer, authority: Authority) -> None:
    files.put(PATH, authority.issue("evil.example").pem)


@pytest.mark.parametrize("trouble", [_gone, _elsewhere, _endless, _nonsense, _untrusted, _others])
def test_what_cannot_be_fetched_is_refused_and_not_asked_for_at_once_again(
    authority: Authority, roots: Store, trouble: Callable[[FileServer, Authority], None]
) -> None:
    with file_server() as files:
        trouble(files, authority)
        keys = FetchedCertificates(AMAZON, roots, files.client)
        for _ in range(2):
            with pytest.raises(Refused) as refused:
                run(keys.key(URL, NOW))
            assert refused.value.status == 400
        assert files.asked == [PATH]
        issued = authority.issue(AMAZON.name)
        files.put(PATH, issued.pem)
        assert run(keys.key(URL, NOW + LATER)) == issued.key.public_key()


def test_nobody_there(roots: Store) -> None:
    with file_server() as files:
        client = files.client
    keys = FetchedCertificates(AMAZON, roots, client)  # the server has stopped
    with pytest.raises(Refused, match="fetched"):
        run(keys.key(URL, NOW))


def test_strangers_cannot_fill_the_memory(authority: Authority, roots: Store) -> None:
    issued = authority.issue(AMAZON.name)
    with file_server() as files:
        files.put(PATH, issued.pem)
        keys = FetchedCertificates(AMAZON, roots, files.client)
        run(keys.key(URL, NOW))
        for number in range(MOST + 5):
            with pytest.raises(Refused):
                run(keys.key(f"https://s3.amazonaws.com/echo.api/{number}.pem", NOW))
        assert len(keys._failed) == MOST
        run(keys.key(URL, NOW))
        assert files.asked.count(PATH) == 1


def test_strangers_cannot_make_us_fetch_much_at_a_time(authority: Authority, roots: Store) -> None:
    issued = authority.issue(AMAZON.name)

    async def knock(keys: FetchedCertificates) -> list[object]:
        urls = [f"https://s3.amazonaws.com/echo.api/{number}.pem" for number in range(AT_ONCE + 3)]
        every = [keys.key(url, NOW) for url in [*urls, URL]]
        return list(await asyncio.gather(*every, return_exceptions=True))

    with file_server() as files:
        files.put(PATH, issued.pem)
        keys = FetchedCertificates(AMAZON, roots, files.client)
        outcomes = run(knock(keys))
        assert all(isinstance(outcome, Refused) for outcome in outcomes)
        assert len(files.asked) == AT_ONCE
        # Being turned away then says nothing about the address: it is asked at once afterwards.
        assert run(keys.key(URL, NOW)) == issued.key.public_key()


def test_a_key_of_another_kind_is_refused(authority: Authority) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, AMAZON.name)])
    names = x509.SubjectAlternativeName([x509.DNSName(AMAZON.name)])
    leaf = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=1))
        .add_extension(names, critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    with pytest.raises(Refused, match="another kind"):
        checked_key(leaf, AMAZON, NOW)


def test_the_public_authorities_are_read_without_a_warning() -> None:
    public_roots.cache_clear()
    assert isinstance(public_roots(), Store)
