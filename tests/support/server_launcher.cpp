// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_launcher.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslCertificate>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace natter {

static constexpr int startDeadline = 180'000; // milliseconds; a loaded machine needs a few seconds

ServerLauncher::ServerLauncher(Kind kind) : m_kind(kind) { }

ServerLauncher::~ServerLauncher() { kill(); }

bool ServerLauncher::fail(const QString &problem)
{
    m_problem = problem;
    return false;
}

void ServerLauncher::write(const QString &name, const QString &content) const
{
    QDir(m_folder.path()).mkpath(QFileInfo(path(name)).path());
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content.toUtf8()) < 0) {
        qFatal("cannot write %s", qPrintable(file.fileName()));
    }
}

bool ServerLauncher::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0) {
        return fail(program + QStringLiteral(" failed: ")
                    + QString::fromUtf8(process.readAllStandardError()).right(500));
    }
    return true;
}

/// One authority and one certificate for the domain, with nothing but the openssl command.
bool ServerLauncher::makeCertificates()
{
    if (QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty()) {
        return fail(QStringLiteral("The openssl command is missing: apt-get install openssl"));
    }
    write(QStringLiteral("leaf.cnf"),
          QStringLiteral("basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n"
                         "subjectAltName=DNS:%1,DNS:localhost,IP:127.0.0.1\n")
              .arg(domain()));
    const auto words = [](const char *line) { return QString::fromLatin1(line).split(u' '); };
    const bool made = run(QStringLiteral("openssl"),
                          words("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 "
                                "-subj /CN=Natter-Test-CA -addext basicConstraints=critical,CA:TRUE "
                                "-addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.pem"))
        && run(QStringLiteral("openssl"),
               words("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=natter.test "
                     "-keyout server.key -out server.csr"))
        && run(QStringLiteral("openssl"),
               words("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 "
                     "-extfile leaf.cnf -out leaf.pem"));
    if (!made) {
        return false;
    }
    const auto content = [this](const char *name) {
        QFile file(path(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    m_authority = content("ca.pem");
    write(QStringLiteral("chain.pem"), QString::fromLatin1(content("leaf.pem") + m_authority));
    write(QStringLiteral("all.pem"), QString::fromLatin1(content("leaf.pem") + m_authority + content("server.key")));
    return true;
}

QString ServerLauncher::durableStorage() const
{
    return isProsody() ? QStringLiteral("storage = { archive = \"sql\"; muc_log = \"sql\"; offline = \"sql\" }\n"
                                        "sql = { driver = \"SQLite3\", database = \"messages.sqlite\" }\n"
                                        "archive_expires_after = \"never\"\n"
                                        "max_archive_query_results = 250\n")
                       : QStringLiteral("default_db: sql\nsql_type: sqlite\nauth_method: sql\n");
}

/// Which template becomes which file, where the program is, and what to do if it is not there.
struct ServerLauncher::Recipe
{
    const char *configuration;
    const char *root; ///< the folder that is like / to it
    const char *missing;
};

ServerLauncher::Recipe ServerLauncher::recipe() const
{
    static constexpr char unfetched[] =
        "A newer server is missing: run tests/support/fetch_newer_servers.sh once, with a network";
    switch (m_kind) {
    case Kind::Prosody:
        return { "prosody.cfg.lua", "", "Prosody is missing: apt-get install prosody" };
    case Kind::Prosody13:
        return { "prosody13.cfg.lua", NATTER_SERVERS_DIR "/prosody", unfetched };
    case Kind::Ejabberd:
        return { "ejabberd.yml", "", "ejabberd is missing: apt-get install ejabberd" };
    case Kind::Ejabberd24:
        return { "ejabberd24.yml", NATTER_SERVERS_DIR "/ejabberd", unfetched };
    }
    Q_UNREACHABLE();
}

void ServerLauncher::configure()
{
    const QString name = QString::fromLatin1(recipe().configuration);
    QFile file(QStringLiteral(NATTER_SOURCE_DIR "/tests/support/servers/%1.in").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("cannot read %s", qPrintable(file.fileName()));
    }
    QString text = QString::fromUtf8(file.readAll());
    const QByteArray leaf =
        QSslCertificate::fromPath(path(QStringLiteral("leaf.pem"))).value(0).digest(QCryptographicHash::Sha256);
    for (const auto &[word, value] : {
             std::pair(QStringLiteral("@FOLDER@"), m_folder.path()),
             std::pair(QStringLiteral("@DOMAIN@"), domain()),
             std::pair(QStringLiteral("@STARTTLS_PORT@"), QString::number(startTlsPort())),
             std::pair(QStringLiteral("@DIRECT_TLS_PORT@"), QString::number(directTlsPort())),
             std::pair(QStringLiteral("@HTTP_PORT@"), QString::number(m_ports[2].number())),
             std::pair(QStringLiteral("@STANZA_LIMIT@"), QString::number(stanzaLimit)),
             std::pair(QStringLiteral("@CERTIFICATE_SHA256@"), QString::fromLatin1(leaf.toHex())),
         }) {
        text.replace(word, value);
    }
    if (!m_bindsEndPoint) {
        text.replace(QStringLiteral("tls_server_end_point_hash"), QStringLiteral("-- tls_server_end_point_hash"));
    }
    if (!m_archives) {
        text.replace(QStringLiteral("\"mam\","), QString());
        text.replace(QStringLiteral("  mod_mam:"), QStringLiteral("  # mod_mam:"));
    }
    if (m_options.contains(u"auth_method")) {
        text.remove(QStringLiteral("auth_method: internal\n"));
    }
    write(isProsody() ? QStringLiteral("data/.keep") : QStringLiteral("db/.keep"), {});
    write(name, m_options + text);
}

/// The program to start: unpacked ones are not in the path.
QString ServerLauncher::program() const
{
    const QString root = QString::fromLatin1(recipe().root);
    if (!isProsody()) {
        return QStandardPaths::findExecutable(QStringLiteral("erl"));
    }
    if (root.isEmpty()) {
        return QStandardPaths::findExecutable(QStringLiteral("prosody"));
    }
    const QString unpacked = root + QStringLiteral("/usr/bin/prosody");
    return QFileInfo(unpacked).isExecutable() ? unpacked : QString();
}

/// Where Erlang finds ejabberd and what it uses, as a search path, newest first; empty if it is not there. Debian puts
/// ejabberd below the multiarch folder.
static QString erlangLibraries(const QString &root)
{
    const QDir lib(root + QStringLiteral("/usr/lib"));
    const QStringList folders = lib.entryList({ QStringLiteral("*-linux-gnu*") }, QDir::Dirs);
    for (const QString &folder : folders) {
        if (!QDir(lib.filePath(folder)).entryList({ QStringLiteral("ejabberd-*") }, QDir::Dirs).isEmpty()) {
            return root.isEmpty() ? lib.filePath(folder)
                                  : lib.filePath(folder) + u':' + lib.filePath(QStringLiteral("erlang/lib"));
        }
    }
    return {};
}

bool ServerLauncher::prepare()
{
    if (program().isEmpty() || (!isProsody() && erlangLibraries(QString::fromLatin1(recipe().root)).isEmpty())) {
        return fail(QString::fromLatin1(recipe().missing));
    }
    if (!makeCertificates()) {
        return false;
    }
    configure();
    return true;
}

/// ejabberd writes its users to the disk every three minutes; kill() would make it forget them.
static QString keepTables()
{
    return QStringLiteral("spawn(fun Keep() -> timer:sleep(100), "
                          "[dets:sync(Table) || Table <- [passwd, roster, roster_version]], Keep() end).");
}

bool ServerLauncher::start()
{
    m_problem.clear();
    if (!m_prepared && !prepare()) {
        return false;
    }
    const QString configuration = path(QString::fromLatin1(recipe().configuration));
    m_process = std::make_unique<QProcess>();
    m_process->setWorkingDirectory(m_folder.path());
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setStandardOutputFile(path(QStringLiteral("out.log")), QIODevice::Append);
    m_process->setStandardErrorFile(path(QStringLiteral("out.log")), QIODevice::Append);
    m_process->setChildProcessModifier([] {
        ::setpgid(0, 0); // with its helpers it can be ended as a group
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // and it ends with us if we crash
    });
    if (isProsody()) {
        m_process->start(program(), { QStringLiteral("-F"), QStringLiteral("--config"), configuration });
    } else {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("EJABBERD_CONFIG_PATH"), configuration);
        environment.insert(QStringLiteral("EJABBERD_LOG_PATH"), path(QStringLiteral("server.log")));
        environment.insert(QStringLiteral("ERL_LIBS"), erlangLibraries(QString::fromLatin1(recipe().root)));
        environment.insert(QStringLiteral("ERL_CRASH_DUMP_BYTES"), QStringLiteral("0"));
        environment.insert(QStringLiteral("HOME"), m_folder.path());
        m_process->setProcessEnvironment(environment);
        // Without distribution there is no epmd that would outlive us
        m_process->start(program(),
                         { QStringLiteral("+S"), QStringLiteral("1"), QStringLiteral("-noinput"),
                           QStringLiteral("-mnesia"), QStringLiteral("dir"), u'"' + path(QStringLiteral("db")) + u'"',
                           QStringLiteral("-s"), QStringLiteral("ejabberd"), QStringLiteral("-eval"), keepTables() });
    }
    if (!waitUntilReady()) {
        return false;
    }
    if (!std::exchange(m_prepared, true)) {
        return addUser(QStringLiteral("romeo"), password()) && addUser(QStringLiteral("juliet"), password());
    }
    return true;
}

static bool listensAt(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(1000);
}

bool ServerLauncher::waitUntilReady()
{
    const auto listening = [this] {
        return listensAt(startTlsPort()) && listensAt(directTlsPort())
            && (isProsody() || listensAt(m_ports[2].number()));
    };
    const bool settled =
        QTest::qWaitFor([&] { return m_process->state() == QProcess::NotRunning || listening(); }, startDeadline);
    if (settled && m_process->state() == QProcess::Running) {
        return true;
    }
    QString log;
    for (const auto *name : { "out.log", "server.log" }) {
        QFile file(path(QString::fromLatin1(name)));
        if (file.open(QIODevice::ReadOnly)) {
            log += QString::fromUtf8(file.readAll()).right(1500);
        }
    }
    return fail(QStringLiteral("the server did not start: ") + log);
}

void ServerLauncher::kill()
{
    if (!m_process) {
        return;
    }
    if (const qint64 pid = m_process->processId(); pid > 0) {
        ::kill(static_cast<pid_t>(-pid), SIGKILL);
    }
    m_process->waitForFinished(5000);
    m_process.reset();
}

bool ServerLauncher::addUser(const QString &name, const QString &password)
{
    if (isProsody()) {
        QString quoted = password;
        quoted.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        write(QStringLiteral("data/%1/accounts/%2.dat").arg(domain().replace(u'.', QStringLiteral("%2e")), name),
              QStringLiteral("return { [\"password\"] = \"%1\"; };").arg(quoted));
        return true;
    }
    const QJsonObject user { { QStringLiteral("user"), name },
                             { QStringLiteral("host"), domain() },
                             { QStringLiteral("password"), password } };
    const QByteArray body = QJsonDocument(user).toJson();
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_ports[2].number());
    if (!socket.waitForConnected(startDeadline)) {
        return fail(QStringLiteral("ejabberd's API does not answer"));
    }
    socket.write(
        "POST /api/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
        "Content-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    while (socket.waitForReadyRead(startDeadline)) { // it closes the connection after its answer
        answer += socket.readAll();
    }
    return answer.startsWith("HTTP/1.1 200") || fail(QStringLiteral("no user: ") + QString::fromUtf8(answer.left(500)));
}

} // namespace natter
