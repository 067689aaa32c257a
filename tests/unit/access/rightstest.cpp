// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/clientpermissions.h"

#include <QFile>
#include <QTest>

#include <sstream>

using namespace Qt::StringLiterals;
using namespace topiq;

namespace {

/// One case of rights.txt, see there.
struct Case {
    std::string place;
    std::shared_ptr<const std::vector<Rule>> rules;
    Identity identity;
    std::string action;
    std::string topic;
    bool allowed = false;
    std::string reason;
};

std::vector<std::string> wordsOf(const std::string &line)
{
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word == "''" ? std::string() : word);
    return words;
}

Identity identityOf(const std::vector<std::string> &words)
{
    Identity identity;
    identity.clientId = "c1";
    identity.host = "10.0.0.1";
    identity.listener = "mqtt://0.0.0.0:1883";
    for (const std::string &word : words) {
        const std::size_t equals = word.find('=');
        const std::string key = word.substr(0, equals);
        const std::string value = word.substr(equals + 1);
        if (key == "u") {
            identity.user = value;
            identity.proof = Identity::Proof::Password;
        } else if (key == "c") {
            identity.clientId = value;
        } else if (key == "r") {
            identity.roles.push_back(value);
        } else if (key == "a") {
            identity.host = value;
        } else if (key == "l") {
            identity.listener = value;
        } else {
            qFatal("rights.txt: unknown word %s", word.c_str());
        }
    }
    return identity;
}

/// Reads the table: blocks of rules (own or mosquitto's), then a client, then questions.
std::vector<Case> readCases()
{
    QFile file(QStringLiteral(TOPIQ_RIGHTS));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("rights.txt cannot be read");
    std::vector<Case> cases;
    std::shared_ptr<const std::vector<Rule>> rules;
    Identity identity;
    std::string block;
    std::string kind;
    int number = 0;
    std::istringstream lines(file.readAll().toStdString());
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.starts_with("  ")) {
            block += line.substr(2) + '\n';
            continue;
        }
        if (!kind.empty() && !line.starts_with("  ")) {
            auto parsed = kind == "rules:" ? parseRuleFile(block, "r") : parseMosquittoAcl(block, "acl");
            if (!parsed)
                qFatal("rights.txt:%d: %s", number, parsed.error().message().c_str());
            rules = std::make_shared<const std::vector<Rule>>(std::move(*parsed));
            kind.clear();
        }
        if (line.empty() || line.front() == '#')
            continue;
        std::vector<std::string> words = wordsOf(line);
        if (words[0] == "rules:" || words[0] == "acl:") {
            kind = words[0];
            block = kind == "rules:" ? "rules:\n" : "";
        } else if (words[0] == "client") {
            words.erase(words.begin());
            identity = identityOf(words);
        } else {
            if (words.size() != 4)
                qFatal("rights.txt:%d: a question has four words", number);
            cases.push_back({"rights.txt:" + std::to_string(number), rules, identity, words[1], words[2],
                words[0] == "yes", words[3]});
        }
    }
    return cases;
}

} // namespace

Q_DECLARE_METATYPE(Case)

