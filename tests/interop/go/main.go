// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Drives the Eclipse Paho clients for Go against a broker: drive HOST:PORT VERSION PREFIX, with VERSION 4 (3.1.1,
// paho.mqtt.golang) or 5 (paho.golang). Prints "ok NAME" or "failed NAME: why" per scenario; see tests/support/driver.py.
package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

const patience = 10 * time.Second

type message struct {
	topic, payload string
	qos            byte
	retain         bool
	properties     any
}

type options struct {
	id                 string
	kept               bool
	will               string // topic of a will of QoS 1 that says "gone"
	topicAliasMaximum  uint16
	expectSession      bool
	onServerDisconnect func(reason byte)
}

// client is what the scenarios need of either library.
type client interface {
	subscribe(filter string, qos byte, noLocal bool, identifier int)
	publish(topic, payload string, qos byte, retain bool, properties any)
	received() <-chan message
	leave()
	vanish()
}

type scenario struct {
	name string
	run  func()
}

var (
	address, prefix string
	joinClient      func(options) client
	count           int
)

func fresh(word string) string {
	count++
	return fmt.Sprintf("%s/%s/%d", prefix, word, count)
}

func join(o options) client {
	if o.id == "" {
		o.id = strings.ReplaceAll(fresh("client"), "/", "-")
	}
	return joinClient(o)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func check(condition bool, text string, values ...any) {
	if !condition {
		panic(fmt.Sprintf(text, values...))
	}
}

func next(c client) message {
	select {
	case m := <-c.received():
		return m
	case <-time.After(patience):
		panic("no message came")
	}
}

func everyQos() {
	topic, reader, writer := fresh("qos"), join(options{}), join(options{})
	reader.subscribe(topic, 2, false, 0)
	for qos := byte(0); qos < 3; qos++ {
		payload := fmt.Sprint("with ", qos)
		writer.publish(topic, payload, qos, false, nil)
		m := next(reader)
		check(m.payload == payload && m.qos == qos, "wanted %q of QoS %d, got %+v", payload, qos, m)
	}
	reader.leave()
	writer.leave()
}

func inOrder() {
	topic, reader, writer := fresh("order"), join(options{}), join(options{})
	reader.subscribe(topic, 1, false, 0)
	for n := 0; n < 100; n++ {
		writer.publish(topic, fmt.Sprint(n), 1, false, nil)
	}
	for n := 0; n < 100; n++ {
		m := next(reader)
		check(m.payload == fmt.Sprint(n), "wanted %d, got %q", n, m.payload)
	}
	reader.leave()
	writer.leave()
}

func large() {
	topic, c, payload := fresh("large"), join(options{}), strings.Repeat("0123456789", 50000)
	c.subscribe(topic, 1, false, 0)
	c.publish(topic, payload, 1, false, nil)
	check(next(c).payload == payload, "another payload came")
	c.leave()
}

func retained() {
	topic, writer := fresh("retained"), join(options{})
	writer.publish(topic, "kept", 1, true, nil)
	reader := join(options{})
	reader.subscribe(topic, 1, false, 0)
	m := next(reader)
	check(m.payload == "kept" && m.retain, "got %+v", m)
	reader.leave()
	writer.leave()
}

func will() {
	topic, reader := fresh("will"), join(options{})
	reader.subscribe(topic, 1, false, 0)
	join(options{will: topic}).vanish()
	check(next(reader).payload == "gone", "another message came")
	reader.leave()
}

func kept() {
	topic, o := fresh("kept"), options{id: strings.ReplaceAll(fresh("kept"), "/", "-"), kept: true}
	c := join(o)
	c.subscribe(topic, 1, false, 0)
	c.leave()
	writer := join(options{})
	writer.publish(topic, "while away", 1, false, nil)
	o.expectSession = true
	c = join(o)
	check(next(c).payload == "while away", "another message came")
	c.leave()
	writer.leave()
}

func shared() {
	topic, writer, members := fresh("shared"), join(options{}), []client{join(options{}), join(options{})}
	for _, member := range members {
		member.subscribe("$share/group/"+topic, 1, false, 0)
	}
	for n := 0; n < 20; n++ {
		writer.publish(topic, fmt.Sprint(n), 1, false, nil)
	}
	got, seen := [2]int{}, map[string]bool{}
	for n := 0; n < 20; n++ {
		var m message
		select {
		case m = <-members[0].received():
			got[0]++
		case m = <-members[1].received():
			got[1]++
		case <-time.After(patience):
			panic(fmt.Sprintf("%d of 20 messages came", n))
		}
		check(!seen[m.payload], "%q came twice", m.payload)
		seen[m.payload] = true
	}
	check(got[0] > 0 && got[1] > 0, "the members got %v", got)
	for _, c := range append(members, writer) {
		c.leave()
	}
}

func attempt(s scenario) {
	done := make(chan string, 1)
	go func() {
		defer func() {
			if problem := recover(); problem != nil {
				done <- strings.ReplaceAll(fmt.Sprint(problem), "\n", " | ")
				return
			}
			done <- ""
		}()
		s.run()
	}()
	problem := "took over 15 s"
	select {
	case problem = <-done:
	case <-time.After(15 * time.Second):
	}
	if problem == "" {
		fmt.Println("ok", s.name)
	} else {
		fmt.Printf("failed %s: %s\n", s.name, problem)
	}
}

func main() {
	address, prefix = os.Args[1], os.Args[3]
	scenarios := []scenario{{"connect", func() { join(options{}).leave() }}, {"every QoS both ways", everyQos},
		{"a hundred messages in order", inOrder}, {"a large payload", large}, {"a retained message", retained},
		{"a will", will}, {"a kept session", kept}, {"a shared subscription", shared}}
	if os.Args[2] == "5" {
		joinClient = join5
		scenarios = append(scenarios, scenarios5...)
	} else {
		joinClient = join4
	}
	for _, s := range scenarios {
		attempt(s)
	}
}
