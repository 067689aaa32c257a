// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later

package main

import (
	"bytes"
	"context"
	"net"
	"time"

	"github.com/eclipse/paho.golang/paho"
)

// client5 speaks MQTT 5 by paho.golang.
type client5 struct {
	mqtt       *paho.Client
	messages   chan message
	connection net.Conn
}

func soon() context.Context {
	limited, cancel := context.WithTimeout(context.Background(), patience)
	context.AfterFunc(limited, cancel)
	return limited
}

func join5(o options) client {
	connection, err := net.Dial("tcp", address)
	must(err)
	c := &client5{messages: make(chan message, 1000), connection: connection}
	c.mqtt = paho.NewClient(paho.ClientConfig{
		Conn:     connection,
		ClientID: o.id,
		OnPublishReceived: []func(paho.PublishReceived) (bool, error){func(m paho.PublishReceived) (bool, error) {
			p := m.Packet
			c.messages <- message{p.Topic, string(p.Payload), p.QoS, p.Retain, p.Properties}
			return true, nil
		}},
		OnServerDisconnect: func(d *paho.Disconnect) {
			if o.onServerDisconnect != nil {
				o.onServerDisconnect(d.ReasonCode)
			}
		},
	})
	properties := &paho.ConnectProperties{}
	if o.kept {
		seconds := uint32(100)
		properties.SessionExpiryInterval = &seconds
	}
	if o.topicAliasMaximum > 0 {
		properties.TopicAliasMaximum = &o.topicAliasMaximum
	}
	packet := &paho.Connect{ClientID: o.id, KeepAlive: 30, CleanStart: !o.kept, Properties: properties}
	if o.will != "" {
		packet.WillMessage = &paho.WillMessage{Topic: o.will, Payload: []byte("gone"), QoS: 1}
	}
	answer, err := c.mqtt.Connect(soon(), packet)
	must(err)
	check(answer.SessionPresent == o.expectSession, "session present: %v", answer.SessionPresent)
	return c
}

func (c *client5) subscribe(filter string, qos byte, noLocal bool, identifier int) {
	packet := &paho.Subscribe{Subscriptions: []paho.SubscribeOptions{{Topic: filter, QoS: qos, NoLocal: noLocal}}}
	if identifier > 0 {
		packet.Properties = &paho.SubscribeProperties{SubscriptionIdentifier: &identifier}
	}
	answer, err := c.mqtt.Subscribe(soon(), packet)
	must(err)
	check(answer.Reasons[0] == qos, "granted %#x", answer.Reasons[0])
}

func (c *client5) publish(topic, payload string, qos byte, retain bool, properties any) {
	packet := &paho.Publish{Topic: topic, Payload: []byte(payload), QoS: qos, Retain: retain}
	if properties != nil {
		packet.Properties = properties.(*paho.PublishProperties)
	}
	_, err := c.mqtt.Publish(soon(), packet)
	must(err)
}

func (c *client5) received() <-chan message { return c.messages }

func (c *client5) leave() { must(c.mqtt.Disconnect(&paho.Disconnect{})) }

func (c *client5) vanish() { must(c.connection.Close()) }

var scenarios5 = []scenario{{"the properties of a message", properties}, {"topic aliases", aliases}, {"no local", noLocal},
	{"the reason of a take-over", takeOver}}

func properties() {
	topic, reader, writer := fresh("properties"), join(options{}), join(options{})
	reader.subscribe(topic, 1, false, 42)
	format, expiry := byte(1), uint32(100)
	sent := &paho.PublishProperties{PayloadFormat: &format, MessageExpiry: &expiry, ContentType: "text/plain",
		ResponseTopic: "answers", CorrelationData: []byte{0, 1},
		User: paho.UserProperties{{Key: "b", Value: "1"}, {Key: "a", Value: "2"}, {Key: "b", Value: "3"}}}
	writer.publish(topic, "m", 1, false, sent)
	got := next(reader).properties.(*paho.PublishProperties)
	check(got.PayloadFormat != nil && *got.PayloadFormat == 1, "payload format: %v", got.PayloadFormat)
	check(got.MessageExpiry != nil && *got.MessageExpiry > 90, "message expiry: %v", got.MessageExpiry)
	check(got.ContentType == "text/plain" && got.ResponseTopic == "answers", "%q, %q", got.ContentType, got.ResponseTopic)
	check(bytes.Equal(got.CorrelationData, sent.CorrelationData), "correlation data: %v", got.CorrelationData)
	check(len(got.User) == 3 && got.User[0] == sent.User[0] && got.User[1] == sent.User[1] && got.User[2] == sent.User[2],
		"user properties: %v", got.User)
	check(got.SubscriptionIdentifier != nil && *got.SubscriptionIdentifier == 42, "subscription identifier: %v", got.SubscriptionIdentifier)
	reader.leave()
	writer.leave()
}

func aliases() {
	topic, reader, writer, alias := fresh("aliases"), join(options{}), join(options{}), uint16(1)
	reader.subscribe(topic, 1, false, 0)
	writer.publish(topic, "named", 1, false, &paho.PublishProperties{TopicAlias: &alias})
	writer.publish("", "by alias", 1, false, &paho.PublishProperties{TopicAlias: &alias})
	for _, payload := range []string{"named", "by alias"} {
		m := next(reader)
		check(m.topic == topic && m.payload == payload, "got %+v", m)
	}
	reader.leave()
	writer.leave()
}

func noLocal() {
	topic, c, other := fresh("local"), join(options{}), join(options{})
	c.subscribe(topic, 1, true, 0)
	c.publish(topic, "own", 1, false, nil)
	other.publish(topic, "foreign", 1, false, nil)
	check(next(c).payload == "foreign", "its own message came")
	c.leave()
	other.leave()
}

func takeOver() {
	told := make(chan byte, 1)
	o := options{id: "go-" + prefix + "-twice", onServerDisconnect: func(reason byte) { told <- reason }}
	join(o)
	o.onServerDisconnect = nil
	second := join(o)
	select {
	case reason := <-told:
		check(reason == 0x8E, "the reason was %#x", reason)
	case <-time.After(patience):
		panic("no reason came")
	}
	second.leave()
}
