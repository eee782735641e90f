// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/shots_world.h"

#include "app/stall_meter.h"
#include "base/future.h"
#include "widgets/main_window.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>
#include <cstdio>

using namespace natter;

static constexpr int messages = 50'000;
static constexpr int chats = 200;
static constexpr int rounds = 3;
static constexpr double bound = 1.25; ///< times the null client
static constexpr qint64 stallBound = 50; ///< milliseconds
static constexpr int patience = 300'000;

static QString bodyOf(int i)
{
    return QStringLiteral("word%1 But soft, what light through yonder window breaks? It is the east, and %2")
        .arg(i)
        .arg(i % 97);
}

/// Puts a decade of talk into Prosody's archive, as it would have stored it itself.
static bool fillArchive(const QString &path)
{
    QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "archive");
    database.setDatabaseName(path);
    QSqlQuery query(database.open() ? database : QSqlDatabase());
    const qint64 end = QDateTime::currentSecsSinceEpoch() - 60;
    bool done = query.exec("BEGIN")
        && query.prepare("INSERT INTO prosodyarchive (host, user, store, key, \"when\", \"with\", type, value) "
                         "VALUES (?, 'romeo', 'archive', ?, ?, ?, 'xml', ?)");
    const QString us = "romeo@" + ServerLauncher::domain();
    for (int i = 0; i < messages && done; ++i) {
        const QString friendly = QStringLiteral("friend%1@%2").arg(i % chats).arg(ServerLauncher::domain());
        const bool ours = i % 3 == 0;
        const QString stanza =
            QStringLiteral(
                "<message xmlns='jabber:client' type='chat' id='s%1' from='%2/a' to='%3/b'><body>%4</body></message>")
                .arg(QString::number(i), ours ? us : friendly, ours ? friendly : us, bodyOf(i));
        query.bindValue(0, ServerLauncher::domain());
        query.bindValue(1, QStringLiteral("key%1").arg(i));
        query.bindValue(2, end - (messages - i) * 6000LL);
        query.bindValue(3, friendly);
        query.bindValue(4, stanza);
        done = query.exec();
    }
    done = done && query.exec("COMMIT");
    if (!done) {
        std::fprintf(stderr, "bench: the archive cannot be filled: %s\n", qPrintable(query.lastError().text()));
    }
    return done;
}

/// Fetches the same pages, and looks at no more of them than it must to ask for the next.
class NullClient : public QObject
{
public:
    explicit NullClient(const ServerLauncher &server)
    {
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromData(server.authority()));
        m_socket.setSslConfiguration(configuration);
        connect(&m_socket, &QIODevice::readyRead, this, [this] {
            m_bytes += m_socket.readAll();
            while (step()) { }
        });
        connect(&m_socket, &QSslSocket::encrypted, this, [this] { header(); });
        m_socket.setPeerVerifyName(ServerLauncher::domain());
        m_socket.connectToHostEncrypted("127.0.0.1", server.directTlsPort(), ServerLauncher::domain());
    }
    bool isDone() const { return m_done; }
    int pages() const { return m_pages; }

private:
    enum class State { Features, Login, FeaturesAgain, Binding, Pages };

    void header()
    {
        m_socket.write(
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='"
            + ServerLauncher::domain().toUtf8() + "'>");
    }
    /// What was expected is there, and thrown away with all before it.
    bool passes(const QByteArray &part)
    {
        const auto at = m_bytes.indexOf(part);
        if (at >= 0) {
            m_bytes.remove(0, at + part.size());
        }
        return at >= 0;
    }
    bool step()
    {
        switch (m_state) {
        case State::Features:
            if (passes("</stream:features>")) {
                const QByteArray secret = QByteArray("\0romeo\0", 7) + ServerLauncher::password().toUtf8();
                m_socket.write("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + secret.toBase64()
                               + "</auth>");
                m_state = State::Login;
                return true;
            }
            return false;
        case State::Login:
            if (passes("<success")) {
                header();
                m_state = State::FeaturesAgain;
                return true;
            }
            return false;
        case State::FeaturesAgain:
            if (passes("</stream:features>")) {
                m_socket.write("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
                m_state = State::Binding;
                return true;
            }
            return false;
        case State::Binding:
            if (passes("</bind></iq>")) {
                m_state = State::Pages;
                ask({});
                return true;
            }
            return false;
        case State::Pages:
            break;
        }
        return takePage();
    }
    bool takePage()
    {
        const auto fin = m_bytes.indexOf("<fin ");
        if (fin < 0) {
            m_bytes = m_bytes.right(8);
            return false;
        }
        const auto end = m_bytes.indexOf("</iq>", fin);
        if (end < 0) {
            return false;
        }
        const QByteArray answer = m_bytes.mid(fin, end - fin);
        m_bytes.remove(0, end);
        ++m_pages;
        const auto first = answer.indexOf('>', answer.indexOf("<first")) + 1;
        m_done = answer.contains("complete='true'");
        if (!m_done) {
            ask(answer.mid(first, answer.indexOf("</first>") - first));
        }
        return true;
    }
    void ask(const QByteArray &before)
    {
        m_socket.write(
            "<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'>"
            "<max>100</max><before>"
            + before + "</before></set></query></iq>");
    }

    QSslSocket m_socket;
    QByteArray m_bytes;
    State m_state = State::Features;
    int m_pages = 0;
    bool m_done = false;
};

