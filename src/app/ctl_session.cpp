// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_session.h"

#include "app/ctl_json.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

namespace natter {

static constexpr qsizetype maxRequest = 1024 * 1024;

CtlArguments CtlArguments::parse(const QStringList &arguments, const QString &folder)
{
    static const QStringList flags { QStringLiteral("register"), QStringLiteral("follow"), QStringLiteral("private"),
                                     QStringLiteral("public"), QStringLiteral("password-from-stdin") };
    CtlArguments result;
    result.folder = folder;
    bool onlyWords = false;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (!onlyWords && argument == u"--") {
            onlyWords = true;
        } else if (!onlyWords && argument.startsWith(u"--")) {
            const QString name = argument.mid(2);
            const bool flag = flags.contains(name);
            const bool isCut = !flag && i + 1 >= arguments.size();
            result.cut = isCut ? name : QString();
            result.options.insert(name, flag || isCut ? QString() : arguments[++i]);
        } else {
            result.words.append(argument);
        }
    }
    return result;
}

QString CtlArguments::path(const QString &name) const { return QDir(folder).absoluteFilePath(name); }

int CtlArguments::seconds(int otherwise) const
{
    bool valid = false;
    const int value = options.value(QStringLiteral("timeout")).toInt(&valid);
    return valid && value >= 0 ? value : otherwise;
}

QJsonObject ctlUsage(const QString &problem)
{
    return { { QStringLiteral("error"),
               QJsonObject { { QStringLiteral("kind"), QStringLiteral("Usage") },
                             { QStringLiteral("message"), QString(problem + u"; see natter --help") } } } };
}

CtlSession::CtlSession(QLocalSocket *socket, const CtlServices &services, const std::optional<Error> &problem,
                       QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_services(services)
    , m_problem(problem)
{
    socket->setParent(this);
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        fail({ Error::Kind::Timeout, QStringLiteral("not within the given time"), {}, {} });
    });
    connect(socket, &QLocalSocket::disconnected, this, &QObject::deleteLater);
    connect(socket, &QIODevice::readyRead, this, &CtlSession::readRequest);
}

void CtlSession::readRequest()
{
    if (m_started || !m_socket->canReadLine()) {
        if (m_socket->bytesAvailable() > maxRequest) {
            m_socket->abort();
        }
        return;
    }
    m_started = true;
    const QJsonObject request = QJsonDocument::fromJson(m_socket->readLine(maxRequest)).object();
    QStringList arguments;
    const QJsonArray words = request[u"arguments"].toArray();
    for (const auto &word : words) {
        arguments.append(word.toString());
    }
    m_arguments = CtlArguments::parse(arguments, request[u"folder"].toString());
    m_secret = Secret(request[u"secret"].toString());
    static const QStringList harmless { QStringLiteral("quit"), QStringLiteral("screenshot") };
    if (const QString wrong = ctlProblem(m_arguments); !wrong.isEmpty()) {
        print(ctlUsage(wrong));
        finish(2);
    } else if (m_problem && !harmless.contains(m_arguments.words.value(0))) {
        fail(*m_problem);
    } else {
        runCtlCommand(*this);
    }
}

void CtlSession::print(const QJsonObject &object)
{
    if (!m_finished) {
        m_socket->write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
    }
}

void CtlSession::finish(int exitCode)
{
    if (m_finished) {
        return;
    }
    m_socket->write(QByteArray("exit ") + QByteArray::number(exitCode) + '\n');
    m_finished = true;
    m_timeout.stop();
    m_socket->flush(); // the program may end before the event loop comes to it
    m_socket->disconnectFromServer();
}

void CtlSession::fail(const Error &error)
{
    print({ { QStringLiteral("error"), toJson(error) } });
    finish(1);
}

void CtlSession::finishWith(const Result<> &result)
{
    if (result) {
        finish();
    } else {
        fail(result.error());
    }
}

void CtlSession::startTimeout(int seconds) { m_timeout.start(std::chrono::seconds(seconds)); }

Account *CtlSession::account()
{
    const auto all = m_services.chat.accounts.all();
    const QString wanted = m_arguments.options.value(QStringLiteral("account"));
    Account *found = wanted.isEmpty() ? (all.empty() ? nullptr : all.front())
                                      : m_services.chat.accounts.find(Jid::orNull(wanted).bare());
    if (!found) {
        fail({ Error::Kind::InvalidInput, QStringLiteral("there is no such account"), {}, {} });
    }
    return found;
}

Jid CtlSession::jid(qsizetype index)
{
    const auto parsed = Jid::parse(m_arguments.words.value(index));
    if (!parsed) {
        fail(parsed.error());
        return {};
    }
    return parsed->bare();
}

Jid CtlSession::peer(Account &account, qsizetype index)
{
    const Jid bare = jid(index);
    const Jid whole = Jid::orNull(m_arguments.words.value(index));
    return !bare.isNull() && account.rooms().isRoom(bare) ? whole : bare;
}

} // namespace natter
