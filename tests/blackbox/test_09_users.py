# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""09 rights: users as topiqctl makes them, what it says about rights, and who may use the HTTP API."""

import base64
import json
import os
import stat
import urllib.error
import urllib.request

import pytest

from support.access import add_user, ctl
from support.program import PATIENCE, until

PASSWORDS = {"boss": "pl4nted-b0ss", "anna": "pl4nted-4nna"}


def add(folder, name, *args):
    add_user(folder, name, PASSWORDS[name], *args)


def ask(broker, path, user=None, password=None, token=None, body=None, **headers):
    """The status and content of an answer."""
    if user is not None:
        headers["Authorization"] = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    if token is not None:
        headers["Authorization"] = "Bearer " + token
    data = None
    if body is not None:
        data = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(broker.http + path, data, headers), timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "data"
    path.mkdir(mode=0o700)
    return path


@pytest.fixture
def guarded(folder, start_broker):
    """A broker with an admin and a user, closed also for this machine, and with rules."""
    add(folder, "boss", "--admin")
    add(folder, "anna")
    rules = folder / "rules.yaml"
    rules.write_text('rules:\n- {allow: all, topic: "own/%u/#"}\n- {allow: subscribe, topic: news}\n')
    rules.chmod(0o600)
    return start_broker(data_dir=folder, env={"TOPIQ_ACCESS_RULES": str(rules), "TOPIQ_ACCESS_ANONYMOUS": "none"})


def test_the_file_of_users_is_the_owners_alone_and_holds_no_password(folder):
    add(folder, "boss", "--admin")
    file = folder / "users.yaml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text()
    assert "$argon2id$" in text and "SCRAM-SHA-256$" in text and PASSWORDS["boss"] not in text
    assert os.listdir(folder) == ["users.yaml"]


def test_users_are_listed_changed_and_deleted(folder):
    add(folder, "boss", "--admin")
    add(folder, "anna", "--role", "reader", "--role", "writer", "--client", "panel")
    at = ("--data-dir", str(folder))
    listed = ctl("user", "list", *at).stdout.splitlines()
    assert [line.split() for line in listed[1:]] == [["boss", "enabled", "yes", "yes", "-", "-"],
                                                     ["anna", "enabled", "no", "yes", "reader,", "writer", "panel"]]
    assert ctl("user", "change", "anna", "--disable", "--admin", "--role", "x", *at).returncode == 0
    assert ctl("user", "list", *at).stdout.splitlines()[2].split() == ["anna", "disabled", "yes", "yes", "x", "panel"]
    assert ctl("user", "del", "boss", *at).returncode == 0
    assert len(ctl("user", "list", *at).stdout.splitlines()) == 2


