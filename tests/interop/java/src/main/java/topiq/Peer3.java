// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
package topiq;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A client of MQTT 3.1.1. */
final class Peer3 implements Peer {
    private final Mqtt3BlockingClient client;
    private final Mqtt3BlockingClient.Mqtt3Publishes publishes;

    Peer3(String host, int port, String id, boolean kept, String will, boolean expectSession) {
        client = Mqtt3Client.builder().identifier(id).serverHost(host).serverPort(port).buildBlocking();
        publishes = client.publishes(MqttGlobalPublishFilter.ALL);
        var connect = client.connectWith().cleanSession(!kept);
        if (will != null)
            connect = connect.willPublish().topic(will).payload("gone".getBytes(StandardCharsets.UTF_8))
                    .qos(MqttQos.AT_LEAST_ONCE).applyWillPublish();
        if (connect.send().isSessionPresent() != expectSession)
            throw new IllegalStateException("session present is not " + expectSession);
    }

    @Override
    public void subscribe(String filter, int qos) {
        client.subscribeWith().topicFilter(filter).qos(MqttQos.fromCode(qos)).send();
    }

    @Override
    public void publish(String topic, String payload, int qos, boolean retain) {
        client.publishWith().topic(topic).payload(payload.getBytes(StandardCharsets.UTF_8)).qos(MqttQos.fromCode(qos))
                .retain(retain).send();
    }

    @Override
    public Message next() throws InterruptedException {
        return message(publishes.receive(10, TimeUnit.SECONDS).orElseThrow(() -> new IllegalStateException("no message came")));
    }

    @Override
    public Message poll() throws InterruptedException {
        return publishes.receiveNow().map(Peer3::message).orElse(null);
    }

    @Override
    public void leave() {
        client.disconnect();
    }

    private static Message message(Mqtt3Publish publish) {
        return new Message(publish.getTopic().toString(), new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8),
                publish.getQos().getCode(), publish.isRetain(), publish);
    }
}
