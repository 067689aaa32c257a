# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""10 limits: what publishers notice when the broker's memory is full."""

import pytest

from support.wire import QUOTA_EXCEEDED, puback, publish, suback, subscribe, unique

pytestmark = pytest.mark.usefixtures("version")

COUNT = 200
SIZE = 10_000


@pytest.fixture
def full_broker(start_broker):
    """Its memory takes half of COUNT messages; a client that is away has subscribed to them all."""
    return start_broker(env={"TOPIQ_LIMITS_MEMORY_BYTES": str(COUNT * SIZE // 2)})


def numbered(topic, number, mid):
    return publish(topic, f"{number:05}".encode() + bytes(SIZE - 5), 1, mid=mid)


def test_a_full_memory_costs_nothing_that_was_acknowledged(full_broker, topic, version):
    name = unique("away")
    away = full_broker.client(name, clean=False)
    away.send(subscribe(1, (topic, 1)))
    away.expect(suback(1, 1))
    away.leave()
    with full_broker.client(unique()) as writer:
        for number in range(COUNT):
            writer.send(numbered(topic, number, number + 1))
        refused = set()
        if version == 5:  # is told, and may try again later
            for number in range(COUNT):
                got = writer.read_packet()
                if got == puback(number + 1, QUOTA_EXCEEDED) or got[4:5] == bytes([QUOTA_EXCEEDED]):
                    refused.add(number)
            assert 0 < len(refused) < COUNT
        # A client of MQTT 3.1.1 cannot be told: it waits until the other one has taken what is there.
        accepted = [number for number in range(COUNT) if number not in refused]
        away = full_broker.client(name, clean=False, present=True)
        for mid, number in enumerate(accepted, 1):
            away.expect(numbered(topic, number, mid))
            away.send(puback(mid))
        if version != 5:
            writer.expect(*(puback(number + 1) for number in range(COUNT)))
        away.expect_nothing()
        away.leave()
