// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
package topiq;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of MQTT 5. */
final class Peer5 implements Peer {
    final Mqtt5BlockingClient client;
    /** The reason that the broker gave when it ended the connection. */
    final CompletableFuture<Integer> reason = new CompletableFuture<>();
    private final Mqtt5BlockingClient.Mqtt5Publishes publishes;

    Peer5(String host, int port, String id, boolean kept, String will, boolean expectSession) {
        client = Mqtt5Client.builder().identifier(id).serverHost(host).serverPort(port).addDisconnectedListener(context -> {
            if (context.getCause() instanceof Mqtt5DisconnectException told)
                reason.complete(told.getMqttMessage().getReasonCode().getCode());
        }).buildBlocking();
        publishes = client.publishes(MqttGlobalPublishFilter.ALL);
        var connect = client.connectWith().cleanStart(!kept).sessionExpiryInterval(kept ? 100 : 0);
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
        return publishes.receiveNow().map(Peer5::message).orElse(null);
    }

    @Override
    public void leave() {
        client.disconnect();
    }

    private static Message message(Mqtt5Publish publish) {
        return new Message(publish.getTopic().toString(), new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8),
                publish.getQos().getCode(), publish.isRetain(), publish);
    }
}
