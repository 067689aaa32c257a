// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/access.h"

#include "access/crypto.h"
#include "engine/message.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <ctime>

using namespace Qt::StringLiterals;
using namespace topiq;

namespace {

constexpr PasswordCost Cheap{64, 1};
const std::string JwtSecret = "0123456789abcdef0123456789abcdef";

User userOf(const char *name, const char *password, const PasswordCost &cost = Cheap)
{
    User user;
    user.name = name;
    user.password = *PasswordHash::make(password, cost);
    user.scram = ScramVerifier::make(password);
    return user;
}

Credentials from(const char *address)
{
    Credentials credentials;
    credentials.clientId = "c1";
    credentials.address = address;
    credentials.loopback = isLoopbackAddress(address);
    credentials.listener = "mqtt://0.0.0.0:1883";
    return credentials;
}

Credentials login(const char *user, std::string password, const char *address = "10.0.0.1:5000")
{
    Credentials credentials = from(address);
    credentials.hasUser = credentials.hasPassword = true;
    credentials.user = user;
    credentials.password = std::move(password);
    return credentials;
}

std::string tokenFor(const QJsonObject &claims)
{
    const auto part = [](const QByteArray &bytes) {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
    };
    const std::string text
        = part(R"({"alg":"HS256"})") + '.' + part(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    return text + '.' + part(QByteArray::fromStdString(crypto::hmac(crypto::Digest::Sha256, JwtSecret, text)));
}

/// The client's second SCRAM message.
std::string scramFinal(const std::string &bare, const std::string &challenge, const std::string &password)
{
    const std::size_t saltAt = challenge.find(",s=") + 3;
    const std::string salt = *crypto::fromBase64(challenge.substr(saltAt, challenge.rfind(",i=") - saltAt));
    const std::string withoutProof = "c=biws," + challenge.substr(0, challenge.find(','));
    const std::string salted = crypto::pbkdf2(crypto::Digest::Sha256, password, salt, 4096, 32);
    const std::string key = crypto::hmac(crypto::Digest::Sha256, salted, "Client Key");
    std::string proof = crypto::hmac(
        crypto::Digest::Sha256, crypto::hash(crypto::Digest::Sha256, key), bare + ',' + challenge + ',' + withoutProof);
    for (std::size_t i = 0; i < proof.size(); ++i)
        proof[i] = char(proof[i] ^ key[i]);
    return withoutProof + ",p=" + crypto::toBase64(proof);
}

Ref<const Origin> originOf(const char *client, const char *address)
{
    auto *const origin = new Origin;
    origin->clientId = client;
    origin->address = address;
    return Ref<const Origin>(origin);
}

} // namespace

class AccessTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    AccessSettings m_settings;
    std::unique_ptr<Access> m_access;

    std::string path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    void write(const char *name, std::string_view text) { QVERIFY(writeSecretFile(path(name), text).ok()); }
    void writeUsers(std::vector<User> users)
    {
        UserList list;
        for (User &user : users)
            QVERIFY(list.add(std::move(user)).ok());
        write("users.yaml", userFileText(list));
    }
    void load()
    {
        const auto done = m_access->load(m_settings, m_folder.path().toStdString());
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message().c_str());
    }
    AuthOutcome ask(Credentials credentials) { return m_access->authenticateAndWait(std::move(credentials)); }
    AuthStatus statusOf(Credentials credentials) { return ask(std::move(credentials)).status; }

