"""A bare Debian 12 in a folder: what an administrator has before the first command of docs/deploy.md."""

import os
import re
import shutil
import subprocess
from pathlib import Path

PLACE = Path(__file__).parents[3]
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHAPTER = re.compile(r"^## (\d+)\. ", re.MULTILINE)
# How this machine reaches the world; a real one has its own way.
LENT = re.compile(r".*_proxy|.*_CERTS?|SSL_CERT_FILE|REQUESTS_CA_BUNDLE", re.IGNORECASE)
BOOTS = ("systemd", "systemd-sysv", "dbus", "ca-certificates")
UNIT = """\
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/bash /root/deploy.sh
ExecStopPost=/bin/systemctl poweroff --force --no-block
StandardOutput=file:/root/deploy.log
StandardError=inherit
TimeoutStartSec=600
[Install]
WantedBy=multi-user.target
"""


def chapters(text):
    """Number of the chapter → its commands as they are written, the blocks in their order."""
    starts = [(int(found[1]), found.start()) for found in CHAPTER.finditer(text)]
    ends = [start for _number, start in starts[1:]] + [text.find("\n## ", starts[-1][1] + 1)]
    return {
        number: "".join(BLOCK.findall(text, start, end))
        for (number, start), end in zip(starts, ends, strict=True)
    } | {0: "".join(BLOCK.findall(text, 0, starts[0][1]))}


def lay_the_tree(target):
    """What stands in the repository, or is about to."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PLACE, check=True, capture_output=True,
    ).stdout.decode()  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (PLACE / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PLACE / name, target / name)


def lent_by_this_machine():
    return {name: value for name, value in os.environ.items() if LENT.fullmatch(name)}


class Bare:
    """The machine; `log` is what its commands said."""

    def __init__(self, root):
        self.root = root
        self.log = ""

    def lay(self, *packages):
        """Debian's own base with these packages, and nothing of ours."""
        self.run(
            *("debootstrap", "--variant=minbase", f"--include={','.join(packages)}"),
            *("bookworm", self.root),
        )
        for path in ("/etc/resolv.conf", "/etc/ssl/certs/ca-certificates.crt"):
            shutil.copy(path, f"{self.root}{path}")
        # As in every image that is made before it is booted.
        never = self.root / "usr/sbin/policy-rc.d"
        never.write_text("#!/bin/sh\nexit 101\n")
        never.chmod(0o755)

    def before_its_first_boot(self, commands):
        """With the network of this machine, where packages are fetched."""
        lent = lent_by_this_machine() | {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LC_ALL": "C.UTF-8",
        }
        self.run(
            *("unshare", "--mount", "--pid", "--fork", "bash", "-euc"),
            f'mount -t proc proc "{self.root}/proc"; mount --rbind /dev "{self.root}/dev"; '
            f'exec chroot "{self.root}" bash -euxo pipefail -c "$0"',
            commands,
            env=lent,
        )
        (self.root / "usr/sbin/policy-rc.d").unlink(missing_ok=True)

    def booted(self, commands):
        """Boots, with systemd and a network of its own, runs them as root in one shell, and is switched off."""
        (self.root / "root/deploy.sh").write_text(
            f"set -euxo pipefail\n{commands}\necho ALL DONE\n"
        )
        (self.root / "etc/systemd/system/deploy.service").write_text(UNIT)
        wanted = self.root / "etc/systemd/system/multi-user.target.wants/deploy.service"
        wanted.parent.mkdir(parents=True, exist_ok=True)
        wanted.unlink(missing_ok=True)
        wanted.symlink_to("../deploy.service")
        self.run(
            *("systemd-nspawn", "--quiet", "--boot", "--private-network", "--register=no"),
            *("--keep-unit", "--console=pipe", "--directory", self.root),
        )  # fmt: skip
        return (self.root / "root/deploy.log").read_text(errors="replace")

    def run(self, *words, env=None):
        done = subprocess.run(
            [str(word) for word in words], env=env, stdin=subprocess.DEVNULL, text=True, errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=1200,
        )  # fmt: skip
        self.log += done.stdout
        assert done.returncode == 0, self.log[-6000:]
        return done.stdout
