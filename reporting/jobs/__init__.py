"""Long jobs: what can be asked for (`KINDS`), and how whatever waits is worked (`working.work`)."""
