// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.h"
#include "support/raw_sql.h"
#include "support/server_launcher.h"
#include "support/unprivileged.h"
#include "support/watched_client.h"

#include "protocol/xep/xep0085_chat_states.h"

#include <QJsonArray>
#include <QtTest>

using namespace natter;
using namespace natter::program;

static const QString romeo = QStringLiteral("romeo@natter.test");
static const QString juliet = QStringLiteral("juliet@natter.test");
static const QString rosaline = QStringLiteral("rosaline@natter.test");
static const QString nobody = QStringLiteral("nobody@natter.test");

static QString fieldsOf(const QJsonObject &object) { return object.keys().join(u' '); }

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static void overwrite(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        qFatal("cannot write %s", qPrintable(path));
    }
}

/// The program as people and scripts start it: what it says and keeps, in good surroundings and in bad ones.
class TestProgram : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder; ///< runtime folder, passwords, authority
    ServerLauncher m_server { ServerLauncher::Kind::Prosody };

    /// The command that adds an account of our server.
    QString adding(const QString &jid, const QString &passwordFile = QStringLiteral("password")) const
    {
        return QStringLiteral(
                   "account add %1 --password-file %2 --host 127.0.0.1 --port %3 --history none --ca authority.pem")
            .arg(jid, passwordFile, QString::number(m_server.startTlsPort()));
    }
    /// A Natter with both accounts online; romeo's is the first.
    bool startsWithBoth(Program &natter, const QStringList &options = { "--enable-ctl" }) const
    {
        return natter.start(options) && natter.does(adding(romeo)) && natter.does(adding(juliet))
            && natter.does("wait connected") && natter.does("wait roster");
    }
    /// A profile with an account, a message and settings, that no Natter uses.
    static bool leavesSomething(Program &natter)
    {
        return natter.start()
            && natter.does("account add " + romeo + " --password-file password --host 127.0.0.1 --port 1")
            && natter.does("send " + nobody, { "Lady, by yonder blessed moon I swear" }) && natter.quit() == 0;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QDir::setCurrent(m_folder.path()); // where file names in commands start from
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qputenv("XDG_RUNTIME_DIR", m_folder.path().toLocal8Bit());
        qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toLocal8Bit());
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        overwrite("password", ServerLauncher::password().toUtf8() + '\n');
        overwrite("wrong", "Capulet\n");
        overwrite("authority.pem", m_server.authority());
    }

    void commandLineIsChecked()
    {
        QVERIFY(run({ "--help" }).code == 0 && run({ "--help" }).output.contains("natter ctl"));
        QVERIFY(run({ "--version" }).code == 0 && run({ "--version" }).output.startsWith("natter "));
        for (const char *wrong : { "--frobnicate", "--profile", "romeo@natter.test", "" }) {
            const Answer answer = run({ wrong });
            QCOMPARE(answer.code, 2);
            QVERIFY2(answer.output.isEmpty() && answer.errors.contains(wrong), answer.errors);
        }
        const Answer alone = run({ "ctl", "chats" });
        QVERIFY2(alone.isExplained() && alone.errorKind() == u"NotConnected", alone.output);
    }

    void wrongUsageIsRefused()
    {
        Program natter;
        QVERIFY2(natter.start() && natter.does(adding(romeo)), natter.errors());
        QByteArray accepted;
        const QString lines =
            "|elope|account|account elope|account add|account add tybalt@natter.test|account remove|presence"
            "|presence set asleep|presence set away --status|roster|roster add|send|send "
            "nobody@natter.test|open|screenshot|wait"
            "|send nobody@natter.test Hello --wait read|send nobody@natter.test Hello again|history"
            "|history nobody@natter.test --limit many|wait dawn|chats --frobnicate|ADD --port 0|ADD --port 65536"
            "|ADD --port x|ADD --tls none|ADD --proxy none|ADD --proxy socks5://|ADD --proxy socks5://a:b@c:1"
            "|account add romeo@natter.test --password-file password --port 1|screenshot orchard.jpg";
        for (const QString &line : QString(lines).replace("ADD", adding(romeo)).split(u'|')) {
            const Answer answer = natter.ctl(line);
            if (answer.code != 2 || answer.message().isEmpty()) {
                accepted += line.toUtf8() + ": " + QByteArray::number(answer.code) + ' ' + answer.output;
            }
        }
        QVERIFY2(accepted.isEmpty(), accepted);
    }

    void wrongWordIsNamed_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *line, const char *named) { QTest::newRow(line) << line << named; };
        row("", "a command is missing: account, presence");
        row("frobnicate", "no command \"frobnicate\"");
        row("account addd", "\"addd\" is not known after \"account\", only add, list, remove, enable, disable;");
        row("account", "after \"account\" a word is missing: add, list");
        row("send nobody@natter.test", "a word is missing: TEXT");
        row("chats again", "\"again\" is one word too many for chats");
        row("account add romeo@natter.test", "needs --password-file");
        row("--frobnicate chats", "no option \"--frobnicate\"");
        row("send --frobnicate nobody@natter.test Hello", "no option \"--frobnicate\"");
        row("chats --limit 3", "--limit is no option of chats");
        row("wait roster --timeout soon", "--timeout takes a number, not \"soon\"");
        row("wait roster --timeout", "--timeout lacks its value");
        row("send nobody@natter.test Hello --wait read", "--wait takes sent, delivered or displayed, not \"read\"");
        const QString add = QStringLiteral("account add romeo@natter.test --password-file password ");
        row(qPrintable(add + "--host a --tls foo"), "--tls takes direct or starttls, not \"foo\"");
        row(qPrintable(add + "--host a --port 0"), "--port takes a number from 1 to 65535, not \"0\"");
        row(qPrintable(add + "--port 5222"), "--port needs --host");
        row(qPrintable(add + "--proxy foo://x"), "http://[USER@]HOST[:PORT], not \"foo://x\"");
        row("screenshot orchard.jpg", "\"orchard.jpg\" is not known after \"screenshot\", only FILE.png");
    }
    void wrongWordIsNamed()
    {
        QFETCH(QString, line);
        QFETCH(QString, named);
        const Answer answer = Program().ctl(line);
        QVERIFY2(answer.code == 2 && answer.errorKind() == u"Usage", answer.output);
        QVERIFY2(answer.message().contains(named), answer.output);
    }

    /// A typing mistake is one, whatever runs.
    void wrongUsageIsRefusedWithoutANatterToo()
    {
        const Program natter; // not started
        const Answer wrong = natter.ctl("elope");
        QCOMPARE(wrong.code, 2);
        QVERIFY(!wrong.message().isEmpty());
        QCOMPARE(natter.ctl("chats").code, 1);
    }

    void chatThatWasOnlyOpenedIsNotListed()
    {
        Program natter;
        QVERIFY2(natter.start() && natter.does(adding(romeo)), natter.errors());
        QVERIFY(natter.does("open " + nobody) && natter.does("open " + juliet));
        QVERIFY(natter.does("send " + juliet, { "Ay me!" }));
        const Answer chats = natter.ctl("chats");
        QVERIFY2(chats.lines().size() == 1 && chats.value("peer") == juliet, chats.output);
    }

    void searchFindsWhatWasSaid()
    {
        Program natter;
        QVERIFY2(startsWithBoth(natter), natter.errors());
        QVERIFY(natter.does("send --wait sent " + juliet, { "Swear not by the inconstant moon" }));
        QVERIFY(natter.does("send " + nobody, { "The moon is sick and pale" }));
        const Answer both = natter.ctl("search", { "moon from:me" });
        QVERIFY2(both.code == 0 && both.lines().size() == 2, both.output);
        const Answer one = natter.ctl("search --limit 1", { "incons in:juliet from:me" });
        QVERIFY2(one.lines().size() == 1 && one.value("peer") == juliet, one.output);
        QVERIFY(natter.does("search", { "sun" }) && natter.ctl("search", { "sun" }).lines().isEmpty());
    }

    void failuresAreExplained()
    {
        Program natter;
        QVERIFY2(natter.start(), natter.errors());
        QByteArray unclear;
        const QString lines =
            "send ROMEO Hello|history ROMEO|open ROMEO|roster add ROMEO|account remove ROMEO|account enable @@"
            "|wait message --timeout 0|wait connected --timeout 0|events --follow --timeout 0"
            "|screenshot /nonexistent/orchard.png|ADD --ca missing|ADD --ca password"
            "|ADD --client-certificate password|ADD --client-certificate missing|ADD --proxy-password-file missing"
            "|ADD --register --port 1|ADD --password-file missing|roster accept nobody@natter.test";
        QStringList all = QString(lines).replace("ADD", adding(romeo)).replace("ROMEO", romeo).split(u'|');
        all << adding("@@") << adding("natter.test");
        for (const QString &line : all) {
            const Answer answer = natter.ctl(line);
            if (!answer.isExplained()) {
                unclear += line.toUtf8() + ": " + QByteArray::number(answer.code) + ' ' + answer.output;
                natter.ctl("account remove " + romeo);
            }
        }
        QVERIFY2(unclear.isEmpty(), unclear);
        const Answer missing = natter.ctl(adding(romeo) + " --password-file missing");
        QVERIFY2(missing.message().contains("/missing: "), missing.output);
    }

    void accountsComeAndGo()
    {
        Program natter;
        QVERIFY2(natter.start(), natter.errors());
        QCOMPARE(natter.ctl(adding(romeo)).last(), QJsonObject({ { "account", romeo }, { "password", "session" } }));
        QCOMPARE(natter.ctl(adding(rosaline) + " --register").value("account"), rosaline);
        QCOMPARE(natter.ctl(adding(rosaline) + " --register").last()[u"error"][u"condition"].toString(), "conflict");
        QVERIFY(natter.does("wait connected") && natter.does("wait roster"));
        const QJsonObject online = natter.account(romeo);
        QCOMPARE(fieldsOf(online),
                 "account certificate certificates cipher enabled history jid mechanism security state tls");
        QVERIFY(online[u"enabled"].toBool() && online[u"jid"].toString().startsWith(romeo + u'/'));
        QVERIFY(online[u"tls"].toString().startsWith(u"TLS") && online[u"mechanism"].toString().startsWith(u"SCRAM-"));
        QVERIFY(QStringList({ "protected", "certificate-only" }).contains(online[u"security"][u"verdict"].toString()));
        QTRY_COMPARE_WITH_TIMEOUT(natter.account(romeo)[u"certificates"].toArray().size(), 1, patience);
        const QJsonValue seen = natter.account(romeo)[u"certificates"][0];
        QCOMPARE(seen[u"sha256"], online[u"certificate"]);
        QVERIFY(!seen[u"unexpected"].toBool() && seen[u"issuer"].toString() == u"Natter-Test-CA");
        const QJsonObject stats = natter.ctl("stats").last();
        QCOMPARE(fieldsOf(stats), "messages pss sockets stall threads");
        QVERIFY(stats[u"pss"].toDouble() > 1e7 && stats[u"threads"].toInt() > 2 && stats[u"sockets"].toInt() > 2);
        QVERIFY(natter.does("account disable " + romeo) && natter.reaches(romeo, "offline"));
        QVERIFY(!natter.account(romeo)[u"enabled"].toBool(true));
        QCOMPARE(natter.account(rosaline)[u"state"].toString(), "online");
        QVERIFY(natter.does("account enable " + romeo) && natter.reaches(romeo, "online"));
        QVERIFY(natter.does("account remove " + rosaline) && natter.account(rosaline).isEmpty());
        QVERIFY(natter.ctl("account remove " + rosaline).isExplained());
        QCOMPARE(natter.quit(), 0);

        const auto files = QDir(natter.profile()).entryInfoList(QDir::Files | QDir::Hidden);
        QVERIFY(files.size() >= 2);
        for (const QFileInfo &file : files) { // there is no keychain, and nothing is written down unasked
            QVERIFY2(!contentOf(file.filePath()).contains(ServerLauncher::password().toUtf8()),
                     qPrintable(file.fileName()));
            QVERIFY2(!(file.permissions() & QFile::Permissions(0x0077)), qPrintable(file.fileName()));
        }
        QVERIFY2(natter.start() && natter.reaches(romeo, "needs-password"), natter.errors());
        QCOMPARE(natter.reason(romeo)[u"kind"].toString(), "NoPassword");
        QVERIFY2(!natter.reason(romeo)[u"message"].toString().isEmpty(), "a reason without words");
    }

    void contactsMeet()
    {
        Program natter;
        QVERIFY2(startsWithBoth(natter), natter.errors());
        const auto contact = [&natter] { return natter.find("roster list", "jid", juliet); };
        const auto events = natter.begin("events --follow");
        QVERIFY(natter.does("roster add " + juliet, { "--name", "Juliet of Capulet" }));
        QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "request", "jid", romeo), patience);
        QTRY_VERIFY_WITH_TIMEOUT(contact()[u"asked"].toBool(), patience);
        QVERIFY(natter.does("roster accept " + romeo + " --account " + juliet));
        QTRY_COMPARE_WITH_TIMEOUT(contact()[u"presence"].toString(), "online", patience);
        QCOMPARE(fieldsOf(contact()), "account asked groups jid name presence resources status subscription");
        QCOMPARE(contact()[u"name"].toString(), "Juliet of Capulet");
        QTRY_COMPARE_WITH_TIMEOUT(contact()[u"subscription"].toString(), "both", patience); // whoever asks may be asked
        QCOMPARE(contact()[u"resources"].toInt(), 1);

        for (const QString show : { "away", "xa", "dnd" }) {
            QVERIFY(natter.does("presence set " + show, { "--status", "in the orchard" }));
            QTRY_COMPARE_WITH_TIMEOUT(contact()[u"presence"].toString(), show, patience);
        }
        QCOMPARE(contact()[u"status"].toString(), "in the orchard");
        QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "presence", "presence", "dnd"), patience);
        QVERIFY(natter.does("account disable " + juliet));
        QTRY_COMPARE_WITH_TIMEOUT(contact()[u"presence"].toString(), "offline", patience);
        QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "account", "enabled", "false"), patience);
        QVERIFY(natter.does("roster remove " + juliet));
        QTRY_VERIFY_WITH_TIMEOUT(contact().isEmpty(), patience);
        QVERIFY(natter.does("presence set offline") && natter.reaches(romeo, "offline"));
        for (const char *command : { "roster add ", "roster accept ", "roster remove " }) { // none of them can be done
            const Answer answer = natter.ctl(command + juliet);
            QVERIFY2(answer.isExplained(), command + QByteArray::number(answer.code) + ' ' + answer.output);
        }
        QVERIFY(natter.does("presence set online") && natter.reaches(romeo, "online"));
    }

    void messagesAreSentAndKept()
    {
        Program natter;
        QVERIFY2(startsWithBoth(natter), natter.errors());
        const auto events = natter.begin("events --follow");
        const auto waiting = natter.begin("wait message --timeout 20");
        const QString text = QStringLiteral("Lady,\nby yonder \U0001f319 I swear");
        const Answer sent = natter.ctl("send --wait sent " + juliet, { text });
        QCOMPARE(fieldsOf(sent.last()), "account body direction id peer row state time");
        QCOMPARE(sent.value("state") + sent.value("direction"), "on-serverout");
        const Answer arrived = answerOf(*waiting);
        QCOMPARE(fieldsOf(arrived.last()).remove("archiveId "), fieldsOf(sent.last()));
        QCOMPARE(arrived.value("state") + arrived.value("direction") + arrived.value("body"), "receivedin" + text);
        QTRY_VERIFY_WITH_TIMEOUT(
            tells(*events, "message", "direction", "in") && tells(*events, "state", "state", "on-server"), patience);
        QCOMPARE(natter.ctl("history " + juliet).lines(), { sent.last() });
        QVERIFY(natter.does("send --wait sent " + juliet, { "--", "--wait" }));
        QCOMPARE(natter.ctl("history --limit 1 " + juliet).value("body"), "--wait");
        QCOMPARE(natter.ctl("history --limit 1 " + juliet).lines().size(), 1);
        QVERIFY(natter.does("send " + nobody, { "Anyone?" }));
        QTRY_COMPARE_WITH_TIMEOUT(natter.ctl("history " + nobody).value("failure"), "service-unavailable", patience);
        QCOMPARE(natter.ctl("history " + nobody).value("state"), "failed");
        const auto unread = [&] { return natter.find("chats", "account", juliet)[u"unread"].toInt(-1); };
        QTRY_COMPARE_WITH_TIMEOUT(unread(), 2, patience);
        QCOMPARE(fieldsOf(natter.ctl("chats").last()),
                 "account archived draft last lastDirection later markedUnread muted peer pinned time unread");
        QVERIFY(natter.does("open " + romeo + " --account " + juliet));
        QTRY_COMPARE_WITH_TIMEOUT(unread(), 0, patience); // the chat is there to be seen
        QVERIFY(natter.does("screenshot window.png") && contentOf("window.png").startsWith("\x89PNG"));

        QVERIFY(m_server.addUser("tybalt", ServerLauncher::password()));
        ConnectSettings settings;
        settings.account = Jid::orNull(u"tybalt@natter.test");
        settings.password = Secret(ServerLauncher::password());
        settings.endpoints = { { "127.0.0.1", m_server.directTlsPort(), TlsMode::Direct } };
        settings.extraAuthority = m_server.authority();
        WatchedClient tybalt;
        tybalt.open(settings);
        QVERIFY2(tybalt.hasSession(), qPrintable(tybalt.end()));
        Message typing;
        typing.to = Jid::orNull(natter.account(romeo)[u"jid"].toString());
        typing.add(ChatState { ChatState::State::Composing });
        tybalt.send(typing.write());
        QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "typing", "peer", "tybalt@natter.test"), patience);
        QCOMPARE(natter.ctl("send " + juliet, { "--", "--profile" }).value("body"), "--profile");
    }

    void scriptsNeedPermission()
    {
        Program natter;
        const auto sockets = [this] { return QDir(m_folder.path()).entryList({ "natter-*-ctl" }, QDir::System); };
        natter.launch({});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(natter.path("natter.lock")), patience);
        QTRY_COMPARE_WITH_TIMEOUT(run({ "--profile", natter.profile() }).code, 0, patience); // it is there
        QCOMPARE(natter.ctl("account list").errorKind(), "NotConnected");
        natter.stop();
        overwrite(natter.path("settings.json"), R"({"allowScripting": true})");
        const QStringList before = sockets();
        QVERIFY2(natter.start({}), natter.errors());
        QStringList made = sockets();
        made.removeIf([&](const QString &name) { return before.contains(name); });
        QCOMPARE(made.size(), 1);
        QCOMPARE(QFileInfo(made.first()).permissions() & QFile::Permissions(0x0077), QFile::Permissions());
    }

    void whoWaitsIsToldThatNatterEnds()
    {
        Program natter;
        QVERIFY2(natter.start(), natter.errors());
        const auto waiting = natter.begin("wait message --timeout 60");
        QCOMPARE(natter.quit(), 0);
        const Answer answer = answerOf(*waiting);
        QVERIFY2(answer.isExplained(), "code " + QByteArray::number(answer.code) + ", and said: " + answer.output);
    }

    void secondStartHandsOver_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("shown") << QStringList { "--enable-ctl" };
        QTest::newRow("minimised") << QStringList { "--enable-ctl", "--minimized" };
    }
    void secondStartHandsOver()
    {
        QFETCH(QStringList, options);
        Program natter;
        QVERIFY2(startsWithBoth(natter, options), natter.errors());
        QVERIFY(natter.does("send " + romeo + " --wait sent --account " + juliet, { "Ay me!" }));
        const auto unread = [&] { return natter.find("chats", "account", romeo)[u"unread"].toInt(-1); };
        QTRY_VERIFY_WITH_TIMEOUT(unread() > 0, patience);
        for (const QStringList &address : { QStringList(), QStringList("xmpp:" + juliet) }) {
            const Answer second = run(QStringList { "--profile", natter.profile() } + address);
            QVERIFY2(second.code == 0 && second.output.contains("already running"), second.output + second.errors);
            QTRY_COMPARE_WITH_TIMEOUT(unread() == 0, !address.isEmpty(), patience); // the chat is there to be seen
        }
        const Answer third = run({ "--profile", natter.profile(), "--minimized" }); // as at the beginning of a session
        QVERIFY2(third.code == 0 && third.output.contains("already running"), third.output + third.errors);
        QCOMPARE(natter.quit(), 0);
    }

    void damagedFileIsKeptAside_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("settings") << "settings.json" << QByteArray("{ \"compact\": tr");
        QTest::newRow("accounts") << "accounts.json" << QByteArray("[]");
        QTest::newRow("accounts, empty") << "accounts.json" << QByteArray();
        QTest::newRow("accounts, of another form")
            << "accounts.json" << QByteArray(R"({"accounts": {"romeo": "natter.test"}})");
        QTest::newRow("database") << "natter.sqlite" << QByteArray(8192, 'x');
    }
    void damagedFileIsKeptAside()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, damage);
        Program natter;
        QVERIFY2(leavesSomething(natter), natter.errors());
        overwrite(natter.path(name), damage);
        QVERIFY2(natter.start(), natter.errors());
        const int accounts = name == u"accounts.json" ? 0 : 1;
        const int messages = name == u"natter.sqlite" ? 0 : 1;
        QTRY_COMPARE_WITH_TIMEOUT(natter.ctl("account list").lines().size(), accounts, patience);
        QTRY_COMPARE_WITH_TIMEOUT(natter.ctl("stats").value("messages").toInt(), messages, patience);
        QVERIFY(natter.does(adding(romeo)) && natter.reaches(romeo, "online"));
        QVERIFY(natter.ctl("history " + nobody).lines().size() >= messages); // the archive has those of other profiles
        QCOMPARE(natter.quit(), 0);
        const auto aside = QDir(natter.profile()).entryList({ name + ".damaged-*" });
        QCOMPARE(aside.size(), 1);
        QCOMPARE(contentOf(natter.path(aside.first())), damage);
    }

    void newerDatabaseIsLeftAlone()
    {
        Program natter;
        QVERIFY2(leavesSomething(natter), natter.errors());
        rawSql(natter.path("natter.sqlite"), { "PRAGMA user_version=99" });
        const auto files = [&] {
            return contentOf(natter.path("natter.sqlite")) + contentOf(natter.path("accounts.json"));
        };
        const QByteArray before = files();
        natter.launch({ "--enable-ctl" });
        QTRY_COMPARE_WITH_TIMEOUT(natter.ctl("account list").errorKind(), "StorageTooNew", patience);
        QTRY_VERIFY2_WITH_TIMEOUT(natter.errors().contains("version 99"), natter.errors(), patience);
        // What arrived now could not be kept: nothing may come online
        const Answer added = natter.ctl(adding(romeo));
        QCOMPARE(natter.ctl("stats").errorKind(), "StorageTooNew");
        QVERIFY2(added.isExplained(), "account add: " + added.output + natter.ctl("account list").output);
        QCOMPARE(natter.quit(), 0);
        QCOMPARE(files(), before);
    }

    void everythingIsTheOwnersAlone()
    {
        const CarelessUmask umask;
        Program natter;
        QVERIFY2(leavesSomething(natter) && natter.start(), natter.errors());
        QFileInfoList all { QFileInfo(natter.profile()) };
        all += QDir(natter.profile()).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        all += QDir(m_folder.path()).entryInfoList({ "natter-*" }, QDir::System);
        QVERIFY2(all.size() >= 6, qPrintable(QString::number(all.size()))); // with journal, lock and both sockets
        for (const QFileInfo &each : std::as_const(all)) {
            QVERIFY2(!(each.permissions() & QFile::Permissions(0x0077)), qPrintable(each.filePath()));
        }
    }

    void lockOfTheDeadIsNoObstacle_data()
    {
        QTest::addColumn<qint64>("process");
        QTest::newRow("killed") << qint64(0);
        QTest::newRow("another program has its number") << QCoreApplication::applicationPid();
    }
    void lockOfTheDeadIsNoObstacle()
    {
        QFETCH(qint64, process);
        Program natter;
        QVERIFY2(leavesSomething(natter) && natter.start(), natter.errors());
        natter.stop(); // kill -9
        QByteArray lock = contentOf(natter.path("natter.lock"));
        QVERIFY(lock.contains('\n'));
        if (process != 0) {
            overwrite(natter.path("natter.lock"), lock.replace(0, lock.indexOf('\n'), QByteArray::number(process)));
        }
        QVERIFY2(natter.start() && !natter.account(romeo).isEmpty(), natter.errors());
    }

    void databaseThatCannotBeOpenedIsTriedAgain()
    {
        Program natter;
        QVERIFY(QDir().mkpath(natter.path("natter.sqlite"))); // where the file should be
        natter.launch({ "--enable-ctl" });
        QTRY_COMPARE_WITH_TIMEOUT(natter.ctl("account list").errorKind(), "ReadOnly", patience);
        QVERIFY(QDir(natter.profile()).rmdir("natter.sqlite"));
        QTRY_VERIFY_WITH_TIMEOUT(natter.does("account list"), patience);
        QVERIFY(natter.does(adding(romeo)) && natter.reaches(romeo, "online"));
        QCOMPARE(natter.quit(), 0);
    }

    void profileThatCannotBeWrittenIsNamed()
    {
        std::unique_ptr<QTemporaryDir> folder;
        {
            const Unprivileged nobodys;
            folder = std::make_unique<QTemporaryDir>();
            QVERIFY(QFile::setPermissions(folder->path(), QFile::ReadOwner | QFile::ExeOwner));
        }
        for (const QString &profile : { folder->path(), folder->filePath("balcony") }) {
            QProcess process;
            process.setChildProcessModifier([] {
                if (::geteuid() == 0 && ::setuid(65534) != 0) {
                    ::_exit(99);
                }
            });
            process.start(NATTER_PROGRAM, { "--profile", profile });
            QByteArray said;
            QTRY_VERIFY_WITH_TIMEOUT((said += process.readAllStandardError()).contains(profile.toUtf8()), patience);
            QVERIFY2(said.contains("cannot write to its profile") && !said.contains("Another Natter"), said);
            QCOMPARE(process.state(), QProcess::Running); // there is no terminal: a window says it as well
            answerOf(process, 0);
        }
    }

    void loginsThatCannotSucceed()
    {
        Program natter;
        QVERIFY2(natter.start(), natter.errors());
        const auto events = natter.begin("events --follow --timeout 15"); // longer than any first delay
        const QString nowhere = QStringLiteral("tybalt@nowhere.invalid");
        QVERIFY(natter.does(adding(romeo, "wrong")) && natter.does(adding(juliet) + " --port 1"));
        QVERIFY(natter.does("account add " + nowhere + " --password-file password"));
        QVERIFY(natter.reaches(romeo, "needs-password"));
        QVERIFY(natter.reaches(juliet, "waiting") && natter.reaches(nowhere, "waiting"));
        QCOMPARE(natter.reason(romeo)[u"kind"].toString(), "NotAuthorised");
        for (const QString &jid : { romeo, juliet, nowhere }) {
            QVERIFY2(!natter.reason(jid)[u"message"].toString().isEmpty(), qPrintable(jid));
        }
        QString states;
        const Answer told = answerOf(*events);
        for (const QJsonObject &line : told.lines()) {
            states += line[u"account"].toString() == romeo ? line[u"state"].toString() + u' ' : QString();
        }
        QCOMPARE(told.errorKind(), "Timeout");
        QVERIFY2(states.count("needs-password") == 1 && states.endsWith("needs-password "),
                 qPrintable(states)); // no loop
        QVERIFY(natter.does(adding(romeo)) && natter.reaches(romeo, "online"));
    }

    void accountAddedAgainKeepsWhatIsNotNamed()
    {
        const Identity own = TestAuthority::selfSigned({ QStringLiteral("Romeo"), {}, -1, 30, "clientAuth" });
        overwrite("own.pem", own.certificate.toPem() + own.key.toPem());
        Program natter;
        QVERIFY2(natter.start(), natter.errors());
        QVERIFY(natter.does(adding(romeo, "wrong") + " --client-certificate own.pem"));
        QVERIFY(natter.reaches(romeo, "needs-password"));
        QVERIFY(natter.does("account add " + romeo + " --password-file password"));
        QVERIFY(natter.reaches(romeo, "online")); // with the server and the authority of before
        const QByteArray kept = contentOf(natter.path("accounts.json"));
        QVERIFY2(kept.contains("\"clientCertificate\"") && !kept.contains("PRIVATE KEY"), kept);
    }

    void eventsEndAsAsked()
    {
        Program natter;
        QVERIFY2(natter.start(), natter.errors());
        const Answer quiet = natter.ctl("events --follow --timeout 1");
        QVERIFY2(quiet.isExplained() && quiet.errorKind() == u"Timeout", quiet.output);
        QVERIFY(natter.does(adding(romeo)) && natter.does("wait connected") && natter.does("wait roster"));

        const auto two = natter.begin("events --follow --count 2 --timeout 60");
        const auto many = natter.begin("events --follow --count 200 --timeout 4");
        for (int i = 0; i < 4; ++i) { // each is at least a message and a change of its state
            QVERIFY(natter.does("send --wait sent " + romeo, { "Ay me" }));
        }
        const Answer enough = answerOf(*two);
        QCOMPARE(enough.code, 0);
        QCOMPARE(enough.lines().size(), 2);
        for (const QJsonObject &line : enough.lines()) {
            QVERIFY2(!line[u"event"].toString().isEmpty(), enough.output);
        }
        const Answer tooFew = answerOf(*many);
        QCOMPARE(tooFew.code, 1);
        QCOMPARE(tooFew.errorKind(), "Timeout");
        QVERIFY2(tooFew.lines().size() > 2, tooFew.output); // all that did happen, and then the reason
        for (const char *wrong : { "", " --follow --count", " --follow --count two", " --follow --count -1" }) {
            const Answer answer = natter.ctl(QStringLiteral("events") + wrong);
            QVERIFY2(answer.code == 2 && answer.errorKind() == u"Usage", wrong + answer.output);
        }
        QVERIFY(natter.isRunning());
    }

    void serverGoesAway()
    {
        Program natter;
        QVERIFY2(startsWithBoth(natter), natter.errors());
        m_server.kill();
        QVERIFY(natter.reaches(romeo, "waiting"));
        QVERIFY2(!natter.reason(romeo)[u"message"].toString().isEmpty(), "a reason without words");
        const QString text = QStringLiteral("O, wilt thou leave me so unsatisfied?");
        QCOMPARE(natter.ctl("send " + juliet, { text }).value("state"), "queued");
        QVERIFY(natter.ctl("send --wait sent --timeout 0 " + juliet, { "What satisfaction?" }).isExplained());
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        QVERIFY(natter.does("wait connected --timeout 40"));
        const auto history = [&] { return natter.ctl("history " + romeo + " --account " + juliet).output; };
        const auto state = [&] { return natter.find("history " + juliet, "body", text)[u"state"].toString(); };
        QTRY_COMPARE_WITH_TIMEOUT(state(), "on-server", patience);
        QTRY_VERIFY_WITH_TIMEOUT(history().contains("What satisfaction?"), patience);
        QCOMPARE(history().count(text.toUtf8()), 1);
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
