// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Drives mqtt.js against a broker: node drive.mjs URL VERSION PREFIX, with VERSION 4 (3.1.1) or 5.
// Prints "ok NAME" or "failed NAME: why" per scenario; see tests/support/driver.py.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const [url, version, prefix] = process.argv.slice(2);
// The packages lie in the build folder, where `npm ci` has put them.
const mqtt = createRequire(`${process.cwd()}/`)("mqtt");
const five = version === "5";
let count = 0;

function fresh(word) {
    return `${prefix}/${word}/${++count}`;
}

/** A connected client that keeps what comes and lets a scenario wait for it. */
async function join(options = {}) {
    const client = await mqtt.connectAsync(url, {
        protocolVersion: Number(version), reconnectPeriod: 0, connectTimeout: 10000,
        clientId: fresh("client").replaceAll("/", "-"), ...options });
    client.got = [];
    client.on("message", (topic, payload, packet) => {
        client.got.push({ topic, payload: payload.toString(), qos: packet.qos, retain: packet.retain, properties: packet.properties ?? {} });
        client.emit("kept");
    });
    client.wait = async wanted => {
        while (client.got.length < wanted)
            await new Promise((resolve, reject) => {
                const late = setTimeout(() => reject(new Error(`${client.got.length} of ${wanted} messages came`)), 10000);
                client.once("kept", () => { clearTimeout(late); resolve(); });
            });
        return client.got;
    };
    return client;
}

