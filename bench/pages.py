"""Weight of the public pages over the wire, and how long the main pages take on the demo."""

import http.client
import re
import time
from statistics import quantiles

from servers import serving

ROUNDS = 60
LIMIT = 50 * 1024


def main() -> None:
    with serving("", "--demo") as server:
        address = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        home = fetch(address, "/")[1]
        programme = re.search(r'href="(/[a-z0-9-]+/[a-z0-9-]+/)"', home)
        call = re.search(r'href="(/daftar/[^"]+/)"', home)
        assert programme
        assert call
        pages = {"front page": "/", "programme": programme[1], "application form": call[1], "login": "/masuk/"}
        for name, path in pages.items():
            weigh(address, name, path)
        for name, path in pages.items():
            measure(address, name, path)


def weigh(address: http.client.HTTPConnection, name: str, path: str) -> None:
    """Bytes of the first view: the page, its style sheet, its font; headers counted."""
    size, page = fetch(address, path)
    parts = {
        part: fetch(address, part)[0]
        for part in sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page)))
    }
    style = next(part for part in parts if part.endswith(".css"))
    fonts = re.findall(r'url\("?([^")]+\.woff2)"?\)', fetch(address, style)[1])
    for font in set(fonts):
        parts[font] = fetch(address, f"{style.rpartition('/')[0]}/{font}")[0]
    total = size + sum(parts.values())
    verdict = "within" if total <= LIMIT else "OVER"
    print(f"{name:<18}{total / 1024:6.1f} KB in {1 + len(parts)} requests ({verdict} 50 KB)")
    if total > LIMIT:
        print(
            "".join(f"    {weight / 1024:6.1f} KB {part}\n" for part, weight in {path: size, **parts}.items()), end=""
        )


def measure(address: http.client.HTTPConnection, name: str, path: str) -> None:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        fetch(address, path)
        times.append((time.perf_counter() - began) * 1000)
    cuts = quantiles(times, n=100)
    print(f"{name:<18}p50 {cuts[49]:6.1f} ms   p99 {cuts[98]:6.1f} ms   ({ROUNDS} requests, one after another)")


def fetch(address: http.client.HTTPConnection, path: str) -> tuple[int, str]:
    """(bytes over the wire with headers, text) of a page, compressed as a browser asks for."""
    import gzip

    address.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "id"})
    answer = address.getresponse()
    body = answer.read()
    headers = sum(len(key) + len(value) + 4 for key, value in answer.getheaders())
    packed = answer.getheader("Content-Encoding") == "gzip"
    text = (gzip.decompress(body) if packed else body).decode("utf-8", "replace")
    return headers + len(body), text


if __name__ == "__main__":
    main()
