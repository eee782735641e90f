// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.h"
#include "support/server_launcher.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace natter;
using namespace natter::program;

static const QString romeo = QStringLiteral("romeo@natter.test");
static const QString juliet = QStringLiteral("juliet@natter.test");

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Environment variables that are as they were once this is gone; an empty value: not set.
class Environment
{
public:
    explicit Environment(const QMap<QString, QString> &values)
    {
        for (auto it = values.cbegin(); it != values.cend(); ++it) {
            const QByteArray name = it.key().toLatin1();
            m_before[name] = qEnvironmentVariable(name.constData());
            set(name, it.value());
        }
    }
    ~Environment()
    {
        for (auto it = m_before.cbegin(); it != m_before.cend(); ++it) {
            set(it.key(), it.value());
        }
    }
    Q_DISABLE_COPY_MOVE(Environment)

private:
    static void set(const QByteArray &name, const QString &value)
    {
        value.isEmpty() ? qunsetenv(name.constData()) : qputenv(name.constData(), value.toUtf8());
    }

    QMap<QByteArray, QString> m_before;
};

/// The terminal from which somebody starts a program: what it complains about is seen there.
class Terminal
{
public:
    Terminal() : m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK))
    {
        if (m_master < 0 || ::grantpt(m_master) != 0 || ::unlockpt(m_master) != 0) {
            qFatal("no terminal");
        }
        m_slave = ::open(::ptsname(m_master), O_RDWR | O_NOCTTY);
    }
    ~Terminal()
    {
        ::close(m_slave);
        ::close(m_master);
    }
    Q_DISABLE_COPY_MOVE(Terminal)

    Answer run(const QStringList &arguments, const QString &program = QStringLiteral(NATTER_PROGRAM))
    {
        QProcess process;
        process.setChildProcessModifier([slave = m_slave] { ::dup2(slave, STDERR_FILENO); });
        process.start(program, arguments);
        Answer answer = answerOf(process);
        char buffer[4096];
        for (ssize_t got = 0; (got = ::read(m_master, buffer, sizeof buffer)) > 0;) {
            answer.errors.append(buffer, got);
        }
        return answer;
    }

private:
    int m_master;
    int m_slave = -1;
};

/// A Natter that does nothing at all until this is gone.
class Hang
{
public:
    explicit Hang(const Program &natter) : m_process(static_cast<pid_t>(natter.number()))
    {
        ::kill(m_process, SIGSTOP);
    }
    ~Hang() { ::kill(m_process, SIGCONT); }
    Q_DISABLE_COPY_MOVE(Hang)

private:
    pid_t m_process;
};

/// How the program starts: in which language, with an address to open, and beside another one that hangs. And how it
/// ends when somebody else ends it.
class TestProgramStart : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder; ///< runtime folder, password, authority
    ServerLauncher m_server { ServerLauncher::Kind::Prosody };

    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    /// The command that adds an account of our server.
    QString adding(const QString &jid) const
    {
        return QStringLiteral("account add %1 --password-file password --host 127.0.0.1 --port %2 --tls starttls "
                              "--ca authority.pem")
            .arg(jid, QString::number(m_server.startTlsPort()));
    }
    /// A picture of the empty window, and a sentence in a terminal.
    static std::pair<QByteArray, QByteArray> appearance(const QMap<QString, QString> &language)
    {
        const Environment environment(language);
        Program natter;
        if (!natter.start() || !natter.does("screenshot window.png") || natter.quit() != 0) {
            qWarning() << natter.errors();
            return {};
        }
        return { contentOf("window.png"), Terminal().run({ "--profile", "/proc/natter" }).errors };
    }

