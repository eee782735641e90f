// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_launcher.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <array>
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace natter {

static constexpr int startDeadline = 60'000; // milliseconds; a loaded machine needs a few seconds

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

void ServerLauncher::configureProsody()
{
    write(QStringLiteral("data/.keep"), {});
    write(QStringLiteral("prosody.cfg.lua"),
          QStringLiteral(R"(
run_as_root = true
daemonize = false
pidfile = "%1/prosody.pid"
data_path = "%1/data"
log = { { levels = { min = "info" }, to = "file", filename = "%1/server.log" } }
interfaces = { "127.0.0.1" }
c2s_ports = { %2 }
c2s_direct_tls_ports = { %3 }
legacy_ssl_ports = { }
s2s_ports = { }
ssl = { certificate = "%1/chain.pem", key = "%1/server.key" }
c2s_stanza_size_limit = %5
c2s_require_encryption = true
authentication = "internal_hashed"
allow_registration = true
modules_enabled = { "roster", "saslauth", "tls", "disco", "posix", "carbons", "offline", "version", "ping", "register", "smacks", "mam" }
modules_disabled = { "s2s" }
VirtualHost "%4"
)")
              .arg(m_folder.path())
              .arg(m_ports[0])
              .arg(m_ports[1])
              .arg(domain())
              .arg(stanzaLimit));
}

void ServerLauncher::configureEjabberd()
{
    write(QStringLiteral("db/.keep"), {});
    write(QStringLiteral("ejabberd.yml"),
          QStringLiteral(R"(
loglevel: info
hosts: ["%5"]
certfiles: ["%1/all.pem"]
auth_method: internal
auth_password_format: scram
disable_sasl_mechanisms: [digest-md5]
registration_timeout: infinity
listen:
  - {port: %2, ip: "127.0.0.1", module: ejabberd_c2s, starttls_required: true, max_stanza_size: %6, shaper: none, access: all}
  - {port: %3, ip: "127.0.0.1", module: ejabberd_c2s, tls: true, max_stanza_size: %6, shaper: none, access: all}
  - {port: %4, ip: "127.0.0.1", module: ejabberd_http, request_handlers: {/api: mod_http_api}}
acl: {loopback: {ip: 127.0.0.0/8}}
api_permissions: {all: {who: [{access: {allow: {acl: loopback}}}], what: "*"}}
modules:
  mod_adhoc: {}
  mod_admin_extra: {}
  mod_caps: {}
  mod_carboncopy: {}
  mod_disco: {}
  mod_http_api: {}
  mod_offline: {}
  mod_mam: {assume_mam_usage: true, default: always}
  mod_ping: {}
  mod_register: {ip_access: all, captcha_protected: false}
  mod_roster: {versioning: true}
  mod_stream_mgmt: {}
  mod_version: {}
)")
              .arg(m_folder.path())
              .arg(m_ports[0])
              .arg(m_ports[1])
              .arg(m_ports[2])
              .arg(domain())
              .arg(stanzaLimit));
}

bool ServerLauncher::prepare()
{
    const bool prosody = m_kind == Kind::Prosody;
    const QString program = prosody ? QStringLiteral("prosody") : QStringLiteral("erl");
    const bool module =
        prosody || !QDir(QStringLiteral("/usr/lib")).entryList({ QStringLiteral("*-linux-gnu*") }).isEmpty();
    if (QStandardPaths::findExecutable(program).isEmpty() || !module) {
        return fail(prosody ? QStringLiteral("Prosody is missing: apt-get install prosody")
                            : QStringLiteral("ejabberd is missing: apt-get install ejabberd"));
    }
    std::array<QTcpServer, 3> listening; // all at once, so that the ports differ
    for (size_t i = 0; i < listening.size(); ++i) {
        if (!listening[i].listen(QHostAddress::LocalHost)) {
            return fail(QStringLiteral("no free port: ") + listening[i].errorString());
        }
        m_ports[i] = listening[i].serverPort();
    }
    for (QTcpServer &server : listening) {
        server.close();
    }
    if (!makeCertificates()) {
        return false;
    }
    if (prosody) {
        configureProsody();
    } else {
        configureEjabberd();
    }
    return true;
}

/// Where ejabberd's beam files are: Debian puts them below the multiarch folder.
static QString erlangLibraries()
{
    const QDir lib(QStringLiteral("/usr/lib"));
    const QStringList folders = lib.entryList({ QStringLiteral("*-linux-gnu*") }, QDir::Dirs);
    for (const QString &folder : folders) {
        if (!QDir(lib.filePath(folder)).entryList({ QStringLiteral("ejabberd-*") }, QDir::Dirs).isEmpty()) {
            return lib.filePath(folder);
        }
    }
    return {};
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
    m_process = std::make_unique<QProcess>();
    m_process->setWorkingDirectory(m_folder.path());
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setStandardOutputFile(path(QStringLiteral("out.log")), QIODevice::Append);
    m_process->setStandardErrorFile(path(QStringLiteral("out.log")), QIODevice::Append);
    m_process->setChildProcessModifier([] {
        ::setpgid(0, 0); // with its helpers it can be ended as a group
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // and it ends with us if we crash
    });
    if (m_kind == Kind::Prosody) {
        m_process->start(QStringLiteral("prosody"),
                         { QStringLiteral("-F"), QStringLiteral("--config"), path(QStringLiteral("prosody.cfg.lua")) });
    } else {
        const QString libraries = erlangLibraries();
        if (libraries.isEmpty()) {
            return fail(QStringLiteral("ejabberd is missing: apt-get install ejabberd"));
        }
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("EJABBERD_CONFIG_PATH"), path(QStringLiteral("ejabberd.yml")));
        environment.insert(QStringLiteral("EJABBERD_LOG_PATH"), path(QStringLiteral("server.log")));
        environment.insert(QStringLiteral("ERL_LIBS"), libraries);
        environment.insert(QStringLiteral("ERL_CRASH_DUMP_BYTES"), QStringLiteral("0"));
        environment.insert(QStringLiteral("HOME"), m_folder.path());
        m_process->setProcessEnvironment(environment);
        // Without distribution there is no epmd that would outlive us
        m_process->start(QStringLiteral("erl"),
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
        return listensAt(m_ports[0]) && listensAt(m_ports[1]) && (m_kind == Kind::Prosody || listensAt(m_ports[2]));
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
    if (m_kind == Kind::Prosody) {
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
    socket.connectToHost(QHostAddress::LocalHost, m_ports[2]);
    if (!socket.waitForConnected()) {
        return fail(QStringLiteral("ejabberd's API does not answer"));
    }
    socket.write(
        "POST /api/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
        "Content-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    while (socket.waitForReadyRead(10'000)) {
        answer += socket.readAll();
    }
    return answer.startsWith("HTTP/1.1 200") || fail(QStringLiteral("no user: ") + QString::fromUtf8(answer.left(500)));
}

} // namespace natter
