// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
package topiq;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Drives HiveMQ's client against a broker: Drive HOST PORT VERSION PREFIX, with VERSION 4 (3.1.1) or 5. Prints "ok NAME" or
 * "failed NAME: why" per scenario; see tests/support/driver.py.
 */
public final class Drive {
    private interface Scenario {
        void run() throws Exception;
    }

    private final String host;
    private final int port;
    private final boolean five;
    private final String prefix;
    private int count = 0;

    private Drive(String[] arguments) {
        host = arguments[0];
        port = Integer.parseInt(arguments[1]);
        five = arguments[2].equals("5");
        prefix = arguments[3];
    }

    public static void main(String[] arguments) {
        var drive = new Drive(arguments);
        drive.scenarios().forEach((name, scenario) -> {
            try {
                scenario.run();
                System.out.println("ok " + name);
            } catch (Exception | AssertionError problem) {
                System.out.println("failed " + name + ": " + String.valueOf(problem).replace('\n', ' '));
            }
        });
        System.exit(0); // the library's threads would keep it
    }

    private Map<String, Scenario> scenarios() {
        var all = new LinkedHashMap<String, Scenario>();
        all.put("connect", () -> join().leave());
        all.put("every QoS both ways", this::everyQos);
        all.put("a hundred messages in order", this::inOrder);
        all.put("a large payload", this::large);
        all.put("a retained message", this::retained);
        all.put("a will", this::will);
        all.put("a kept session", this::kept);
        all.put("a shared subscription", this::shared);
        if (five) {
            all.put("the properties of a message", this::properties);
            all.put("topic aliases", this::aliases);
            all.put("no local", this::noLocal);
            all.put("the reason of a take-over", this::takeOver);
        }
        return all;
    }

    private String fresh(String word) {
        return prefix + "/" + word + "/" + ++count;
    }

    private Peer join() {
        return join(fresh("client").replace('/', '-'), false, null, false);
    }

    private Peer join(String id, boolean kept, String will, boolean expectSession) {
        return five ? new Peer5(host, port, id, kept, will, expectSession) : new Peer3(host, port, id, kept, will, expectSession);
    }

    private static void same(Object wanted, Object got) {
        if (!wanted.equals(got))
            throw new AssertionError("wanted " + wanted + ", got " + got);
    }

    private void everyQos() throws Exception {
        String topic = fresh("qos");
        Peer reader = join(), writer = join();
        reader.subscribe(topic, 2);
        for (int qos = 0; qos < 3; ++qos) {
            writer.publish(topic, "with " + qos, qos, false);
            Peer.Message message = reader.next();
            same("with " + qos, message.payload());
            same(qos, message.qos());
        }
        reader.leave();
        writer.leave();
    }

    private void inOrder() throws Exception {
        String topic = fresh("order");
        Peer reader = join(), writer = join();
        reader.subscribe(topic, 1);
        for (int n = 0; n < 100; ++n)
            writer.publish(topic, String.valueOf(n), 1, false);
        for (int n = 0; n < 100; ++n)
            same(String.valueOf(n), reader.next().payload());
        reader.leave();
        writer.leave();
    }

    private void large() throws Exception {
        String topic = fresh("large"), payload = "0123456789".repeat(50000);
        Peer client = join();
        client.subscribe(topic, 1);
        client.publish(topic, payload, 1, false);
        same(payload, client.next().payload());
        client.leave();
    }

    private void retained() throws Exception {
        String topic = fresh("retained");
        Peer writer = join(), reader = join();
        writer.publish(topic, "kept", 1, true);
        reader.subscribe(topic, 1);
        Peer.Message message = reader.next();
        same("kept", message.payload());
        same(true, message.retain());
        reader.leave();
        writer.leave();
    }