@pytest.mark.parametrize("args, password, said", [
    (("add", "anna"), "x\n", "already"),
    (("add", "a:b"), "x\n", "colon"),
    (("add", "new"), "\n", "empty"),
    (("add", "new"), "x" * 1025 + "\n", "longer than 1024"),
    (("add", "new", "--password-file", "/nonexistent"), None, "cannot be read"),
    (("del", "new"), None, "no user"),
    (("change", "new", "--admin"), None, "no user"),
], ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_a_wrong_change_is_refused_and_changes_nothing(folder, args, password, said):
    add(folder, "anna")
    before = (folder / "users.yaml").read_bytes()
    done = ctl("user", *args, "--data-dir", str(folder), password=password)
    assert done.returncode != 0 and said in done.stderr
    assert (folder / "users.yaml").read_bytes() == before
    assert os.listdir(folder) == ["users.yaml"]


def test_may_names_the_rule_and_its_line(folder, tmp_path):
    add(folder, "anna", "--role", "reader")
    rules = tmp_path / "rules.yaml"
    rules.write_text("rules:\n- {deny: all, topic: a/secret}\n- {allow: all, topic: a/#, role: reader}\n")

    def may(*args):
        done = ctl("may", *args, "--data-dir", str(folder), env={"TOPIQ_ACCESS_RULES": str(rules)})
        return done.returncode, (done.stdout or done.stderr).strip()
    assert may("anna", "publish", "a/b") == (0, f"allowed: {rules}:3")
    assert may("anna", "subscribe", "$share/g/a/#") == (0, f"allowed: {rules}:3")
    assert may("anna", "publish", "a/secret") == (1, f"topiqctl: refused: {rules}:2")
    assert may("anna", "subscribe", "b/#")[0] == 1
    assert may("anna", "publish", "$SYS/x")[0] == 1
    assert may("bert", "publish", "a/b")[0] == 1
    assert may("", "publish", "a/b")[0] == 1
    assert may("", "publish", "a/b", "--address", "10.0.0.1") == (
        1, "topiqctl: refused: a client without user name does not come in from 10.0.0.1 (access.anonymous)")


ROUTES = ["/api/v1/overview", "/api/v1/traffic", "/api/v1/topics", "/api/v1/clients", "/api/v1/records?topic=own/anna/a",
          "/metrics"]
MESSAGE = {"topic": "own/anna/a", "text": "x"}


def test_without_login_every_route_but_health_is_refused(guarded):
    for route in ROUTES:
        assert ask(guarded, route)[0] == 401, route
    assert ask(guarded, "/api/v1/publish", body=MESSAGE)[0] == 401
    assert ask(guarded, "/healthz") == (200, "ok\n")


def test_an_admin_may_use_every_route(guarded):
    for route in ROUTES:
        expected = 403 if "records" in route else 200  # the rules hold for everybody
        assert ask(guarded, route, "boss", PASSWORDS["boss"])[0] == expected, route


def test_a_user_may_what_the_rules_allow(guarded):
    login = ("anna", PASSWORDS["anna"])
    for route in ROUTES[:4]:
        assert ask(guarded, route, *login)[0] == 403, route
    assert ask(guarded, "/api/v1/publish", *login, body=MESSAGE)[0] == 200
    status, text = ask(guarded, ROUTES[4], *login)
    assert status == 200 and len(json.loads(text)["records"]) == 1
    for topic in ("own/boss/a", "news", "own/+/a", "$SYS/x"):
        assert ask(guarded, "/api/v1/publish", *login, body={"topic": topic, "text": "x"})[0] in (400, 403), topic
    assert ask(guarded, "/api/v1/records?topic=own/boss/a", *login)[0] == 403
    assert ask(guarded, "/api/v1/records?topic=news", *login)[0] in (200, 404)


def test_this_machine_needs_no_login_unless_a_proxy_asks(folder, start_broker):
    add(folder, "boss", "--admin")
    broker = start_broker(data_dir=folder)
    assert ask(broker, "/api/v1/overview")[0] == 200
    for header in ("X_Forwarded_For", "Forwarded", "Via", "X_Real_IP"):
        assert ask(broker, "/api/v1/overview", **{header: "10.0.0.1"})[0] == 401, header
        assert ask(broker, "/api/v1/overview", "boss", PASSWORDS["boss"], **{header: "10.0.0.1"})[0] == 200, header


def test_the_fifth_wrong_password_shuts_the_door(guarded):
    for _ in range(5):
        assert ask(guarded, "/api/v1/overview", "boss", "guess")[0] == 401
    assert ask(guarded, "/api/v1/overview", "boss", PASSWORDS["boss"])[0] == 429
    assert ask(guarded, "/metrics", "anna", PASSWORDS["anna"])[0] == 200


def test_a_change_of_users_holds_at_once_without_a_signal(guarded, folder):
    assert ask(guarded, "/metrics", "anna", PASSWORDS["anna"])[0] == 200
    at = ("--data-dir", str(folder))
    assert ctl("user", "change", "anna", "--disable", *at).returncode == 0
    until(lambda: ask(guarded, "/metrics", "anna", PASSWORDS["anna"])[0] == 403, "anna is refused")
    assert ctl("user", "change", "anna", "--enable", *at).returncode == 0
    until(lambda: ask(guarded, "/metrics", "anna", PASSWORDS["anna"])[0] == 200, "anna is let in")


def test_a_damaged_file_of_users_changes_nothing(guarded, folder):
    (folder / "users.yaml").write_text("users:\n- name: anna\n  passwrd: x\n")
    guarded.program.wait_line("users stay as they were: .*users.yaml:3: a user has no key", "err")
    assert ask(guarded, "/metrics", "anna", PASSWORDS["anna"])[0] == 200
    assert ask(guarded, "/metrics", "anna", "x")[0] == 401


def test_secrets_are_nowhere_to_be_read(guarded, folder):
    for name, password in PASSWORDS.items():
        ask(guarded, "/api/v1/overview", name, password)
        ask(guarded, "/api/v1/overview", name, "wrong" + password)
    seen = "".join(ask(guarded, route, "boss", PASSWORDS["boss"])[1] for route in ROUTES) + guarded.program.stderr
    file = (folder / "users.yaml").read_text()
    secrets = list(PASSWORDS.values()) + [line.split('"')[1] for line in file.splitlines() if "$" in line]
    assert len(secrets) == 6
    for secret in secrets:
        assert secret not in seen


def test_a_file_that_others_may_write_ends_the_start(folder, start_broker):
    add(folder, "anna")
    (folder / "users.yaml").chmod(0o666)
    with pytest.raises(AssertionError, match="chmod go-w"):
        start_broker(data_dir=folder)
