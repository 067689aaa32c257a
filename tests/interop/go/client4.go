// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later

package main

import (
	"net"
	"net/url"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// client4 speaks MQTT 3.1.1 by paho.mqtt.golang.
type client4 struct {
	mqtt       mqtt.Client
	messages   chan message
	connection net.Conn
}

func join4(o options) client {
	c := &client4{messages: make(chan message, 1000)}
	settings := mqtt.NewClientOptions().AddBroker("tcp://" + address).SetClientID(o.id).SetCleanSession(!o.kept)
	settings.SetProtocolVersion(4).SetAutoReconnect(false).SetConnectTimeout(patience)
	settings.SetCustomOpenConnectionFn(func(*url.URL, mqtt.ClientOptions) (net.Conn, error) {
		var err error
		c.connection, err = net.Dial("tcp", address)
		return c.connection, err
	})
	settings.SetDefaultPublishHandler(func(_ mqtt.Client, m mqtt.Message) {
		c.messages <- message{topic: m.Topic(), payload: string(m.Payload()), qos: m.Qos(), retain: m.Retained()}
	})
	if o.will != "" {
		settings.SetWill(o.will, "gone", 1, false)
	}
	c.mqtt = mqtt.NewClient(settings)
	token := c.mqtt.Connect()
	wait(token)
	present := token.(*mqtt.ConnectToken).SessionPresent()
	check(present == o.expectSession, "session present: %v", present)
	return c
}

func wait(token mqtt.Token) {
	check(token.WaitTimeout(patience), "no answer came")
	must(token.Error())
}

func (c *client4) subscribe(filter string, qos byte, _ bool, _ int) {
	wait(c.mqtt.Subscribe(filter, qos, nil))
}

func (c *client4) publish(topic, payload string, qos byte, retain bool, _ any) {
	wait(c.mqtt.Publish(topic, qos, retain, payload))
}

func (c *client4) received() <-chan message { return c.messages }

func (c *client4) leave() { c.mqtt.Disconnect(250) }

func (c *client4) vanish() { must(c.connection.Close()) }
