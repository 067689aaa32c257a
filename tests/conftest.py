# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import resource

import pytest

from support.broker import Broker
from support.wire import LEVELS, Client, publish, speaking, suback, subscribe, unique

# A thousand clients live in the test's own process.
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20000) if hard > 0 else 20000, hard))


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    """One broker for all tests of a file; each test uses topics and client ids of its own."""
    running = Broker(str(tmp_path_factory.mktemp("data")))
    yield running
    running.stop()


@pytest.fixture
def start_broker(tmp_path):
    """Starts brokers of a test's own, with options, and stops them at its end."""
    with contextlib.ExitStack() as stack:
        def start(*args, env=None, data_dir=None):
            running = Broker(str(data_dir or tmp_path), args, env)
            stack.callback(running.stop)
            return running
        yield start


@pytest.fixture(params=LEVELS.values(), ids=LEVELS)
def version(request):
    """The protocol level that the packets of the test are built for; both, if the test does not choose one."""
    with speaking(request.param):
        yield request.param


@pytest.fixture(scope="module")
def witness(broker):
    """A client that has nothing to do with the case under test, and must not notice it."""
    topic = unique("witness/")
    with speaking(4):
        client = Client(broker.port, unique("witness"))
        client.send(subscribe(1, (topic, 1)))
        client.expect(suback(1, 1))
        message = publish(topic, b"still here")

    def check():
        client.send(message)
        client.expect(message)
    yield check
    client.leave()


@pytest.fixture
def topic():
    return unique("t/")
