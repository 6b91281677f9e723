"""`sanggar run`: prepare the installation, then keep web server, worker and ticker running in the foreground."""

import argparse
import errno
import socket
import sys
from collections.abc import Callable

from sanggar.cli import lock, web
from sanggar.cli.django import complain, say, with_django
from sanggar.cli.supervisor import Supervisor
from sanggar.config import environment


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sanggar run")
    parser.add_argument("--demo", action="store_true", help="load the demo programme if the database is empty")
    parser.add_argument("--workers", type=int, default=web.WORKERS, help="web server processes")
    parser.add_argument("--threads", type=int, default=web.THREADS, help="threads of each")
    given = parser.parse_args(arguments)
    return lock.with_others(lambda: serve(demo=given.demo, commands=programs(given.workers, given.threads)))


def serve(*, demo: bool, commands: dict[str, list[str]]) -> int:
    trouble = why_not_to_bind()
    if trouble:
        return complain(trouble)
    code = with_django(lambda: prepare(demo=demo))
    return code or Supervisor(commands, announcement(demo=demo)).run()


def prepare(*, demo: bool) -> int:
    """Keys proven, database up to date, static files collected, the demo loaded where asked and the database empty."""
    from django.db import connections

    from sanggar.cli import setting_up

    setting_up.migrate()
    setting_up.collect_static()
    code = 0
    if demo:
        from sanggar.cli.demo import load_if_empty

        code = load_if_empty()
    connections.close_all()
    return code


def announcement(*, demo: bool) -> Callable[[], None]:
    """What is said when the web server answers."""

    def announce() -> None:
        say(f"READY http://127.0.0.1:{environment.port()}")
        if demo:
            from sanggar.cli.demo import logins

            for role, email, password in logins():
                say(f"LOGIN\t{role}\t{email}\t{password}")

    return announce


def programs(workers: int, threads: int) -> dict[str, list[str]]:
    return {
        "web": [sys.executable, "-m", "sanggar", "web", "--workers", str(workers), "--threads", str(threads)],
        "worker": [sys.executable, "-m", "sanggar", "worker"],
        "ticker": [sys.executable, "-m", "sanggar", "ticker"],
    }


def why_not_to_bind() -> str:
    """Why the web server could not listen, said before anything is started; empty when it can."""
    address, port = environment.bind_address(), environment.port()
    try:
        family, *_, target = socket.getaddrinfo(address.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"port {port} is in use; choose another with PORT=…"
        return f"can not listen on {address}:{port}: {error.strerror}"
    return ""