static void awaitDone(const char *what, const std::function<bool()> &condition)
{
    if (!QTest::qWaitFor(condition, patience)) {
        qFatal("waited in vain for %s", what);
    }
}

struct Run
{
    double seconds = 0;
    double fetched = 0; ///< seconds, before all of it could be found
    qint64 stall = 0;
};

static Run runNatter(const ServerLauncher &server)
{
    World world;
    MainWindow window(world.services, world.dialogs);
    window.resize(1280, 800);
    window.show();
    QCoreApplication::processEvents();
    AccountSettings settings = settingsOf(server, "romeo");
    settings.history = AccountSettings::History::All;
    settings.server->port = server.directTlsPort();
    settings.server->tls = AccountSettings::Tls::Direct;
    StallMeter meter;
    QElapsedTimer clock;
    clock.start();
    world.accounts.add(settings, { Secret(ServerLauncher::password()) });
    const Account *account = nullptr;
    awaitDone("the history", [&] {
        account = world.accounts.find(settings.jid);
        return account && account->history().fetched() > 0 && account->history().gaps().isEmpty()
            && !account->history().isUnderWay();
    });
    Run run;
    run.fetched = static_cast<double>(clock.elapsed()) / 1000;
    bool found = false;
    bool asking = false;
    MessageSearcher::Asker asker;
    awaitDone("the oldest message", [&] {
        if (!found && !asking) {
            asking = true;
            MessageSearch search;
            search.text = QStringLiteral("word0");
            whenDone(world.searcher.find(asker, search, 5), &window, [&](const Result<QList<SearchHit>> &hits) {
                asking = false;
                found = hits && !hits->isEmpty();
            });
        }
        return found;
    });
    run.seconds = static_cast<double>(clock.elapsed()) / 1000;
    run.stall = meter.takeLongest();
    const auto count = world.store.call([](Store &store) { return store.messages().count(); });
    awaitDone("the count", [&] { return count.isFinished(); });
    if (count.result().value_or(0) != messages) {
        qFatal("%lld messages are stored", static_cast<long long>(count.result().value_or(0)));
    }
    return run;
}

static double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QLoggingCategory::setFilterRules("natter.*=false");
    applyTheme(app, Theme::light());
    QTemporaryDir folder;
    const QString archive = folder.filePath("archive.sqlite");
    ServerLauncher server(ServerLauncher::Kind::Prosody);
    server.setOptions(QStringLiteral("storage = { archive = \"sql\" }\n"
                                     "sql = { driver = \"SQLite3\", database = \"%1\" }\n"
                                     "archive_expires_after = \"never\"\nmax_archive_query_results = 100\n")
                          .arg(archive));
    if (!server.start()) {
        std::fprintf(stderr, "bench: %s\n", qPrintable(server.problem()));
        return 1;
    }
    {
        NullClient first(server); // upon whom the server makes its table
        awaitDone("the first client", [&] { return first.isDone(); });
    }
    server.kill();
    if (!fillArchive(archive) || !server.start()) {
        return 1;
    }
    std::printf("| round | null client | Natter: all stored | and found | ÷ null client | longest stall "
                "|\n|---|---|---|---|---|---|\n");
    QList<double> ratios;
    qint64 stall = 0;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer clock;
        clock.start();
        NullClient null(server);
        awaitDone("the null client", [&] { return null.isDone(); });
        const double baseline = static_cast<double>(clock.elapsed()) / 1000;
        const Run run = runNatter(server);
        ratios.append(run.seconds / baseline);
        stall = qMax(stall, run.stall);
        std::printf("| %d | %.1f s, %d pages | %.1f s | %.1f s | %.2f | %lld ms |\n", round + 1, baseline, null.pages(),
                    run.fetched, run.seconds, ratios.last(), static_cast<long long>(run.stall));
        std::fflush(stdout);
    }
    const bool kept = median(ratios) <= bound && stall <= stallBound;
    std::printf("The bounds are %.2f times the null client (median %.2f) and %lld ms (%lld): %s\n", bound,
                median(ratios), static_cast<long long>(stallBound), static_cast<long long>(stall),
                kept ? "kept" : "missed");
    return kept ? 0 : 1;
}