const scenarios = {
    async connect() {
        const client = await join();
        assert.equal(client.connected, true);
        await client.endAsync();
    },

    async "every QoS both ways"() {
        const topic = fresh("qos"), reader = await join(), writer = await join();
        const granted = await reader.subscribeAsync(topic, { qos: 2 });
        assert.equal(granted[0].qos, 2);
        for (const qos of [0, 1, 2])
            await writer.publishAsync(topic, `with ${qos}`, { qos });
        const got = await reader.wait(3);
        assert.deepEqual(got.map(m => [m.payload, m.qos]).sort(), [["with 0", 0], ["with 1", 1], ["with 2", 2]]);
        await Promise.all([reader.endAsync(), writer.endAsync()]);
    },

    async "a hundred messages in order"() {
        const topic = fresh("order"), reader = await join(), writer = await join();
        await reader.subscribeAsync(topic, { qos: 1 });
        const numbers = [...Array(100).keys()].map(String);
        await Promise.all(numbers.map(n => writer.publishAsync(topic, n, { qos: 1 })));
        assert.deepEqual((await reader.wait(100)).map(m => m.payload), numbers);
        await Promise.all([reader.endAsync(), writer.endAsync()]);
    },

    async "a large payload"() {
        const topic = fresh("large"), client = await join(), payload = "0123456789".repeat(50000);
        await client.subscribeAsync(topic, { qos: 1 });
        await client.publishAsync(topic, payload, { qos: 1 });
        assert.equal((await client.wait(1))[0].payload, payload);
        await client.endAsync();
    },

    async "a retained message"() {
        const topic = fresh("retained"), writer = await join();
        await writer.publishAsync(topic, "kept", { qos: 1, retain: true });
        const reader = await join();
        await reader.subscribeAsync(topic);
        const [message] = await reader.wait(1);
        assert.deepEqual([message.payload, message.retain], ["kept", true]);
        await Promise.all([reader.endAsync(), writer.endAsync()]);
    },

    async "a will"() {
        const topic = fresh("will"), reader = await join();
        await reader.subscribeAsync(topic, { qos: 1 });
        const mortal = await join({ will: { topic, payload: Buffer.from("gone"), qos: 1, retain: false } });
        mortal.stream.destroy();
        assert.equal((await reader.wait(1))[0].payload, "gone");
        await reader.endAsync();
    },

    async "a kept session"() {
        const topic = fresh("kept"), kept = { clientId: fresh("kept").replaceAll("/", "-"), clean: false,
            ...(five && { properties: { sessionExpiryInterval: 100 } }) };
        let client = await join(kept);
        await client.subscribeAsync(topic, { qos: 1 });
        await client.endAsync();
        const writer = await join();
        await writer.publishAsync(topic, "while away", { qos: 1 });
        const connack = [];
        client = mqtt.connect(url, { protocolVersion: Number(version), reconnectPeriod: 0, ...kept });
        const came = new Promise(resolve => client.once("message", (_, payload) => resolve(payload.toString())));
        client.once("connect", packet => connack.push(packet));
        assert.equal(await came, "while away");
        assert.equal(connack[0].sessionPresent, true);
        await Promise.all([client.endAsync(), writer.endAsync()]);
    },

    async "a shared subscription"() {
        const topic = fresh("shared"), writer = await join(), members = [await join(), await join()];
        for (const member of members)
            await member.subscribeAsync(`$share/group/${topic}`, { qos: 1 });
        for (let n = 0; n < 20; ++n)
            await writer.publishAsync(topic, String(n), { qos: 1 });
        while (members[0].got.length + members[1].got.length < 20)
            await Promise.race(members.map(member => member.wait(member.got.length + 1)));
        assert.ok(members.every(member => member.got.length > 0));
        assert.equal(members[0].got.length + members[1].got.length, 20);
        await Promise.all([...members, writer].map(client => client.endAsync()));
    },

    ...(five && {
        async "the properties of a message"() {
            const topic = fresh("properties"), reader = await join(), writer = await join();
            await reader.subscribeAsync(topic, { qos: 1, properties: { subscriptionIdentifier: 42 } });
            await writer.publishAsync(topic, "m", { qos: 1, properties: {
                payloadFormatIndicator: true, contentType: "text/plain", responseTopic: "answers", correlationData: Buffer.from([0, 1]),
                messageExpiryInterval: 100, userProperties: { colour: ["red", "blue"], size: "9" } } });
            const { properties } = (await reader.wait(1))[0];
            assert.equal(properties.payloadFormatIndicator, true);
            assert.equal(properties.contentType, "text/plain");
            assert.equal(properties.responseTopic, "answers");
            assert.deepEqual([...properties.correlationData], [0, 1]);
            assert.ok(properties.messageExpiryInterval > 90);
            assert.deepEqual({ ...properties.userProperties }, { colour: ["red", "blue"], size: "9" });
            assert.equal([properties.subscriptionIdentifier].flat()[0], 42);
            await Promise.all([reader.endAsync(), writer.endAsync()]);
        },

        async "topic aliases"() {
            const topic = fresh("aliases"), reader = await join({ properties: { topicAliasMaximum: 5 } });
            const writer = await join({ autoUseTopicAlias: true, autoAssignTopicAlias: true });
            await reader.subscribeAsync(topic);
            for (let n = 0; n < 5; ++n)
                await writer.publishAsync(topic, String(n), { qos: 1 });
            assert.deepEqual((await reader.wait(5)).map(m => [m.topic, m.payload]), [0, 1, 2, 3, 4].map(n => [topic, String(n)]));
            await Promise.all([reader.endAsync(), writer.endAsync()]);
        },

        async "no local"() {
            const topic = fresh("local"), client = await join(), other = await join();
            await client.subscribeAsync(topic, { qos: 1, nl: true });
            await client.publishAsync(topic, "own", { qos: 1 });
            await other.publishAsync(topic, "foreign", { qos: 1 });
            assert.deepEqual((await client.wait(1)).map(m => m.payload), ["foreign"]);
            await Promise.all([client.endAsync(), other.endAsync()]);
        },

        async "the reason of a take-over"() {
            const clientId = fresh("twice").replaceAll("/", "-"), first = await join({ clientId });
            const told = new Promise(resolve => first.once("disconnect", packet => resolve(packet.reasonCode)));
            const second = await join({ clientId });
            assert.equal(await told, 0x8E);
            await second.endAsync();
        },
    }),
};

for (const [name, run] of Object.entries(scenarios)) {
    try {
        let late;
        await Promise.race([run(), new Promise((_, reject) => { late = setTimeout(() => reject(new Error("took over 15 s")), 15000); })]);
        clearTimeout(late);
        console.log(`ok ${name}`);
    } catch (error) {
        console.log(`failed ${name}: ${String(error.stack).replaceAll("\n", " | ")}`);
    }
}
process.exit(0);
