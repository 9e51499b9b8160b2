"""Several machines made from one root, each with an address in a network of their own that leads nowhere else."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from ordeal.conftest import family

SWITCH = "anlin-switch"
PATIENCE = 120.0
INSIDE = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LC_ALL": "C.UTF-8",
}


def ran(*words):
    subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=PATIENCE)


class Booted:
    """One of them: what it writes lies in a layer of its own over the common root."""

    def __init__(self, folder, root, address, shared=()):
        self.folder, self.root, self.address, self.shared = folder, root, address, shared
        self.name = f"anlin-{address.rpartition('.')[2]}"
        self.place = folder / "root"
        self.process = None

    def start(self):
        for part in ("upper", "work", "root"):
            (self.folder / part).mkdir(parents=True)
        layers = f"lowerdir={self.root},upperdir={self.folder}/upper,workdir={self.folder}/work"
        ran("mount", "-t", "overlay", "overlay", "-o", layers, self.place)
        self._plug_in()
        bound = [f"--bind={here}:{there}" for here, there in self.shared]
        with (self.folder / "console").open("wb") as console:
            self.process = subprocess.Popen(
                ["systemd-nspawn", "--quiet", "--boot", "--register=no", "--keep-unit", "--console=pipe",
                 f"--network-namespace-path=/run/netns/{self.name}", *bound, "--directory", self.place],
                stdin=subprocess.DEVNULL, stdout=console, stderr=console,
            )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while not self._has_booted():
            assert time.monotonic() < end, (self.folder / "console").read_text(errors="replace")
            time.sleep(0.5)

    def _plug_in(self):
        cable = f"{self.name}-c"
        ran("ip", "netns", "add", self.name)
        ran(
            "ip",
            "link",
            "add",
            cable,
            "netns",
            SWITCH,
            "type",
            "veth",
            "peer",
            "name",
            "host0",
            "netns",
            self.name,
        )
        ran("ip", "-n", SWITCH, "link", "set", cable, "master", "bridge", "up")
        for words in (
            f"addr add {self.address}/24 dev host0",
            "link set host0 up",
            "link set lo up",
        ):
            ran("ip", "-n", self.name, *words.split())

    def _has_booted(self):
        assert self.process.poll() is None, (self.folder / "console").read_text(errors="replace")
        done = self._within("systemctl is-system-running", check=False)
        return done is not None and done.stdout.strip() in {"running", "degraded"}

    def _within(self, commands, *, check):
        first = [pid for pid in family(self.process.pid) if _is_first(pid)]
        if not first:
            return None
        done = subprocess.run(
            ["nsenter", "--target", str(first[0]), "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup",
             "--root", "--wdns=/", "bash", "-euo", "pipefail", "-c", commands],
            env=INSIDE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", check=False, timeout=300,
        )  # fmt: skip
        if check:
            assert done.returncode == 0, f"{self.address}\n{commands}\n{done.stdout[-5000:]}"
        return done

    def do(self, commands):
        """What these say as root in one shell, in the folder that things are carried to."""
        return self._within(
            f"mkdir -p /root/carried; cd /root/carried\n{commands}", check=True
        ).stdout

    def tries(self, commands):
        """How they end, and what they say."""
        done = self._within(commands, check=False)
        return done.returncode, done.stdout

    def eventually(self, commands):
        end = time.monotonic() + PATIENCE
        while (done := self.tries(commands))[0]:
            assert time.monotonic() < end, f"{self.address}\n{commands}\n{done[1]}"
            time.sleep(0.5)
        return done[1]

    def carry(self, name, other, to=None):
        """As with a stick: from the folder of this one to that of the other."""
        target = other.place / "root/carried" / (to or Path(name).name)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target == self.place / name:
            return
        shutil.copy(self.place / name, target)

    def end(self):
        if self.process is not None:
            for pid in (*family(self.process.pid), self.process.pid):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            self.process.wait()
        subprocess.run(["umount", self.place], check=False, capture_output=True)
        subprocess.run(["ip", "netns", "delete", self.name], check=False, capture_output=True)


def _is_first(pid):
    """Process 1 of a namespace below this one."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    [line] = [line for line in status.splitlines() if line.startswith("NSpid:")]
    return line.split()[1:][1:] == ["1"]


class Network:
    """A switch; `machine` plugs one more in."""

    def __init__(self, folder, root):
        self.folder, self.root, self.machines = folder, root, []

    def __enter__(self):
        ran("ip", "netns", "add", SWITCH)
        ran("ip", "-n", SWITCH, "link", "add", "bridge", "type", "bridge")
        ran("ip", "-n", SWITCH, "link", "set", "bridge", "up")
        return self

    def machine(self, address, *shared):
        made = Booted(self.folder / address, self.root, address, shared)
        self.machines.append(made)
        made.start()
        return made

    def __exit__(self, *_fault):
        for machine in self.machines:
            machine.end()
        subprocess.run(["ip", "netns", "delete", SWITCH], check=False, capture_output=True)
