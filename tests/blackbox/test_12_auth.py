# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""12 properties: enhanced authentication by AUTH packets, with SCRAM-SHA-256."""

import pytest

from support.broker import Broker
from support.cases import only, ours
from support.scram import METHOD, Login, verifier
from support.wire import (BAD_AUTH_METHOD, CONTINUE, NOT_AUTHORIZED, PINGREQ, PROTOCOL_ERROR, Client, auth, connect,
                          disconnect, open_packet, props, publish, speaking, subscribe, unique)

pytestmark = [pytest.mark.usefixtures("version"), only("5"), ours("mosquitto knows no method without a plugin")]

AGAIN = 0x19
PASSWORD = "a sea of numbers"
SPARE = [f"spare{n}" for n in range(50)]
REFUSED = (0x86, NOT_AUTHORIZED)


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    users = folder / "users.yaml"
    secret = verifier(PASSWORD)
    users.write_text("users:\n" + "".join(f"  - name: {name}\n    scram: {secret!r}\n" for name in ("ada", *SPARE)))
    users.chmod(0o600)
    running = Broker(str(folder), env={"TOPIQ_ACCESS_USERS": str(users)})
    yield running
    running.stop()


@pytest.fixture
def someone():
    """A user whom no other test uses: who fails too often is not let in any more."""
    return SPARE.pop()


def data(method, text):
    return props(authentication_method=method, authentication_data=text)


def begin(broker, login, **options):
    """Sends CONNECT and gives the client and the server's first message."""
    client = Client(broker.port)
    client.send(connect(unique(), properties=data(METHOD, login.first), **options))
    return client, challenge(client)


def challenge(client):
    """The data of an AUTH that asks to go on, and which must name the method."""
    first, head, properties, _ = open_packet(client.read_packet())
    assert (first, head) == (0xF0, bytes([CONTINUE]))
    assert dict(properties)["authentication_method"] == METHOD
    return dict(properties)["authentication_data"]


def answer(client, text, method=METHOD, reason=CONTINUE):
    client.send(auth(reason, data(method, text)))


def proof(client, login, first, code=0):
    """Reads CONNACK or AUTH of success and checks that the server has proved itself."""
    head, reason, properties, _ = open_packet(client.read_packet())
    assert (head, reason[-1]) == (first, code)
    assert dict(properties)["authentication_method"] == METHOD
    assert login.proves(dict(properties)["authentication_data"])


def joined(broker, user="ada", **options):
    login = Login(user, PASSWORD)
    client, first = begin(broker, login, **options)
    answer(client, login.final(first))
    proof(client, login, 0x20)
    return client


def expect_refused(client):
    got = client.read_packet()
    assert got[0] == 0x20 and got[2] == 0 and got[3] in REFUSED, got.hex()
    client.expect_close()


def test_a_good_password_is_accepted(broker, topic):
    with joined(broker) as client:
        client.subscribe(topic)
        client.publish(topic + "/x", "m", 1)


@pytest.mark.parametrize("user, password", [(None, "a sea of words"), ("nobody", PASSWORD), (None, "")])
def test_a_wrong_password_is_refused(broker, someone, user, password):
    login = Login(user or someone, password)
    client, first = begin(broker, login)
    answer(client, login.final(first))
    expect_refused(client)


def test_a_refusal_never_says_that_a_session_is_present(broker):
    with speaking(5):
        name = unique("kept")
        login = Login("ada", PASSWORD)
        client = Client(broker.port)
        client.send(connect(name, clean=False, properties=data(METHOD, login.first) + props(session_expiry=100)))
        answer(client, login.final(challenge(client)))
        proof(client, login, 0x20)
        client.send(disconnect())
        client.expect_close()
        client = Client(broker.port)
        client.send(connect(name, clean=False, properties=props(authentication_method="smoke")))
        client.expect_connack(BAD_AUTH_METHOD)
        client.expect_close()


def test_nothing_behind_a_refused_connect_is_processed(broker, topic):
    with joined(broker) as reader:
        reader.subscribe(topic)
        client = Client(broker.port)
        client.send(connect(unique(), properties=props(authentication_method="smoke")), publish(topic, "never"))
        client.expect_connack(BAD_AUTH_METHOD)
        client.expect_close()
        reader.expect_nothing()


