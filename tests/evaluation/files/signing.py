"""Keys, certificates and signatures made for the test alone."""

import io
from datetime import UTC, datetime, timedelta

from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

DER = serialization.Encoding.DER


class Authority:
    """One that vouches for people."""

    def __init__(self, name: str = "CA của Ban Cơ yếu (thử)") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = _named(name)
        self.certificate = self._certificate(self.name, self.key.public_key(), vouches=True)

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def signer(self, name: str) -> signers.SimpleSigner:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certificate(_named(name), key.public_key(), vouches=False)
        store = SimpleCertificateStore()
        store.register(x509.Certificate.load(self.certificate.public_bytes(DER)))
        private = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return signers.SimpleSigner(
            signing_cert=x509.Certificate.load(certificate.public_bytes(DER)),
            signing_key=keys.PrivateKeyInfo.load(private),
            cert_registry=store,
        )

    def _certificate(
        self, subject: made.Name, key: ec.EllipticCurvePublicKey, *, vouches: bool
    ) -> made.Certificate:
        now = datetime.now(UTC)
        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"),
            False,
        )
        usage |= {"key_cert_sign": vouches, "crl_sign": vouches}
        usage |= {"digital_signature": not vouches, "content_commitment": not vouches}
        return (
            made.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(made.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=365))
            .add_extension(made.BasicConstraints(ca=vouches, path_length=None), critical=True)
            .add_extension(made.KeyUsage(**usage), critical=True)
            .sign(self.key, hashes.SHA256())
        )


def _named(name: str) -> made.Name:
    return made.Name([made.NameAttribute(NameOID.COMMON_NAME, name)])


def signed(content: bytes, signer: signers.SimpleSigner, field: str = "ChuKy1") -> bytes:
    paper = IncrementalPdfFileWriter(io.BytesIO(content))
    about = signers.PdfSignatureMetadata(
        field_name=field, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    )
    return signers.sign_pdf(paper, about, signer=signer).getvalue()
