// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/person.h"

#include "support/server_launcher.h"

#include <QDir>
#include <QJsonDocument>

namespace natter {

using State = TypedMessage::State;

/// They are called in a room as on their server, with a line behind that if they have not left it yet.
static QString accountOf(const QString &nick) { return nick.section(u'_', 0, 0) + u'@' + ServerLauncher::domain(); }

Person::Person(const Settings &settings, Chronicle &chronicle, Dice &dice)
    : m_settings(settings)
    , m_chronicle(chronicle)
    , m_dice(dice)
    , m_line(settings.serverPort)
    , m_core(settings.program, { settings.folder + QStringLiteral("/settings.core.json") },
             settings.folder + QStringLiteral("/core.log"))
{
    QDir().mkpath(settings.folder);
    QFile file(settings.folder + QStringLiteral("/settings.core.json"));
    const QJsonObject facts { { QStringLiteral("profile"), settings.folder },
                              { QStringLiteral("account"), settings.account },
                              { QStringLiteral("password"), settings.password },
                              { QStringLiteral("host"), QStringLiteral("127.0.0.1") },
                              { QStringLiteral("port"), m_line.serverPort() },
                              { QStringLiteral("tls"),
                                settings.directTls ? QStringLiteral("direct") : QStringLiteral("starttls") },
                              { QStringLiteral("authority"), QString::fromLatin1(settings.authority) },
                              { QStringLiteral("mischief"), settings.mischief } };
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(facts).toJson()) < 0) {
        qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    connect(&m_core, &LineProcess::told, this, &Person::take);
    connect(&m_core, &LineProcess::ended, this, [this](int code) {
        lose();
        if (std::exchange(m_isToDie, false) && code == -1) {
            Q_EMIT died();
        } else {
            m_chronicle.noteProblem(QStringLiteral("the core of %1 ended (%2)").arg(account()).arg(code));
            start();
        }
    });
}

void Person::start()
{
    if (!m_core.isRunning()) {
        m_core.start();
    }
}

void Person::startToDie(int crashPoint, int pass)
{
    if (!m_core.isRunning()) {
        m_isToDie = true;
        m_core.start({ QString::number(crashPoint), QString::number(pass) });
    }
}

void Person::kill()
{
    if (m_core.isRunning()) {
        m_isToDie = false;
        m_core.kill();
        lose();
    }
}

void Person::lose()
{
    m_ready = false;
    m_phase.clear();
    for (const QString &nonce : std::as_const(m_ordered)) {
        m_chronicle.noteAbandoned(nonce);
    }
    m_ordered.clear();
}

void Person::type(const TypedMessage &message)
{
    if (!m_ready) {
        m_waiting.append(message);
        return;
    }
    m_ordered.append(message.tag.nonce);
    m_core.send({ { QStringLiteral("do"), QStringLiteral("type") },
                  { QStringLiteral("to"), message.tag.recipient },
                  { QStringLiteral("body"), message.body } });
}

void Person::enter(const QString &room, bool makes)
{
    m_core.send({ { QStringLiteral("do"), QStringLiteral("enter") },
                  { QStringLiteral("room"), room },
                  { QStringLiteral("makes"), makes } });
}

void Person::report(const QString &peer)
{
    m_core.send({ { QStringLiteral("do"), QStringLiteral("report") }, { QStringLiteral("peer"), peer } });
}

void Person::take(const QJsonObject &event)
{
    const QString name = event[u"event"].toString();
    if (name == u"message" || name == u"stored") {
        takeMessage(event);
    } else if (name == u"reported") {
        Q_EMIT listed(event[u"peer"].toString());
    } else if (name == u"entered") {
        Q_EMIT entered();
    } else if (name == u"ready") {
        m_ready = true;
        const auto waiting = std::exchange(m_waiting, {});
        for (const TypedMessage &message : waiting) {
            type(message);
        }
    } else if (name == u"phase") {
        m_phase = event[u"phase"].toString();
        m_chronicle.note(QStringLiteral("%1 is %2 %3").arg(account(), m_phase, event[u"why"].toString()));
        if (m_phase == u"online") {
            Q_EMIT wentOnline();
        } else if (m_phase == u"waiting") { // somebody is impatient, mostly at once
            QTimer::singleShot(m_dice.below(m_dice.once(8) ? 3000 : 400), this, [this] {
                m_core.send({ { QStringLiteral("do"), QStringLiteral("connect") } });
            });
        }
    } else {
        m_chronicle.noteProblem(account() + u' ' + QString::fromUtf8(QJsonDocument(event).toJson()));
    }
}

void Person::takeMessage(const QJsonObject &event)
{
    static const QHash<QString, State> states { { QStringLiteral("queued"), State::Pending },
                                                { QStringLiteral("written"), State::Pending },
                                                { QStringLiteral("on server"), State::Sent },
                                                { QStringLiteral("failed"), State::Failed } };
    const QString body = event[u"body"].toString();
    const bool ours = event[u"ours"].toBool();
    const auto tag = MessageTag::read(body);
    const QString nonce = tag ? tag->nonce : QString();
    if (ours) {
        m_ordered.removeOne(nonce);
        const QString delivery = event[u"delivery"].toString();
        m_chronicle.noteShown(nonce, states.value(delivery, State::Pending), event[u"failure"].toString());
    } else {
        m_chronicle.noteSeen(nonce, account() + QStringLiteral(" has it"));
    }
    if (event[u"event"].toString() == u"stored") {
        const QString peer = event[u"peer"].toString();
        const QString nick = event[u"nick"].toString();
        const bool isOfRoom = !ours && !nick.isEmpty();
        const QString from = ours ? account() : isOfRoom ? accountOf(nick) : peer;
        m_timeline.append({ from, ours || isOfRoom ? peer : account(), event[u"id"].toString(), body });
    }
}

} // namespace natter
