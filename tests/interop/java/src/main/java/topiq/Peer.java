// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
package topiq;

/** What the scenarios need of a client of either version. */
interface Peer {
    /** A message that came; `original` is the library's own object. */
    record Message(String topic, String payload, int qos, boolean retain, Object original) {
    }

    void subscribe(String filter, int qos) throws Exception;

    void publish(String topic, String payload, int qos, boolean retain) throws Exception;

    /** The next message; fails when none comes in 10 s. */
    Message next() throws Exception;

    /** The next message, null if none comes at once. */
    Message poll() throws Exception;

    void leave() throws Exception;
}
