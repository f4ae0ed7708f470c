"""A small SMTP server for the tests, a process of its own: `smtp_server.py PORT FOLDER MODE`. Writes letters as files."""

import socketserver
import sys
import uuid
from pathlib import Path


class Talk(socketserver.StreamRequestHandler):
    """One conversation, as RFC 5321 has it."""

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 post of the tests")
        taken = 0
        while line := self.rfile.readline():
            verb = line.decode().strip()
            match verb[:4].upper():
                case "EHLO":
                    self.say("250-post")
                    self.say("250 8BITMIME")
                case "RCPT" if "refused" in verb:
                    self.say("550 5.1.1 nobody of that name")
                case "DATA":
                    self.say("354 go on")
                    self.take()
                    taken += 1
                    self.say("250 taken")
                    if MODE == "hangs up after one" and taken == 1:
                        return
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        (FOLDER / f"{uuid.uuid4().hex}.eml").write_bytes(b"".join(lines).replace(b"\r\n", b"\n"))


PORT, FOLDER, MODE = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
socketserver.ThreadingTCPServer.daemon_threads = True
with socketserver.ThreadingTCPServer(("127.0.0.1", PORT), Talk) as server:
    print("ready", flush=True)
    server.serve_forever()