private Q_SLOTS:
    void helpIsNoMistake()
    {
        for (const QStringList &arguments : { QStringList { "ctl", "--help" }, QStringList { "ctl", "-h" } }) {
            const Answer answer = run(arguments);
            QCOMPARE(answer.code, 0);
            QVERIFY2(answer.output.contains("account add JID"), answer.output);
        }
    }

    void initTestCase()
    {
        QDir::setCurrent(m_folder.path()); // where file names in commands start from
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder.path()));
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        write("password", ServerLauncher::password().toUtf8() + '\n');
        write("authority.pem", m_server.authority());
    }

    void speaksTheLanguageOfTheSystem_data()
    {
        QTest::addColumn<QString>("all"); // LC_ALL
        QTest::addColumn<QString>("lang");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("german");
        QTest::newRow("LANG") << QString() << "de_DE.UTF-8" << QString() << true;
        QTest::newRow("LC_ALL") << "de_DE.UTF-8"
                                << "en_GB.UTF-8" << QString() << true;
        QTest::newRow("LANGUAGE") << QString() << "en_GB.UTF-8"
                                  << "de" << true;
        QTest::newRow("Austria") << QString() << "de_AT.UTF-8" << QString() << true;
        QTest::newRow("Breton, or else German") << QString() << "br_FR.UTF-8"
                                                << "br:de:en" << true;
        QTest::newRow("English, or else German") << QString() << "en_GB.UTF-8"
                                                 << "en_GB:en:de" << false;
        QTest::newRow("American, or else German") << QString() << "en_US.UTF-8"
                                                  << "en_US:de" << false;
        QTest::newRow("Breton") << QString() << "br_FR.UTF-8" << QString() << false;
    }
    void speaksTheLanguageOfTheSystem()
    {
        QFETCH(QString, all);
        QFETCH(QString, lang);
        QFETCH(QString, language);
        QFETCH(bool, german);
        static const auto plain = appearance({ { "LC_ALL", "C.UTF-8" }, { "LANGUAGE", {} } });
        QVERIFY(plain.first.startsWith("\x89PNG"));
        QVERIFY2(plain.second.contains("Natter cannot write to its profile."), plain.second);
        const auto shown = appearance({ { "LC_ALL", all }, { "LANG", lang }, { "LANGUAGE", language } });
        QVERIFY2(shown.second.contains(german ? "Natter kann nicht in sein Profil schreiben."
                                              : "Natter cannot write to its profile."),
                 shown.second);
        QVERIFY(shown.first.startsWith("\x89PNG"));
        QCOMPARE(shown.first != plain.first, german);
    }

    void withoutAScreenASentenceSaysSo()
    {
        const Environment none(
            { { "QT_QPA_PLATFORM", QString() }, { "DISPLAY", QString() }, { "WAYLAND_DISPLAY", QString() } });
        QProcess process;
        process.start(NATTER_PROGRAM, { "--profile", m_folder.filePath("unseen") });
        const Answer answer = answerOf(process);
        QCOMPARE(answer.code, 1);
        QVERIFY2(answer.errors.startsWith("natter: there is no screen here") && answer.errors.count('\n') == 1,
                 answer.errors);
    }

    /// A copy on a stick, at a computer whose home nobody has used.
    void portableLeavesNothingBehind()
    {
        const QTemporaryDir stick;
        const QTemporaryDir home;
        const Environment environment({ { "HOME", home.path() },
                                        { "XDG_CONFIG_HOME", QString() },
                                        { "XDG_DATA_HOME", QString() },
                                        { "XDG_CACHE_HOME", QString() } });
        const QString program = stick.filePath("natter");
        QVERIFY(QFile::copy(NATTER_PROGRAM, program));
        const auto touch = [&stick](const QString &name) {
            return QFile(stick.filePath(name)).open(QIODevice::WriteOnly);
        };
        QVERIFY(touch("portable"));
        QProcess natter;
        natter.start(program, { "--enable-ctl" });
        const auto ctl = [&program](const QStringList &command) {
            QProcess process;
            process.start(program, QStringList("ctl") + command);
            return answerOf(process).code;
        };
        QTRY_COMPARE_WITH_TIMEOUT(ctl({ "account", "list" }), 0, patience);
        QVERIFY(QFile::exists(stick.filePath("natter-data/natter.sqlite")));
        QCOMPARE(ctl({ "quit" }), 0);
        QCOMPARE(answerOf(natter).code, 0);
        QStringList left = QDir(home.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        left.removeOne(".cache"); // fontconfig's, which is its own affair
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u' ')));
        QVERIFY(!QFile::exists(home.filePath(".cache/natter")));

        QVERIFY(QDir(stick.filePath("natter-data")).removeRecursively());
        QVERIFY(touch("natter-data")); // so that not even root has a folder there
        const Answer refused = Terminal().run({}, program);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.errors.contains("Natter is portable here, but cannot write beside its program."),
                 refused.errors);
    }

    void addressIsOpenedByTheFirstStart()
    {
        Program natter;
        QVERIFY2(natter.start() && natter.does(adding(romeo)) && natter.does(adding(juliet)), natter.errors());
        QVERIFY2(natter.does("wait connected"), natter.errors());
        QVERIFY(natter.does("send " + romeo + " --wait sent --account " + juliet, { "Ay me!" }));
        const auto unread = [&] { return natter.find("chats", "account", romeo)[u"unread"].toInt(-1); };
        QTRY_COMPARE_WITH_TIMEOUT(unread(), 1, patience);
        QCOMPARE(natter.quit(), 0);
        QVERIFY2(natter.start(), natter.errors()); // as people start it: nothing is opened
        QTRY_COMPARE_WITH_TIMEOUT(unread(), 1, patience);
        QVERIFY(natter.does("screenshot closed.png"));
        QCOMPARE(unread(), 1);
        QCOMPARE(natter.quit(), 0);
        QVERIFY2(natter.start({ "--enable-ctl", "xmpp:" + juliet + "?message;body=Good%20morrow" }), natter.errors());
        QTRY_COMPARE_WITH_TIMEOUT(unread(), 0, patience); // the chat is there to be seen
        QCOMPARE(natter.ctl("history " + juliet).lines().size(), 1); // and nothing is sent by itself
        QTRY_COMPARE_WITH_TIMEOUT(natter.find("chats", "account", romeo)[u"draft"].toString(), "Good morrow", patience);
        QCOMPARE(natter.quit(), 0);
    }

    void secondStartDoesNotWaitForOneThatHangs_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("alone") << QString();
        QTest::newRow("with an address") << "xmpp:" + juliet;
    }
    void secondStartDoesNotWaitForOneThatHangs()
    {
        QFETCH(QString, address);
        QStringList arguments { "--profile" };
        Program natter;
        QVERIFY2(natter.start(), natter.errors());
        QVERIFY(natter.does(adding(romeo)) && natter.reaches(romeo, "online"));
        arguments << natter.profile() << (address.isEmpty() ? QStringList() : QStringList(address));
        {
            const Hang hang(natter);
            Terminal terminal;
            const Answer second = terminal.run(arguments);
            QCOMPARE(second.code, 1);
            QVERIFY2(second.errors.contains("Another Natter uses this profile but does not answer."), second.errors);
            QVERIFY2(second.errors.contains(natter.profile().toUtf8()), second.errors);
            QVERIFY2(!second.output.contains("already running"), second.output);
            const Answer script = natter.ctl("account list --timeout 1");
            QVERIFY2(script.code > 0 && !script.message().isEmpty(), script.output);
        }
        QVERIFY(natter.does("account list") && natter.reaches(romeo, "online")); // as if nothing had been
        const Answer third = run(arguments);
        QVERIFY2(third.code == 0 && third.output.contains("already running"), third.output + third.errors);
        QCOMPARE(natter.quit(), 0);
    }

    /// A server keeps the stream of a client that is just gone for minutes, and all others see it online.
    void contactsSeeThatItIsGone()
    {
        Program other;
        QVERIFY2(other.start() && other.does(adding(juliet)) && other.does("wait roster"), other.errors());
        const auto events = other.begin("events --follow");
        const auto presence = [&other] { return other.find("roster list", "jid", romeo)[u"presence"].toString(); };
        for (const int signal : { SIGTERM, SIGINT, SIGHUP }) {
            Program natter;
            QVERIFY2(natter.start() && natter.does(adding(romeo)) && natter.does("wait roster"), natter.errors());
            if (signal == SIGTERM) { // they do not know each other yet
                QVERIFY2(natter.does("roster add " + juliet), natter.errors());
                QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "request", "jid", romeo), patience);
                QVERIFY2(other.does("roster accept " + romeo), other.errors());
            }
            QTRY_COMPARE_WITH_TIMEOUT(presence(), "online", patience);
            QCOMPARE(::kill(static_cast<pid_t>(natter.number()), signal), 0);
            QCOMPARE(natter.end(), 0);
            QVERIFY(!QFile::exists(natter.path("natter.lock")));
            QTRY_COMPARE_WITH_TIMEOUT(presence(), "offline", patience);
        }
    }
};

QTEST_GUILESS_MAIN(TestProgramStart)
#include "tst_program_start.moc"