    /** The library has no way to lose its connection, so another client takes it over. */
    private void will() throws Exception {
        String topic = fresh("will"), id = fresh("mortal").replace('/', '-');
        Peer reader = join();
        reader.subscribe(topic, 1);
        join(id, false, topic, false);
        Peer heir = join(id, false, null, false);
        same("gone", reader.next().payload());
        heir.leave();
        reader.leave();
    }

    private void kept() throws Exception {
        String topic = fresh("kept"), id = fresh("kept").replace('/', '-');
        Peer client = join(id, true, null, false);
        client.subscribe(topic, 1);
        client.leave();
        Peer writer = join();
        writer.publish(topic, "while away", 1, false);
        client = join(id, true, null, true);
        same("while away", client.next().payload());
        client.leave();
        writer.leave();
    }

    private void shared() throws Exception {
        String topic = fresh("shared");
        Peer writer = join();
        var members = List.of(join(), join());
        for (Peer member : members)
            member.subscribe("$share/group/" + topic, 1);
        for (int n = 0; n < 20; ++n)
            writer.publish(topic, String.valueOf(n), 1, false);
        var seen = new TreeSet<String>();
        int[] got = {0, 0};
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (seen.size() < 20) {
            if (System.nanoTime() > end)
                throw new AssertionError(seen.size() + " of 20 messages came");
            for (int n = 0; n < 2; ++n) {
                Peer.Message message = members.get(n).poll();
                if (message == null)
                    Thread.onSpinWait();
                else if (seen.add(message.payload()))
                    ++got[n];
                else
                    throw new AssertionError(message.payload() + " came twice");
            }
        }
        same(true, got[0] > 0 && got[1] > 0);
        for (Peer member : members)
            member.leave();
        writer.leave();
    }

    private void properties() throws Exception {
        String topic = fresh("properties");
        Peer reader = join();
        var writer = (Peer5) join();
        reader.subscribe(topic, 1);
        var sent = Mqtt5Publish.builder().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload("m".getBytes())
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8).contentType("text/plain").responseTopic("answers")
                .correlationData(new byte[] {0, 1}).messageExpiryInterval(100)
                .userProperties().add("b", "1").add("a", "2").add("b", "3").applyUserProperties().build();
        writer.client.publish(sent);
        var got = (Mqtt5Publish) reader.next().original();
        same(sent.getPayloadFormatIndicator(), got.getPayloadFormatIndicator());
        same(sent.getContentType(), got.getContentType());
        same(sent.getResponseTopic(), got.getResponseTopic());
        same(sent.getCorrelationData(), got.getCorrelationData());
        same(sent.getUserProperties(), got.getUserProperties());
        same(true, got.getMessageExpiryInterval().getAsLong() > 90);
        reader.leave();
        writer.leave();
    }

    /** The library uses aliases by itself when the broker allows them. */
    private void aliases() throws Exception {
        String topic = fresh("aliases");
        Peer reader = join(), writer = join();
        reader.subscribe(topic, 1);
        for (int n = 0; n < 5; ++n)
            writer.publish(topic, String.valueOf(n), 1, false);
        for (int n = 0; n < 5; ++n) {
            Peer.Message message = reader.next();
            same(topic, message.topic());
            same(String.valueOf(n), message.payload());
        }
        reader.leave();
        writer.leave();
    }

    private void noLocal() throws Exception {
        String topic = fresh("local");
        var client = (Peer5) join();
        Peer other = join();
        client.client.subscribeWith().topicFilter(topic).qos(MqttQos.AT_LEAST_ONCE).noLocal(true).send();
        client.publish(topic, "own", 1, false);
        other.publish(topic, "foreign", 1, false);
        same("foreign", client.next().payload());
        client.leave();
        other.leave();
    }

    private void takeOver() throws Exception {
        String id = fresh("twice").replace('/', '-');
        var first = (Peer5) join(id, false, null, false);
        Peer second = join(id, false, null, false);
        same(0x8E, first.reason.get(10, TimeUnit.SECONDS));
        second.leave();
    }
}
