"""Reads the certificate by which an application proves itself to Microsoft."""

import re
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from domain.errors import ConfigurationError

_KEY = re.compile(rb"-----BEGIN ([A-Z ]*PRIVATE KEY)-----.*?-----END \1-----", re.S)
_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.S)


def client_certificate(account: str, path: Path, password: str | None) -> dict[str, str]:
    """Return key and certificate as MSAL takes them.

    Raises ConfigurationError that names the file and what it lacks.
    """
    what = f"account {account!r}: microsoft.certificate {path}"
    try:
        pem = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{what} cannot be read ({error.strerror}); correct it.") from None
    key, certificate = _KEY.search(pem), _CERTIFICATE.search(pem)
    if key is None or certificate is None:
        raise ConfigurationError(
            f"{what} must hold the private key and the certificate in PEM form; put both into that file."
        )
    try:
        private = serialization.load_pem_private_key(key[0], password.encode() if password else None)
        public = x509.load_pem_x509_certificate(certificate[0]).public_key()
    except (ValueError, TypeError):
        raise ConfigurationError(
            f"{what} cannot be opened; check the file, and microsoft.certificate_password where its key is "
            "encrypted."
        ) from None
    if not isinstance(private, RSAPrivateKey) or private.public_key() != public:
        raise ConfigurationError(
            f"{what}: it must be an RSA key, and key and certificate must belong together; make them anew."
        )
    opened = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {"private_key": opened.decode(), "public_certificate": certificate[0].decode()}
