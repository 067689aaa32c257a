// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/import/mosquittooptions.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace topiq {

namespace {

using Scope = MosquittoOption::Scope;
using Fate = MosquittoOption::Fate;
using Type = MosquittoOption::Type;

constexpr auto Plugin
    = "Topiq loads no mosquitto plugins: users and rules are made with topiqctl user and access.rules";
constexpr auto Store = "this version keeps everything in memory and loses it when it stops";
constexpr auto Psk = "Topiq has no pre-shared keys: use certificates";
constexpr auto Log = "Topiq logs to stderr, with the time in UTC, one line per event; systemd's journal or the shell "
                     "takes it from there";
constexpr auto Engine = "keys come from PEM files only";

constexpr MosquittoOption Options[] = {
    // Access
    {"acl_file", Scope::Security, Type::Text, Fate::Translated},
    {"allow_anonymous", Scope::Security, Type::Boolean, Fate::Translated},
    {"allow_zero_length_clientid", Scope::Security, Type::Boolean, Fate::NoEquivalent,
        "an empty client id always gets one from the broker", "true"},
    {"auth_opt_*", Scope::Security, Type::Text, Fate::NoEquivalent, Plugin},
    {"auth_plugin", Scope::Security, Type::Text, Fate::NoEquivalent, Plugin},
    {"auth_plugin_deny_special_chars", Scope::Security, Type::Boolean, Fate::NotNeeded,
        "names with + or # never widen a rule"},
    {"auto_id_prefix", Scope::Security, Type::Text, Fate::NoEquivalent, "given client ids begin with auto-", "auto-"},
    {"password_file", Scope::Security, Type::Text, Fate::Translated},
    {"plugin", Scope::Security, Type::Text, Fate::NoEquivalent, Plugin},
    {"plugin_opt_*", Scope::Security, Type::Text, Fate::NoEquivalent, Plugin},
    {"psk_file", Scope::Security, Type::Text, Fate::NoEquivalent, Psk},
    {"clientid_prefixes", Scope::Global, Type::Text, Fate::NoEquivalent,
        "let a rule in access.rules ask for the client id"},
    {"check_retain_source", Scope::Global, Type::Boolean, Fate::NoEquivalent,
        "what a revoked client has retained stays until it is cleared; who reads it is checked", "false"},
    {"per_listener_settings", Scope::Global, Type::Boolean, Fate::Translated},

    // Limits
    {"max_inflight_bytes", Scope::Global, Type::Number, Fate::NoEquivalent,
        "limits.in_flight counts messages, limits.output_bytes what is not yet sent", "0"},
    {"max_inflight_messages", Scope::Global, Type::Number, Fate::Translated},
    {"max_keepalive", Scope::Global, Type::Number, Fate::Translated},
    {"max_packet_size", Scope::Global, Type::Number, Fate::Translated},
    {"max_queued_bytes", Scope::Global, Type::Number, Fate::Translated},
    {"max_queued_messages", Scope::Global, Type::Number, Fate::Translated},
    {"memory_limit", Scope::Global, Type::Number, Fate::Translated},
    {"message_size_limit", Scope::Global, Type::Number, Fate::Translated},
    {"persistent_client_expiration", Scope::Global, Type::Duration, Fate::Translated},
    {"queue_qos0_messages", Scope::Global, Type::Boolean, Fate::NoEquivalent,
        "QoS 0 messages for absent clients are dropped and counted (offline)", "false"},
    {"retain_available", Scope::Global, Type::Boolean, Fate::Translated},
    {"upgrade_outgoing_qos", Scope::Global, Type::Boolean, Fate::NoEquivalent,
        "a message is never delivered with more than the QoS it was published with", "false"},
    {"allow_duplicate_messages", Scope::Global, Type::Boolean, Fate::NotNeeded,
        "overlapping subscriptions of a client get a message once"},

    // Keeping
    {"autosave_interval", Scope::Global, Type::Number, Fate::NoEquivalent, Store},
    {"autosave_on_changes", Scope::Global, Type::Boolean, Fate::NoEquivalent, Store},
    {"persistence", Scope::Global, Type::Boolean, Fate::NoEquivalent, Store, "false"},
    {"persistence_file", Scope::Global, Type::Text, Fate::NoEquivalent, Store},
    {"persistence_location", Scope::Global, Type::Text, Fate::NoEquivalent,
        "give Topiq a folder of its own with data_dir"},
    {"retained_persistence", Scope::Global, Type::Boolean, Fate::NoEquivalent, Store, "false"},

    // Running
    {"connection_messages", Scope::Global, Type::Boolean, Fate::NoEquivalent,
        "clients that come and go are shown on the clients page and by the HTTP API, not in the log", "false"},
    {"log_dest", Scope::Global, Type::Text, Fate::NoEquivalent, Log, "stderr"},
    {"log_facility", Scope::Global, Type::Number, Fate::NoEquivalent, Log},
    {"log_timestamp", Scope::Global, Type::Boolean, Fate::NoEquivalent, Log, "true"},
    {"log_timestamp_format", Scope::Global, Type::Text, Fate::NoEquivalent, Log},
    {"log_type", Scope::Global, Type::Text, Fate::Translated},
    {"pid_file", Scope::Global, Type::Text, Fate::NotNeeded, "the service manager knows the process"},
    {"set_tcp_nodelay", Scope::Global, Type::Boolean, Fate::NotNeeded, "it is always so"},
    {"sys_interval", Scope::Global, Type::Number, Fate::Translated},
    {"user", Scope::Global, Type::Text, Fate::NotNeeded, "the service manager starts Topiq as its user (User=)"},
    {"websockets_headers_size", Scope::Global, Type::Number, Fate::NotNeeded, "headers may have 16 KiB"},
    {"websockets_log_level", Scope::Global, Type::Number, Fate::NoEquivalent, "log.level: debug shows it", "0"},
    {"retry_interval", Scope::Global, Type::Number, Fate::NotNeeded, "mosquitto 2.0 ignores it too"},
    {"store_clean_interval", Scope::Global, Type::Number, Fate::NotNeeded, "mosquitto 2.0 ignores it too"},
    {"trace_level", Scope::Global, Type::Text, Fate::NotNeeded, "mosquitto 2.0 ignores it too"},

    // Listeners
    {"bind_address", Scope::Listener, Type::Text, Fate::Translated},
    {"bind_interface", Scope::Listener, Type::Text, Fate::NoEquivalent, "listen on the address of the interface"},
    {"cafile", Scope::Listener, Type::Text, Fate::Translated},
    {"capath", Scope::Listener, Type::Text, Fate::NoEquivalent,
        "put the certificates of the folder into one file and name that as ca"},
    {"certfile", Scope::Listener, Type::Text, Fate::Translated},
    {"ciphers", Scope::Listener, Type::Text, Fate::Translated},
    {"ciphers_tls1.3", Scope::Listener, Type::Text, Fate::NoEquivalent, "the ciphers of TLS 1.3 are OpenSSL's"},
    {"crlfile", Scope::Listener, Type::Text, Fate::Translated},
    {"dhparamfile", Scope::Listener, Type::Text, Fate::NotNeeded, "the parameters are chosen by OpenSSL"},
    {"http_dir", Scope::Listener, Type::Text, Fate::NoEquivalent, "let a web server serve the files"},
    {"keyfile", Scope::Listener, Type::Text, Fate::Translated},
    {"listener", Scope::Listener, Type::Words, Fate::Translated},
    {"max_connections", Scope::Listener, Type::Number, Fate::Translated},
    {"max_qos", Scope::Listener, Type::Number, Fate::NoEquivalent, "every QoS is served on every listener", "2"},
    {"maximum_qos", Scope::Listener, Type::Number, Fate::NoEquivalent, "every QoS is served on every listener", "2"},
    {"max_topic_alias", Scope::Listener, Type::Number, Fate::NoEquivalent, "one limit holds for all listeners"},
    {"max_topic_alias_broker", Scope::Listener, Type::Number, Fate::NoEquivalent, "one limit holds for all listeners"},
    {"mount_point", Scope::Listener, Type::Text, Fate::NoEquivalent,
        "give the clients rules for topics of their own, with %u or %c in them"},
    {"port", Scope::Listener, Type::Number, Fate::Translated},
    {"protocol", Scope::Listener, Type::Text, Fate::Translated},
    {"psk_hint", Scope::Listener, Type::Text, Fate::NoEquivalent, Psk},
    {"require_certificate", Scope::Listener, Type::Boolean, Fate::Translated},
    {"socket_domain", Scope::Listener, Type::Text, Fate::Translated},
    {"tls_engine", Scope::Listener, Type::Text, Fate::NoEquivalent, Engine},
    {"tls_engine_kpass_sha1", Scope::Listener, Type::Text, Fate::NoEquivalent, Engine},
    {"tls_keyform", Scope::Listener, Type::Text, Fate::NoEquivalent, Engine, "pem"},
    {"tls_version", Scope::Listener, Type::Text, Fate::Translated},
    {"use_identity_as_username", Scope::Listener, Type::Boolean, Fate::Translated},
    {"use_subject_as_username", Scope::Listener, Type::Boolean, Fate::NoEquivalent,
        "the user comes from the common name or the alternative name (access.certificate_user)", "false"},
    {"use_username_as_clientid", Scope::Listener, Type::Boolean, Fate::NoEquivalent,
        "name the client ids that a user may have (access.users)", "false"},

    // Bridges
    {"address", Scope::Bridge, Type::Words, Fate::Translated},
    {"addresses", Scope::Bridge, Type::Words, Fate::Translated},
    {"bridge_alpn", Scope::Bridge, Type::Text, Fate::NoEquivalent, "a bridge says mqtt"},
    {"bridge_attempt_unsubscribe", Scope::Bridge, Type::Boolean, Fate::NoEquivalent,
        "what a bridge no longer wants is unsubscribed with clean_start: true, once", "false"},
    {"bridge_bind_address", Scope::Bridge, Type::Text, Fate::NoEquivalent, "the routes of the machine decide"},
    {"bridge_cafile", Scope::Bridge, Type::Text, Fate::Translated},
    {"bridge_capath", Scope::Bridge, Type::Text, Fate::NoEquivalent,
        "put the certificates of the folder into one file and name that as ca"},
    {"bridge_certfile", Scope::Bridge, Type::Text, Fate::Translated},
    {"bridge_identity", Scope::Bridge, Type::Text, Fate::NoEquivalent, Psk},
    {"bridge_insecure", Scope::Bridge, Type::Boolean, Fate::NoEquivalent,
        "the name in the certificate is always checked; have a certificate made for the address", "false"},
    {"bridge_keyfile", Scope::Bridge, Type::Text, Fate::Translated},
    {"bridge_max_packet_size", Scope::Bridge, Type::Number, Fate::NoEquivalent,
        "with version 5 the other broker says its limit, and what is longer is dropped and counted", "0"},
    {"bridge_max_topic_alias", Scope::Bridge, Type::Number, Fate::NoEquivalent, "a bridge uses no topic aliases"},
    {"bridge_outgoing_retain", Scope::Bridge, Type::Boolean, Fate::Translated},
    {"bridge_protocol_version", Scope::Bridge, Type::Text, Fate::Translated},
    {"bridge_psk", Scope::Bridge, Type::Text, Fate::NoEquivalent, Psk},
    {"bridge_require_ocsp", Scope::Bridge, Type::Boolean, Fate::NoEquivalent,
        "certificates are checked by chain, name and date", "false"},
    {"bridge_tls_version", Scope::Bridge, Type::Text, Fate::NotNeeded, "TLS 1.2 at least"},
    {"cleansession", Scope::Bridge, Type::Boolean, Fate::Translated},
    {"clientid", Scope::Bridge, Type::Text, Fate::Translated},
    {"connection", Scope::Bridge, Type::Text, Fate::Translated},
    {"idle_timeout", Scope::Bridge, Type::Number, Fate::NoEquivalent, "bridges stay connected"},
    {"keepalive_interval", Scope::Bridge, Type::Number, Fate::Translated},
    {"local_cleansession", Scope::Bridge, Type::Boolean, Fate::NoEquivalent,
        "what is to go out waits while the other broker is away", "false"},
    {"local_clientid", Scope::Bridge, Type::Text, Fate::Translated},
    {"local_password", Scope::Bridge, Type::Text, Fate::NotNeeded, "a bridge is part of the broker and needs none"},
    {"local_username", Scope::Bridge, Type::Text, Fate::NoEquivalent,
        "a bridge is part of the broker: its topics are its rights"},
    {"notification_topic", Scope::Bridge, Type::Text, Fate::Translated},
    {"notifications", Scope::Bridge, Type::Boolean, Fate::Translated},
    {"notifications_local_only", Scope::Bridge, Type::Boolean, Fate::Translated},
    {"password", Scope::Bridge, Type::Text, Fate::Translated},
    {"remote_clientid", Scope::Bridge, Type::Text, Fate::Translated},
    {"remote_password", Scope::Bridge, Type::Text, Fate::Translated},
    {"remote_username", Scope::Bridge, Type::Text, Fate::Translated},
    {"restart_timeout", Scope::Bridge, Type::Words, Fate::Translated},
    {"round_robin", Scope::Bridge, Type::Boolean, Fate::NoEquivalent,
        "the addresses of a bridge are tried in turn; it stays with the one that answers", "true"},
    {"start_type", Scope::Bridge, Type::Text, Fate::NoEquivalent, "bridges stay connected", "automatic"},
    {"threshold", Scope::Bridge, Type::Number, Fate::NoEquivalent, "bridges stay connected"},
    {"topic", Scope::Bridge, Type::Words, Fate::Translated},
    {"try_private", Scope::Bridge, Type::Boolean, Fate::Translated},
    {"username", Scope::Bridge, Type::Text, Fate::Translated},
};

} // namespace

const MosquittoOption *findMosquittoOption(const QString &name)
{
    const auto isMeant = [&](const MosquittoOption &option) {
        const QLatin1String word(option.name);
        return word.endsWith(QLatin1Char('*')) ? name.startsWith(word.chopped(1)) : name == word;
    };
    const auto *const found = std::find_if(std::begin(Options), std::end(Options), isMeant);
    return found == std::end(Options) ? nullptr : found;
}

QStringList mosquittoOptionNames()
{
    QStringList names;
    for (const MosquittoOption &option : Options)
        names += QLatin1String(option.name);
    return names;
}

} // namespace topiq