@pytest.mark.parametrize("packet", [PINGREQ, publish("t", "x"), subscribe(1, "t")], ids=["PINGREQ", "PUBLISH", "SUBSCRIBE"])
def test_any_other_packet_during_authentication_closes(broker, someone, packet):
    client, _ = begin(broker, Login(someone, PASSWORD))
    client.send(packet)
    got = client.read_packet()
    assert got[0] == 0x20 and got[3] >= 0x80
    client.expect_close()


def test_disconnect_during_authentication_ends_it(broker, someone):
    client, _ = begin(broker, Login(someone, PASSWORD))
    client.send(disconnect())
    client.expect_close()


@pytest.mark.parametrize("reason", (0x00, AGAIN, 0x01))
def test_another_reason_than_continue_closes(broker, someone, reason):
    login = Login(someone, PASSWORD)
    client, first = begin(broker, login)
    answer(client, login.final(first), reason=reason)
    got = client.read_packet()
    assert got[0] == 0x20 and got[3] >= 0x80
    client.expect_close()


def test_another_method_in_the_middle_closes(broker, someone):
    login = Login(someone, PASSWORD)
    client, first = begin(broker, login)
    answer(client, login.final(first), method="SCRAM-SHA-1")
    got = client.read_packet()
    assert got[0] == 0x20 and got[3] >= 0x80
    client.expect_close()


@pytest.mark.parametrize("text", [b"", b"n,,", b"p=tls-unique,,n=ada,r=x", b"n,,r=x,n=ada", b"\xff" * 20, b"n" * 5000])
def test_a_first_message_that_is_none_is_refused(broker, text):
    client = Client(broker.port)
    client.send(connect(unique(), properties=data(METHOD, text)))
    got = client.read_packet()
    assert got[0] == 0x20 and got[3] >= 0x80
    client.expect_close()


@pytest.mark.parametrize("text", [b"", b"c=biws", b"c=biws,r=x,p=AAAA", b"\xff" * 20])
def test_a_second_message_that_is_none_is_refused(broker, someone, text):
    client, _ = begin(broker, Login(someone, PASSWORD))
    answer(client, text)
    got = client.read_packet()
    assert got[0] == 0x20 and got[3] >= 0x80
    client.expect_close()


def test_a_repeated_proof_is_no_proof(broker, someone):
    login = Login(someone, PASSWORD)
    client, first = begin(broker, login)
    final = login.final(first)
    client.close()
    other, _ = begin(broker, Login(someone, PASSWORD))
    answer(other, final)
    expect_refused(other)


def test_a_client_can_authenticate_again(broker, topic):
    with joined(broker) as client:
        login = Login("ada", PASSWORD)
        answer(client, login.first, reason=AGAIN)
        answer(client, login.final(challenge(client)))
        proof(client, login, 0xF0)
        client.publish(topic, "m", 1)


def test_messages_go_on_while_a_client_authenticates_again(broker, topic):
    with joined(broker) as client, joined(broker) as other:
        client.subscribe(topic)
        login = Login("ada", PASSWORD)
        answer(client, login.first, reason=AGAIN)
        first = challenge(client)
        other.publish(topic, "m", 0)
        client.expect(publish(topic, "m"))
        answer(client, login.final(first))
        proof(client, login, 0xF0)


def test_authenticating_again_with_a_wrong_password_closes(broker, someone):
    client = joined(broker, someone)
    login = Login(someone, "wrong")
    answer(client, login.first, reason=AGAIN)
    answer(client, login.final(challenge(client)))
    got = client.read_packet()
    assert got[0] == 0xE0 and got[2] in REFUSED
    client.expect_close()


def test_authenticating_again_by_another_method_closes(broker):
    client = joined(broker)
    answer(client, b"x", method="SCRAM-SHA-1", reason=AGAIN)
    got = client.read_packet()
    assert got[0] == 0xE0 and got[2] in (PROTOCOL_ERROR, BAD_AUTH_METHOD)
    client.expect_close()


def test_going_on_with_what_was_not_begun_closes(broker):
    client = joined(broker)
    answer(client, b"x")
    client.expect_close(PROTOCOL_ERROR)
