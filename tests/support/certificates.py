# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates for tests, made by the openssl program in a folder of the test's own."""

import datetime
import pathlib
import subprocess


def _openssl(folder, *arguments):
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"openssl {' '.join(arguments)}\n{done.stderr}"
    return done.stdout


class Authority:
    """A root certificate that signs others. Files are PEM, named after what they hold."""

    def __init__(self, folder, name="root"):
        self.folder = pathlib.Path(folder) / name
        self.folder.mkdir()
        (self.folder / "index.txt").touch()
        (self.folder / "crlnumber").write_text("01\n", encoding="ascii")
        (self.folder / "ca.cnf").write_text(
            "[ca]\ndefault_ca=own\n[own]\ndir=.\ndatabase=index.txt\nserial=serial\ncrlnumber=crlnumber\n"
            "new_certs_dir=.\ncertificate=ca.crt\nprivate_key=ca.key\ndefault_md=sha256\npolicy=any\n"
            "default_crl_days=30\nunique_subject=no\ncopy_extensions=copy\n"
            "[any]\ncommonName=supplied\n", encoding="ascii")
        _openssl(self.folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                 "ca.key", "-out", "ca.crt", "-subj", f"/CN={name}", "-days", "30")

    @property
    def file(self):
        return str(self.folder / "ca.crt")

    def issue(self, name, common_name="localhost", names="DNS:localhost,IP:127.0.0.1", days=(-1, 30)):
        """The paths of a certificate and its key, valid from day to day (0 is now)."""
        _openssl(self.folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                 f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={common_name}", "-addext", f"subjectAltName={names}")
        now = datetime.datetime.now(datetime.timezone.utc)
        begin, end = ((now + datetime.timedelta(days=day)).strftime("%Y%m%d%H%M%SZ") for day in days)
        _openssl(self.folder, "ca", "-batch", "-config", "ca.cnf", "-rand_serial", "-notext", "-in", f"{name}.csr", "-out",
                 f"{name}.crt", "-startdate", begin, "-enddate", end)
        return str(self.folder / f"{name}.crt"), str(self.folder / f"{name}.key")

    def revoke(self, certificate=None):
        """The path of the revocation list, with one certificate more in it."""
        if certificate:
            _openssl(self.folder, "ca", "-config", "ca.cnf", "-revoke", certificate)
        _openssl(self.folder, "ca", "-config", "ca.cnf", "-gencrl", "-out", "list.crl")
        return str(self.folder / "list.crl")
