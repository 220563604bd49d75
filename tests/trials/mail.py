"""A mail server that takes letters to their last line, and may keep silent then."""

from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread

REPLIES = {b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class _Dialog(StreamRequestHandler):
    def handle(self):
        self._say(b"220 here")
        for line in self.rfile:
            command = line[:4].strip().upper()
            self._say(REPLIES.get(command, b"250 ok"))
            if command == b"DATA":
                self._take()

    def _take(self):
        """The letter as it came; then the answer, unless the server is to be silent."""
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.letters.append(b"".join(lines).decode())
        self.server.taken.set()
        self.server.speaks.wait()
        self._say(b"250 taken")

    def _say(self, line):
        self.wfile.write(line + b"\r\n")


class MailServer(ThreadingTCPServer):
    """`taken` is set when a letter is here; its sender hears so while `speaks` is set."""

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Dialog)
        self.letters, self.taken, self.speaks = [], Event(), Event()
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    @property
    def ids(self):
        lines = (line for letter in self.letters for line in letter.splitlines())
        return [line.partition(": ")[2] for line in lines if line.startswith("Message-ID")]

    def handle_error(self, request, client_address):
        """Whoever was killed in the middle of a sentence is not answered."""
