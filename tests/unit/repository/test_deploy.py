"""The examples in ``deploy/``: what they promise stands there, what they set is a setting."""

import inspect
import re

import uvicorn

from tests.unit.repository.test_settings import VARIABLES
from ui.server.settings import ROOT

DEPLOY = ROOT / "deploy"


def _text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def test_the_proxy_keeps_what_it_promises() -> None:
    servers, locations = _text("nginx/servers.conf"), _text("nginx/locations.conf")
    for bound in (
        "limit_req zone=atlas_requests",
        "limit_conn atlas_connections",
        "client_header_timeout 10s;",
        "client_body_timeout 20s;",
        "client_max_body_size 64k;",
        "client_max_body_size 11m;",
        "limit_req_status 429;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Request-Id $request_id;",
        "proxy_next_upstream error timeout http_404;",
    ):
        assert bound in locations, bound
    # a place with headers of its own takes over none of those around it
    kept = 'add_header Strict-Transport-Security "max-age=31536000" always;'
    places = re.findall(r"^location [^{]*\{.*?^\}", locations, re.DOTALL | re.MULTILINE)
    around = re.sub(r"^location [^{]*\{.*?^\}", "", locations, flags=re.DOTALL | re.MULTILINE)
    assert len(places) == locations.count("location ")
    for place in [around, *(each for each in places if "add_header" in each)]:
        assert kept in place, place
    assert re.search(r"location = /metrics \{\s+return 404;", locations)
    assert "; Path=$atlas_path; HttpOnly; Secure; SameSite=Lax" in servers
    assert servers.count("backup;") == 2
    # neither an address nor a query in the log of the proxy
    log = servers[servers.index("log_format") :]
    assert not re.search(r"\$(remote_addr|args|request_uri|query_string|request\b)", log)


def test_a_portal_has_every_place_and_bound_of_a_host_of_its_own() -> None:
    under = "/ban-do-2030"
    locations, portal = _text("nginx/locations.conf"), _text("nginx/portal.conf")
    # of the whole server: the portal's, or said in words there
    of_the_server = {"client_header_timeout 10s;", "keepalive_timeout 65s;", "server_tokens off;"}
    of_the_server.add("large_client_header_buffers 4 16k;")
    for line in re.findall(r"^ *((?:location )?[^#\s].*[;{])$", locations, re.MULTILINE):
        beneath = re.sub(r"^(location \S+(?: \S+)?) /", rf"\1 {under}/", line)
        beneath = beneath.replace("location / {", f"location ^~ {under}/ {{")
        beneath = beneath.replace(" /away.html;", f" {under}/away.html;")
        beneath = beneath.replace("root /etc/nginx/atlas;", "alias /etc/nginx/atlas/away.html;")
        assert beneath in portal or line in of_the_server, line
    assert f"map $uri $atlas_path {{\n    ~^{under}/ {under};" in _text("nginx/servers.conf")


def test_the_proxy_gives_up_a_connection_before_the_server_does() -> None:
    waits = inspect.signature(uvicorn.Config).parameters["timeout_keep_alive"].default
    pools = re.findall(r"^upstream [^{]*\{(.*?)^\}", _text("nginx/servers.conf"), re.S | re.M)
    kept = [each for each in pools if "keepalive" in each]
    assert len(kept) == 3
    for pool in kept:
        (seconds,) = re.findall(r"keepalive_timeout (\d+)s;", pool)
        assert int(seconds) < waits


def test_what_is_set_in_the_examples_is_a_setting() -> None:
    own = {"POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "PGDATA"}
    own |= {"FORWARDED_ALLOW_IPS", "PYTHONUNBUFFERED"}
    named = set(re.findall(r"^    ([A-Z_]+):", _text("compose.yaml"), re.MULTILINE))
    named |= set(re.findall(r"- \{?name: ([A-Z_]+)", _text("kubernetes/atlas.yaml")))
    named |= set(re.findall(r"^(?:# )?([A-Z_]+)=", _text("systemd/atlas.env"), re.MULTILINE))
    named |= set(re.findall(r"[ =]([A-Z_]+)=", _text("systemd/atlas@.service")))
    named |= set(re.findall(r"ENV (.*)", _text("Containerfile"))[0].replace("=", " ").split()[::2])
    assert named - own - set(VARIABLES) == set()
    assert {"DATABASE_URL", "HOSTS", "LOG_FORMAT", "METRICS_TOKEN"} <= named


def test_the_container_takes_in_all_that_a_server_reads() -> None:
    taken = set(re.findall(r"^!(\S+)", _text("Containerfile.dockerignore"), re.MULTILINE))
    copied = {
        name
        for line in re.findall(r"^COPY (?!--)(.*) \S+$", _text("Containerfile"), re.MULTILINE)
        for name in line.split()
    }
    assert taken == copied
    assert {"app.py", "ui", "geo", "pages", "data", ".streamlit", "requirements.txt"} <= taken
