"""Rosters that are read in by processes made to be killed: whatever became of them, each row is there once."""

import json
import subprocess
import sys

IMPORT = ("-m", "anlin.config.cli", "import", "roster")
HEAD = "楼栋,单元,房号,业主姓名,联系电话,建筑面积"


class Rosters:
    """One import at a time, killed and begun anew with the same file until it came through; none without rows."""

    def __init__(self, house, rows):
        self.house, self.rows = house, rows
        self.files, self.process, self.kills = [], None, 0
        [(self.code,)] = house.ask(
            f"SELECT code FROM estate_project WHERE id = {house.scene['project']}"
        )
        self.before = self.counts()

    def counts(self):
        tables = ("estate_unit", "people_person", "tenure_tenure")
        return [self.house.ask(f"SELECT count(*) FROM {table}")[0][0] for table in tables]

    def go_on(self):
        """Begin the import of a new roster when the last one is through, else the last one again."""
        if not self.rows or (self.process is not None and self.process.poll() is None):
            return
        if self.process is None or self.process.returncode == 0:
            self.files.append(self._written(len(self.files) + 1))
        else:
            assert self.process.returncode == -9, self.house.log()
        self.process = self.house.run(*self._command(self.files[-1]))

    def kill(self):
        if self.process is not None and self.process.poll() is None:
            self.house.kill(self.process)
            self.kills += 1

    def end(self):
        """Let each come through; then nothing is missing, nothing is double, and again changes nothing."""
        if not self.files:
            return
        self.kill()
        self._taken(self.files[-1])
        wanted = self.rows * len(self.files)
        assert [now - then for now, then in zip(self.counts(), self.before, strict=True)] == [wanted] * 3  # fmt: skip
        doubles = "SELECT address FROM estate_unit GROUP BY project_id, address HAVING count(*) > 1"
        assert self.house.ask(doubles) == []
        assert self._taken(self.files[0])["unchanged"] == self.rows

    def _taken(self, file):
        done = subprocess.run(
            [sys.executable, *self._command(file)], env=self.house.env, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def _command(self, file):
        # With good rows it goes in pieces, and a kill leaves some of them.
        return (*IMPORT, str(file), "--project", self.code, "--good-rows", "--json")

    def _written(self, number):
        lines = [
            f"R{number}栋,{n // 100 + 1}单元,{n % 100 + 1:03d},钱{number}甲{n},139{number:03d}{n:05d},90"
            for n in range(self.rows)
        ]
        file = self.house.home / f"roster-{number}.csv"
        file.write_text("\n".join([HEAD, *lines]), "utf-8")
        return file