/// H33, the part that needs no broker: who may do what by which rule.
class RightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void table_data()
    {
        QTest::addColumn<Case>("row");
        for (const Case &row : readCases()) {
            QTest::addRow("%s %s %s", row.place.c_str(), row.action.c_str(), row.topic.c_str()) << row;
        }
    }
    void table()
    {
        QFETCH(Case, row);
        const ClientPermissions permissions(row.identity, row.rules);
        Decision decision;
        bool allowed = false;
        if (row.action == "pub") {
            decision = permissions.explain(Action::Publish, row.topic);
            allowed = permissions.mayPublish(row.topic);
        } else if (row.action == "get") {
            decision = permissions.explain(Action::Receive, row.topic);
            allowed = permissions.mayReceive(row.topic);
        } else {
            QCOMPARE(row.action, std::string("sub"));
            decision = permissions.explainSubscribe(row.topic);
            allowed = permissions.maySubscribe(row.topic);
        }
        QCOMPARE(allowed, row.allowed);
        QCOMPARE(decision.allowed, row.allowed);
        if (row.reason == "-")
            QVERIFY2(decision.reason.find(" rule ") != std::string::npos, decision.reason.c_str());
        else
            QCOMPARE(decision.reason, row.reason);
    }

    void tableHasThreeHundredCases() { QVERIFY(readCases().size() >= 300); }

    void tokenNarrowsWhatTheRulesAllow()
    {
        Identity identity = identityOf({"u=anna"});
        identity.scope.publish = {"out/#", "rest/x"};
        identity.scope.subscribe = {"in/+", "$SYS/#"};
        const ClientPermissions alone(identity, nullptr);
        QVERIFY(!alone.isUnrestricted());
        QVERIFY(alone.mayPublish("out/1") && alone.mayPublish("rest/x"));
        QVERIFY(!alone.mayPublish("rest/y") && !alone.mayPublish("in/1"));
        QVERIFY(alone.mayReceive("in/1") && alone.mayReceive("$SYS/broker/uptime"));
        QVERIFY(!alone.mayReceive("in/1/2") && !alone.mayReceive("out/1"));
        QVERIFY(alone.maySubscribe("#") && alone.maySubscribe("in/#") && alone.maySubscribe("$SYS/broker/#"));
        QVERIFY(!alone.maySubscribe("out/#") && !alone.maySubscribe("in/1/2"));

        const auto rules = std::make_shared<const std::vector<Rule>>(
            *parseRuleFile("rules:\n- {deny: all, topic: in/2}\n- {allow: all, topic: \"#\"}\n", "r"));
        const ClientPermissions both(identity, rules);
        QVERIFY(both.mayReceive("in/1") && !both.mayReceive("in/2") && !both.mayReceive("$SYS/broker/uptime"));
        QVERIFY(both.maySubscribe("in/+") && !both.maySubscribe("in/2") && !both.maySubscribe("$SYS/#"));
        QVERIFY(both.mayPublish("out/1") && !both.mayPublish("free"));
    }

    void emptyScopeAllowsNothing()
    {
        Identity identity = identityOf({"u=anna"});
        identity.scope.publish.emplace();
        identity.scope.subscribe.emplace();
        const ClientPermissions permissions(identity, nullptr);
        QVERIFY(!permissions.mayPublish("a") && !permissions.mayReceive("a") && !permissions.maySubscribe("#"));
    }

    void withoutRulesEverythingIsAllowed()
    {
        const ClientPermissions permissions(identityOf({"u=anna"}), nullptr);
        QVERIFY(permissions.isUnrestricted());
        QVERIFY(permissions.mayPublish("a") && permissions.mayReceive("$SYS/x") && permissions.maySubscribe("#"));
    }

    void fileWithoutRulesAllowsNothing()
    {
        const auto rules = std::make_shared<const std::vector<Rule>>(*parseRuleFile("rules: []\n", "r"));
        const ClientPermissions permissions(identityOf({"u=anna"}), rules);
        QVERIFY(!permissions.isUnrestricted());
        QVERIFY(!permissions.mayPublish("a") && !permissions.mayReceive("a") && !permissions.maySubscribe("#"));
        const auto acl = std::make_shared<const std::vector<Rule>>(*parseMosquittoAcl("", "acl"));
        QVERIFY(!ClientPermissions(identityOf({"u=anna"}), acl).mayPublish("a"));
    }

    void faultyRulesAreRefusedWithTheirLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *name, const char *text, const char *said) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(said);
        };
        row("empty file", "", "must hold one YAML document");
        row("nothing below", "rules:\n", "there must be a list");
        row("another key", "rule: []\n", "the file has no key");
        row("no verdict", "rules:\n- {topic: a}\n", "r:2: a rule without allow and deny");
        row("both verdicts", "rules:\n- {allow: all, deny: all, topic: a}\n", "either allows or denies");
        row("no topic", "rules:\n- {allow: all}\n", "a rule without topic");
        row("unknown action", "rules:\n- {allow: read, topic: a}\n", "use publish, subscribe or all");
        row("unknown key", "rules:\n- {allow: all, topic: a, usr: x}\n", "a rule has no key \"usr\"");
        row("bad filter", "rules:\n- {allow: all, topic: a#}\n", "misplaced wildcard");
        row("empty topic", "rules:\n- {allow: all, topic: \"\"}\n", "is empty");
        row("empty list", "rules:\n- {allow: all, topic: []}\n", "a value or a list of values");
        row("empty users", "rules:\n- {allow: all, topic: a, user: []}\n", "user must be a value or a list");
        row("bad address", "rules:\n- {allow: all, topic: a, address: 10.0.0.300}\n", "is no IP address");
        row("bad flag", "rules:\n- {allow: all, topic: a, anonymous: 1}\n", "use true or false");
        row("twice", "rules:\n- {allow: all, allow: all, topic: a}\n", "given twice");
        row("a text", "rules:\n- allow all\n", "a rule must be written as keys");
    }
    void faultyRulesAreRefusedWithTheirLine()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const auto rules = parseRuleFile(text.toStdString(), "r");
        QVERIFY(!rules.ok());
        QVERIFY2(
            rules.error().message().find(said.toStdString()) != std::string::npos, rules.error().message().c_str());
    }

    void faultyAclIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"user", "topic", "topic read", "topic wrong a/b", "pattern", "pattern write",
                 "topics a", "topic read a#", "topic read dev/%u", "topic a/#/b", "anna"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void faultyAclIsRefusedWithItsLine()
    {
        QFETCH(QString, line);
        const auto rules = parseMosquittoAcl("# one\n\n" + line.toStdString() + "\n", "acl");
        QVERIFY(!rules.ok());
        QCOMPARE(rules.error().where, std::string("acl:3"));
    }
};

QTEST_GUILESS_MAIN(RightsTest)
#include "rightstest.moc"
