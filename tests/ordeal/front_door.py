"""An nginx of its own with the site of deploy/: this machine's ports, names and a certificate that is made for it."""

import subprocess

from ordeal.conftest import PLACE, eventually, free_port

DEPLOY = PLACE / "deploy"


def opened(home, port, webs, changes=None):
    """The process; it speaks HTTPS at the port, asks those of `webs`, and is ready. `changes` go into its site."""
    home.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-keyout", home / "privkey.pem", "-out", home / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    here = {
        "    listen 80;\n    listen [::]:80;\n": f"    listen 127.0.0.1:{free_port()};\n",
        "    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n": f"    listen 127.0.0.1:{port} ssl http2;\n",
        "server_name wuye.example.cn": "server_name 127.0.0.1",
        "/etc/ssl/anlin": str(home),
        "/etc/nginx": str(home),
        "/var/log/nginx": str(home),
    }
    site = _changed((DEPLOY / "nginx.conf").read_text(), here | (changes or {}))
    ports = dict(zip(("8001", "8002"), map(str, webs), strict=True))
    upstream = _changed((DEPLOY / "anlin-upstream.conf").read_text(), ports)
    (home / "anlin-upstream.conf").write_text(upstream)
    temporary = "".join(
        f"{kind}_temp_path {home}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (home / "nginx.conf").write_text(
        f"daemon off; pid {home}/pid; error_log {home}/error.log; worker_processes 2;"
        f"events {{}} http {{ {temporary} {site} }}"
    )
    with (home / "said").open("ab") as log:
        process = subprocess.Popen(
            ["/usr/sbin/nginx", "-p", home, "-c", home / "nginx.conf"], stderr=log
        )
    eventually(
        lambda: (home / "pid").exists() and (home / "pid").read_text(), (home / "said").read_text
    )
    return process


def _changed(text, changes):
    for written, instead in changes.items():
        assert written in text, written
        text = text.replace(written, instead)
    return text