private Q_SLOTS:
    void init()
    {
        m_settings = AccessSettings();
        m_access = std::make_unique<Access>();
        for (const char *name : {"users.yaml", "rules.yaml", "passwd", "acl", "jwt.key"})
            QFile::remove(m_folder.filePath(QString::fromLatin1(name)));
    }

    // ---- anonymous

    void withoutAnythingOnlyThisMachineComesIn()
    {
        load();
        const AuthOutcome local = ask(from("127.0.0.1:5000"));
        QCOMPARE(local.status, AuthStatus::Accepted);
        QVERIFY(!local.permissions);
        const AuthOutcome remote = ask(from("10.0.0.1:5000"));
        QCOMPARE(remote.status, AuthStatus::NotAuthorized);
        QVERIFY(remote.text.find("topiqctl user add") != std::string::npos);
        QCOMPARE(statusOf(from("[fd00::1]:5000")), AuthStatus::NotAuthorized);
    }

    void whereThereAreNoUsersANameIsALabel()
    {
        load();
        const AuthOutcome outcome = ask(login("anna", "x", "127.0.0.1:5000"));
        QCOMPARE(outcome.status, AuthStatus::Accepted);
        QCOMPARE(outcome.user, std::string("anna"));
        QVERIFY(!outcome.admin && !outcome.permissions);
    }

    void aLabelGivesNoRights()
    {
        m_settings.rules = path("rules.yaml");
        write("rules.yaml", "rules:\n- {allow: all, topic: secret, user: anna}\n- {allow: all, topic: \"%u/#\"}\n");
        load();
        const AuthOutcome outcome = ask(login("anna", "x", "127.0.0.1:5000"));
        QCOMPARE(outcome.status, AuthStatus::Accepted);
        QVERIFY(!outcome.permissions->mayPublish("secret"));
        QVERIFY(!outcome.permissions->mayPublish("anna/x"));
    }

    void everywhereOpensTheNetwork()
    {
        m_settings.anonymous = AnonymousAccess::Everywhere;
        load();
        QCOMPARE(statusOf(from("10.0.0.1:5000")), AuthStatus::Accepted);
    }

    void noneClosesLoopbackToo()
    {
        m_settings.anonymous = AnonymousAccess::None;
        load();
        QCOMPARE(statusOf(from("127.0.0.1:5000")), AuthStatus::NotAuthorized);
        QCOMPARE(statusOf(login("anna", "x", "127.0.0.1:5000")), AuthStatus::NotAuthorized);
    }

    // ---- passwords

    void rightPasswordComesInFromEverywhere()
    {
        writeUsers({userOf("anna", "secret")});
        load();
        for (int i = 0; i < 3; ++i) { // the second time from memory
            const AuthOutcome outcome = ask(login("anna", "secret"));
            QCOMPARE(outcome.status, AuthStatus::Accepted);
            QCOMPARE(outcome.user, std::string("anna"));
            QVERIFY(outcome.permissions->mayPublish("any") && outcome.permissions->maySubscribe("#"));
        }
        QCOMPARE(m_access->counts().accepted, std::uint64_t(3));
    }

    void whatIsNotTheRightPasswordIsRefused_data()
    {
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QByteArray>("password");
        QTest::newRow("wrong") << QByteArray("anna") << QByteArray("Secret");
        QTest::newRow("empty password") << QByteArray("anna") << QByteArray("");
        QTest::newRow("shorter") << QByteArray("anna") << QByteArray("secre");
        QTest::newRow("longer") << QByteArray("anna") << QByteArray("secrets");
        QTest::newRow("NUL behind") << QByteArray("anna") << QByteArray("secret\0", 7);
        QTest::newRow("overlong") << QByteArray("anna") << QByteArray(70'000, 'x');
        QTest::newRow("wrong case of the name") << QByteArray("Anna") << QByteArray("secret");
        QTest::newRow("NUL behind the name") << QByteArray("anna\0", 5) << QByteArray("secret");
        QTest::newRow("unknown") << QByteArray("bert") << QByteArray("secret");
        QTest::newRow("empty name") << QByteArray("") << QByteArray("secret");
        QTest::newRow("both empty") << QByteArray("") << QByteArray("");
        QTest::newRow("no password kept") << QByteArray("nopass") << QByteArray("");
        QTest::newRow("no password kept, one given") << QByteArray("nopass") << QByteArray("secret");
    }
    void whatIsNotTheRightPasswordIsRefused()
    {
        QFETCH(QByteArray, user);
        QFETCH(QByteArray, password);
        User nopass;
        nopass.name = "nopass";
        writeUsers({userOf("anna", "secret"), nopass});
        load();
        QCOMPARE(statusOf(login("anna", "secret", "127.0.0.1:1")), AuthStatus::Accepted); // now it is remembered
        Credentials credentials = login("", password.toStdString(), "127.0.0.1:2");
        credentials.user = user.toStdString();
        const AuthOutcome outcome = ask(std::move(credentials));
        QCOMPARE(outcome.status, AuthStatus::BadCredentials);
        QVERIFY(!outcome.permissions && outcome.user.empty());
        QVERIFY(outcome.text.find("secret") == std::string::npos);
    }

    void nameWithoutPasswordDoesNotFallThroughToAnonymous()
    {
        writeUsers({userOf("anna", "secret")});
        load();
        Credentials credentials = from("127.0.0.1:5000");
        credentials.hasUser = true;
        credentials.user = "anna";
        QCOMPARE(statusOf(credentials), AuthStatus::BadCredentials);
        credentials.hasUser = false;
        credentials.hasPassword = true;
        credentials.password = "secret";
        QCOMPARE(statusOf(credentials), AuthStatus::BadCredentials);
        QCOMPARE(statusOf(from("127.0.0.1:5000")), AuthStatus::Accepted);
        QCOMPARE(statusOf(from("10.0.0.1:5000")), AuthStatus::NotAuthorized);
    }

    void disabledUserAndForeignClientIdAreNotAuthorized()
    {
        User disabled = userOf("off", "secret");
        disabled.disabled = true;
        User bound = userOf("bound", "secret");
        bound.clientIds = {"c7", "c1"};
        User foreign = userOf("foreign", "secret");
        foreign.clientIds = {"c7"};
        writeUsers({disabled, bound, foreign});
        load();
        QCOMPARE(statusOf(login("off", "secret")), AuthStatus::NotAuthorized);
        QCOMPARE(statusOf(login("off", "wrong")), AuthStatus::BadCredentials);
        QCOMPARE(statusOf(login("bound", "secret")), AuthStatus::Accepted);
        QCOMPARE(statusOf(login("foreign", "secret")), AuthStatus::NotAuthorized);
    }

    void adminAndRolesComeFromTheFile()
    {
        User boss = userOf("boss", "secret");
        boss.admin = true;
        boss.roles = {"operator"};
        writeUsers({boss, userOf("anna", "secret")});
        m_settings.rules = path("rules.yaml");
        write("rules.yaml", "rules:\n- {allow: all, topic: plant/#, role: operator}\n");
        load();
        const AuthOutcome outcome = ask(login("boss", "secret"));
        QVERIFY(outcome.admin);
        QVERIFY(outcome.permissions->mayPublish("plant/x"));
        const AuthOutcome other = ask(login("anna", "secret"));
        QVERIFY(!other.admin);
        QVERIFY(!other.permissions->mayPublish("plant/x"));
    }

    void passwordFileOfMosquittoIsAsked()
    {
        m_settings.passwordFile = path("passwd");
        write("passwd",
            "anna:$6$N4EmGofdGAilE4qv$HhV0b/"
            "qDUtCDD1KnO8Q5yalXgL9hmzCKIV5FaT3pmsA+pyBn428KpEEFUJ1Luv0YSsf8D163eoYDoujkLtp"
            "lsg==\n");
        m_settings.aclFile = path("acl");
        write("acl", "user anna\ntopic write in\n");
        load();
        const AuthOutcome outcome = ask(login("anna", "correct horse"));
        QCOMPARE(outcome.status, AuthStatus::Accepted);
        QVERIFY(outcome.permissions->mayPublish("in") && !outcome.permissions->mayReceive("in"));
        QCOMPARE(statusOf(login("anna", "correct")), AuthStatus::BadCredentials);
    }

    // ---- guessing

    void fifthFailureShutsTheDoorForTheRightPasswordToo()
    {
        writeUsers({userOf("anna", "secret")});
        load();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(statusOf(login("anna", "wrong")), AuthStatus::BadCredentials);
        QCOMPARE(statusOf(login("anna", "wrong")), AuthStatus::TryLater);
        QCOMPARE(statusOf(login("anna", "secret")), AuthStatus::TryLater);
        QCOMPARE(statusOf(login("anna", "secret", "10.0.0.2:1")), AuthStatus::Accepted);
        QCOMPARE(m_access->counts().tryLater, std::uint64_t(2));
        QCOMPARE(m_access->counts().badCredentials, std::uint64_t(5));
        QCOMPARE(m_access->counts().guessersRemembered, std::uint64_t(1));
    }

    void guessesMadeAtOnceAreNotMoreThanAFew()
    {
        writeUsers({userOf("anna", "secret", {1024, 1})});
        load();
        QSemaphore answers;
        std::atomic<int> looked{0};
        for (int i = 0; i < 100; ++i) {
            m_access->authenticate(login("anna", "wrong"), [&](const AuthOutcome &outcome) {
                looked += outcome.status == AuthStatus::BadCredentials;
                answers.release();
            });
        }
        QVERIFY(answers.tryAcquire(100, 60'000));
        QVERIFY2(looked <= GuessGuard::FreeFailures + 1, std::to_string(looked).c_str());
    }

    void tooManyAtOnceAreToldToComeBack()
    {
        writeUsers({userOf("anna", "secret", {8 * 1024, 4})});
        load();
        QSemaphore answers;
        std::atomic<int> unavailable{0};
        const int asked = int(Access::PasswordQueue) + 100;
        for (int i = 0; i < asked; ++i) {
            const std::string address = "10.0." + std::to_string(i / 250) + '.' + std::to_string(i % 250) + ":1";
            m_access->authenticate(
                login("anna", "secret" + std::to_string(i), address.c_str()), [&](const AuthOutcome &outcome) {
                    unavailable += outcome.status == AuthStatus::Unavailable;
                    answers.release();
                });
        }
        QVERIFY(unavailable > 0);
        QVERIFY(m_access->counts().passwordsWaiting > 0);
        m_access.reset(); // does not wait for hundreds of passwords
    }

    void unknownUsersTakeAsLongAsKnownOnes()
    {
        writeUsers({userOf("anna", "secret", {4 * 1024, 3})});
        load();
        // Processor time of this program, and the smallest of many: what the machine does besides does not count.
        const auto cost = [&](const char *user, int attempt) {
            const std::string address = "10.1.0." + std::to_string(attempt) + ":1";
            timespec begin{};
            timespec end{};
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
            const AuthStatus status = statusOf(login(user, "wrong", address.c_str()));
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
            return status == AuthStatus::BadCredentials
                ? double(end.tv_sec - begin.tv_sec) * 1e9 + double(end.tv_nsec - begin.tv_nsec)
                : 0;
        };
        double known = 1e18;
        double unknown = 1e18;
        for (int i = 0; i < 40; ++i) {
            known = std::min(known, cost("anna", i));
            unknown = std::min(unknown, cost("nobody", i));
        }
        QVERIFY(known > 1e6 && unknown > 1e6);
        QVERIFY2(std::abs(known - unknown) < 0.05 * known, qPrintable(u"%1 ns, %2 ns"_s.arg(known).arg(unknown)));
    }

    // ---- other proofs

    void certificateNamesTheUser()
    {
        m_settings.certificateUser = CertificateUser::CommonName;
        m_settings.anonymous = AnonymousAccess::None;
        User off;
        off.name = "off";
        off.disabled = true;
        writeUsers({off});
        load();
        Credentials credentials = login("ignored", "ignored");
        const auto certificate = [](const char *name, std::vector<std::string> alternatives) {
            PeerCertificate made;
            made.commonName = name;
            made.alternativeNames = std::move(alternatives);
            made.subject = "CN=...";
            return std::make_shared<const PeerCertificate>(std::move(made));
        };
        credentials.certificate = certificate("plc-7", {"email:plc@example"});
        QCOMPARE(ask(credentials).user, std::string("plc-7"));
        credentials.certificate = certificate("", {"email:plc@example"});
        QCOMPARE(statusOf(credentials), AuthStatus::BadCredentials);
        credentials.certificate = certificate("a:b", {});
        QCOMPARE(statusOf(credentials), AuthStatus::BadCredentials);
        credentials.certificate = certificate("off", {});
        QCOMPARE(statusOf(credentials), AuthStatus::NotAuthorized);

        m_settings.certificateUser = CertificateUser::AlternativeName;
        load();
        credentials.certificate = certificate("plc-7", {"IP:10.0.0.7", "URI:x://y", "email:plc@example", "DNS:other"});
        QCOMPARE(ask(credentials).user, std::string("plc@example"));
        credentials.certificate = certificate("plc-7", {});
        QCOMPARE(statusOf(credentials), AuthStatus::BadCredentials);

        m_settings.certificateUser = CertificateUser::None;
        load();
        credentials.certificate = certificate("plc-7", {});
        QCOMPARE(statusOf(credentials), AuthStatus::BadCredentials); // by name and password, which are wrong
    }

    void tokenNamesTheUserAndItsEndIsKnown()
    {
        m_settings.jwtKeyFile = path("jwt.key");
        write("jwt.key", JwtSecret);
        load();
        const std::int64_t end = QDateTime::currentSecsSinceEpoch() + 100;
        QJsonObject claims{{u"sub"_s, u"anna"_s}, {u"exp"_s, double(end)}, {u"publish"_s, QJsonArray{u"out/#"_s}}};
        const AuthOutcome outcome = ask(login("label", tokenFor(claims)));
        QCOMPARE(outcome.status, AuthStatus::Accepted);
        QCOMPARE(outcome.user, std::string("anna"));
        QVERIFY(outcome.permissions->mayPublish("out/x") && !outcome.permissions->mayPublish("in"));
        QCOMPARE(m_access->nextExpiryMs(), end * 1000);
        claims[u"exp"_s] = double(end - 50);
        QCOMPARE(statusOf(login("", tokenFor(claims))), AuthStatus::Accepted);
        QCOMPARE(m_access->nextExpiryMs(), (end - 50) * 1000);
        // Nothing that is given and wrong falls through to what is allowed without.
        QCOMPARE(statusOf(from("127.0.0.1:1")), AuthStatus::Accepted);
        QCOMPARE(statusOf(login("", tokenFor(claims) + "x", "127.0.0.1:1")), AuthStatus::BadCredentials);
        QCOMPARE(statusOf(login("anna", "no token", "127.0.0.1:1")), AuthStatus::BadCredentials);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(statusOf(login("anna", tokenFor(claims) + "x")), AuthStatus::BadCredentials);
        QCOMPARE(statusOf(login("anna", tokenFor(claims))), AuthStatus::TryLater);
    }

    void scramComesInAndIsGuarded()
    {
        User off = userOf("off", "secret");
        off.disabled = true;
        writeUsers({userOf("anna", "secret"), off});
        load();
        QVERIFY(!m_access->exchange("PLAIN", from("10.0.0.1:1")));
        const auto attempt = [&](const std::string &user, const std::string &password) {
            const std::string bare = "n=" + user + ",r=abc";
            const auto exchange = m_access->exchange("SCRAM-SHA-256", from("10.0.0.1:1"));
            AuthExchange::Answer answer = exchange->next("n,," + bare);
            if (answer.step == AuthExchange::Step::Continue)
                answer = exchange->next(scramFinal(bare, answer.data, password));
            return answer;
        };
        const AuthExchange::Answer good = attempt("anna", "secret");
        QVERIFY(good.step == AuthExchange::Step::Accepted);
        QVERIFY(good.data.starts_with("v="));
        QCOMPARE(good.outcome.user, std::string("anna"));
        QCOMPARE(attempt("off", "secret").outcome.status, AuthStatus::NotAuthorized);
        QCOMPARE(attempt("nobody", "secret").outcome.status, AuthStatus::BadCredentials);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(attempt("anna", "wrong").outcome.status, AuthStatus::BadCredentials);
        QCOMPARE(attempt("anna", "secret").outcome.status, AuthStatus::TryLater);
        const auto exchange = m_access->exchange("SCRAM-SHA-256", from("10.0.0.1:1"));
        QVERIFY(exchange->next("rubbish").step == AuthExchange::Step::Failed);
        QVERIFY(exchange->next("rubbish").step == AuthExchange::Step::Failed);
    }

    // ---- files

    void faultyFileChangesNothing_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *file : {"users.yaml", "rules.yaml", "passwd", "acl", "jwt.key"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void faultyFileChangesNothing()
    {
        QFETCH(QString, file);
        writeUsers({userOf("anna", "secret")});
        load();
        if (file == "rules.yaml"_L1)
            m_settings.rules = path("rules.yaml");
        else if (file == "passwd"_L1)
            m_settings.passwordFile = path("passwd");
        else if (file == "acl"_L1)
            m_settings.aclFile = path("acl");
        else if (file == "jwt.key"_L1)
            m_settings.jwtKeyFile = path("jwt.key");
        write(file.toLatin1().constData(), "rubbish\n");
        const auto done = m_access->load(m_settings, m_folder.path().toStdString());
        QVERIFY(!done.ok());
        QVERIFY(done.error().code == ErrorCode::Configuration);
        QVERIFY2(done.error().message().find(file.toStdString()) != std::string::npos, done.error().message().c_str());
        QCOMPARE(statusOf(login("anna", "secret")), AuthStatus::Accepted);
        QCOMPARE(statusOf(login("anna", "wrong")), AuthStatus::BadCredentials);
    }

    void namedFileMustBeThere_data() { faultyFileChangesNothing_data(); }
    void namedFileMustBeThere()
    {
        QFETCH(QString, file);
        const std::string missing = path("missing/") + file.toStdString();
        (file == "users.yaml"_L1          ? m_settings.users
                : file == "rules.yaml"_L1 ? m_settings.rules
                : file == "passwd"_L1     ? m_settings.passwordFile
                : file == "acl"_L1        ? m_settings.aclFile
                                          : m_settings.jwtKeyFile)
            = missing;
        QVERIFY(!m_access->load(m_settings, "").ok());
    }

    void fileOfUsersThatVanishesChangesNothing()
    {
        writeUsers({userOf("anna", "secret")});
        load();
        QVERIFY(!m_access->userFileChanged());
        QVERIFY(QFile::remove(QString::fromStdString(path("users.yaml"))));
        QVERIFY(m_access->userFileChanged());
        QVERIFY(!m_access->load(m_settings, m_folder.path().toStdString()).ok());
        QCOMPARE(statusOf(login("anna", "secret")), AuthStatus::Accepted);
        QCOMPARE(statusOf(login("anna", "wrong", "127.0.0.1:1")), AuthStatus::BadCredentials);
        writeUsers({userOf("bert", "secret")});
        load();
        QVERIFY(!m_access->userFileChanged());
        QCOMPARE(statusOf(login("anna", "secret")), AuthStatus::BadCredentials);
    }

    // ---- revocation

    void permissionsFollowTheUsers()
    {
        writeUsers(
            {userOf("anna", "secret"), userOf("bert", "secret"), userOf("cleo", "secret"), userOf("dora", "secret")});
        load();
        const Ref<const Origin> origin = originOf("c1", "10.0.0.1:1");
        const auto anna = ask(login("anna", "secret")).permissions;
        const auto bert = ask(login("bert", "secret")).permissions;
        const auto cleo = ask(login("cleo", "secret")).permissions;
        const auto dora = ask(login("dora", "secret")).permissions;
        QVERIFY(m_access->permissionsNow(anna, origin.get())->get() == anna.get()); // nothing has changed

        User off = *m_access->state()->users.find("cleo");
        off.disabled = true;
        User promoted = *m_access->state()->users.find("dora");
        promoted.roles = {"operator"};
        writeUsers({*m_access->state()->users.find("anna"), userOf("bert", "other"), off, promoted});
        m_settings.rules = path("rules.yaml");
        write("rules.yaml", "rules:\n- {allow: all, topic: plant, role: operator}\n");
        load();
        const auto annaNow = m_access->permissionsNow(anna, origin.get());
        QVERIFY(annaNow && !(*annaNow)->mayPublish("plant")); // stays, with other rights
        QVERIFY(!m_access->permissionsNow(bert, origin.get())); // another password
        QVERIFY(!m_access->permissionsNow(cleo, origin.get())); // disabled
        QVERIFY((*m_access->permissionsNow(dora, origin.get()))->mayPublish("plant"));
        writeUsers({promoted});
        load();
        QVERIFY(!m_access->permissionsNow(*annaNow, origin.get())); // gone
    }

    void permissionsOfTheAnonymousFollowTheSettings()
    {
        load();
        const Ref<const Origin> local = originOf("c1", "127.0.0.1:1");
        const Ref<const Origin> own = originOf("bridge", "");
        const Ref<const Permissions> free;
        QVERIFY(m_access->permissionsNow(free, local.get()) && !*m_access->permissionsNow(free, local.get()));

        m_settings.rules = path("rules.yaml");
        write("rules.yaml", "rules:\n- {allow: all, topic: a, anonymous: true}\n");
        load();
        const auto now = m_access->permissionsNow(free, local.get());
        QVERIFY(now && *now && (*now)->mayPublish("a") && !(*now)->mayPublish("b"));
        QVERIFY(m_access->permissionsNow(free, own.get()) && !*m_access->permissionsNow(free, own.get()));
        QVERIFY(m_access->permissionsNow(free, nullptr) && !*m_access->permissionsNow(free, nullptr));

        write("rules.yaml", "rules:\n- {allow: all, topic: a, listener: \"mqtt://127.0.0.1:1883\"}\n");
        load();
        QVERIFY(!m_access->permissionsNow(free, local.get())); // which listener it was is not known

        m_settings.rules.clear();
        load();
        QVERIFY(m_access->permissionsNow(*now, local.get()) && !*m_access->permissionsNow(*now, local.get()));
        m_settings.anonymous = AnonymousAccess::None;
        load();
        QVERIFY(!m_access->permissionsNow(free, local.get()));
        QVERIFY(!m_access->permissionsNow(*now, local.get()));
        QVERIFY(m_access->permissionsNow(free, own.get()));
    }

    void permissionsOfATokenEndWithItOrItsKey()
    {
        m_settings.jwtKeyFile = path("jwt.key");
        write("jwt.key", JwtSecret);
        load();
        const Ref<const Origin> origin = originOf("c1", "10.0.0.1:1");
        Identity over;
        over.proof = Identity::Proof::Token;
        over.user = "anna";
        over.secretStamp = m_access->state()->tokens->stamp();
        over.validUntilMs = QDateTime::currentMSecsSinceEpoch() - 1;
        const Ref<const Permissions> late(new ClientPermissions(over, nullptr));
        QVERIFY(!m_access->permissionsNow(late, origin.get()));
        over.validUntilMs += 100'000;
        const Ref<const Permissions> good(new ClientPermissions(over, nullptr));
        QVERIFY(m_access->permissionsNow(good, origin.get()));
        write("jwt.key", JwtSecret + "x");
        load();
        QVERIFY(!m_access->permissionsNow(good, origin.get()));
    }
};

QTEST_GUILESS_MAIN(AccessTest)
#include "accesstest.moc"
