// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/lane.h"

#include <QDir>
#include <QJsonDocument>

namespace natter {

using State = TypedMessage::State;

static constexpr int maxFailedStarts = 3; ///< of the server, in a row
// Milliseconds
static constexpr int usersOnDisk = 1500; ///< a server that is killed before forgets who was just made
static constexpr int quietBeforeReport = 2000; ///< then the timelines are asked whether all is well
static constexpr int askingInterval = 10'000;
static constexpr int readingPatience = 120'000;
static constexpr int enteringPatience = 60'000;
static const QStringList names { QStringLiteral("romeo"), QStringLiteral("juliet"), QStringLiteral("nurse") };

Lane::Lane(const LaneSettings &settings)
    : m_settings(settings)
    , m_dice(settings.seed)
    , m_chronicle((QDir().mkpath(settings.folder), settings.folder + QStringLiteral("/chronicle.log")))
    , m_server(settings.server)
    , m_plan(faultPlan(settings.cuts, settings.kills, m_dice))
    , m_faults(static_cast<int>(m_plan.size()))
{
}

QString Lane::address(const QString &name) const { return name + u'@' + ServerLauncher::domain(); }

QString Lane::room() const { return QStringLiteral("hall@chat.") + ServerLauncher::domain(); }

bool Lane::start()
{
    m_server.setOptions(m_server.durableStorage());
    if (!m_server.start() || !m_server.addUser(names[2], ServerLauncher::password())) {
        m_problem = m_server.problem();
        return false;
    }
    QFile authority(m_settings.folder + QStringLiteral("/authority.pem"));
    if (!authority.open(QIODevice::WriteOnly) || authority.write(m_server.authority()) < 0) {
        m_problem = authority.errorString();
        return false;
    }
    authority.close();
    for (size_t i = 0; i < m_people.size(); ++i) {
        const QString name = names[static_cast<qsizetype>(i)];
        const bool directTls = i % 2 != 0;
        const Person::Settings person { m_settings.core,
                                        m_settings.folder + u'/' + name,
                                        address(name),
                                        ServerLauncher::password(),
                                        m_server.authority(),
                                        directTls ? m_server.directTlsPort() : m_server.startTlsPort(),
                                        directTls,
                                        m_settings.mischief };
        m_people[i] = std::make_unique<Person>(person, m_chronicle, m_dice);
        m_saboteurs[i] =
            std::make_unique<Saboteur>(*m_people[i], m_plan, m_chronicle, m_dice, [this] { return crashServer(); });
        connect(m_saboteurs[i].get(), &Saboteur::striking, this, &Lane::typeShare);
        connect(m_people[i].get(), &Person::listed, this, [this] { --m_reports; });
    }
    m_peer =
        std::make_unique<LineProcess>(QStringLiteral("python3"),
                                      QStringList { QStringLiteral("-B"), m_settings.peer, QStringLiteral("127.0.0.1"),
                                                    QString::number(m_server.directTlsPort()), authority.fileName(),
                                                    ServerLauncher::domain(), names[2], ServerLauncher::password() },
                                      m_settings.folder + QStringLiteral("/peer.log"));
    connect(m_peer.get(), &LineProcess::told, this, &Lane::takePeer);
    connect(m_peer.get(), &LineProcess::ended, this,
            [this] { m_chronicle.noteProblem(QStringLiteral("the reference peer ended")); });
    m_peer->start();
    for (size_t i = 0; i < m_people.size(); ++i) {
        m_people[i]->start();
    }
    enterRoom();
    connect(&m_watch, &QTimer::timeout, this, &Lane::watch);
    m_watch.start(200);
    m_inStage.start();
    return true;
}

/// The one makes it, and the other comes.
void Lane::enterRoom()
{
    Person *first = m_people[0].get();
    Person *second = m_people[1].get();
    connect(
        first, &Person::wentOnline, this, [this, first] { first->enter(room(), true); }, Qt::SingleShotConnection);
    const auto follow = [this, second] { second->enter(room(), false); };
    connect(
        first, &Person::entered, this,
        [this, second, follow] {
            if (second->isOnline()) {
                follow();
            } else {
                connect(second, &Person::wentOnline, this, follow, Qt::SingleShotConnection);
            }
        },
        Qt::SingleShotConnection);
    connect(second, &Person::entered, this, &Lane::beginBreaking, Qt::SingleShotConnection);
    QTimer::singleShot(enteringPatience, this, [this] {
        if (m_stage == Stage::Entering) {
            m_chronicle.noteProblem(QStringLiteral("they do not get into the room"));
            beginBreaking();
        }
    });
}

void Lane::beginBreaking()
{
    if (m_stage == Stage::Entering) {
        m_stage = Stage::Breaking;
        for (const auto &saboteur : m_saboteurs) {
            QTimer::singleShot(usersOnDisk, saboteur.get(), &Saboteur::start);
        }
    }
}

bool Lane::crashServer()
{
    if (std::exchange(m_serverDown, true)) {
        return false;
    }
    m_server.kill();
    QTimer::singleShot(m_dice.below(500), this, &Lane::restartServer);
    return true;
}

void Lane::restartServer()
{
    if (m_server.start()) {
        m_serverDown = false;
        m_failedStarts = 0;
    } else {
        if (++m_failedStarts < maxFailedStarts) { // people start a server once more, too
            m_chronicle.note(m_server.problem());
        } else {
            m_chronicle.noteProblem(m_server.problem());
        }
        m_server.kill();
        QTimer::singleShot(1000, this, &Lane::restartServer);
    }
}

/// What is typed while the next fault does its work, so that the last is typed with the last.
void Lane::typeShare()
{
    const int left = m_settings.messages - m_typed;
    const int share = m_plan.isEmpty() ? left : left / static_cast<int>(m_plan.size() + 1) + (left > 0 ? 1 : 0);
    for (int i = 0; i < qMin(left, share); ++i) {
        ++m_typed;
        QTimer::singleShot(m_dice.below(1500), this, &Lane::typeOne);
    }
}

void Lane::typeOne()
{
    const int sender = m_dice.below(3);
    const int recipient = (sender + m_dice.between(1, 2)) % 3;
    const bool isInRoom = sender < 2 && m_dice.once(3);
    const TypedMessage message =
        m_chronicle.type(address(names[sender]), isInRoom ? room() : address(names[recipient]), m_dice);
    if (sender < 2) {
        m_people.at(static_cast<size_t>(sender))->type(message);
        return;
    }
    m_peer->send({ { QStringLiteral("do"), QStringLiteral("send") },
                   { QStringLiteral("to"), message.tag.recipient },
                   { QStringLiteral("id"), message.tag.nonce },
                   { QStringLiteral("body"), message.body } });
    m_chronicle.noteShown(message.tag.nonce, State::Pending, {});
}

void Lane::takePeer(const QJsonObject &event)
{
    const QString name = event[u"event"].toString();
    const ListedMessage listed { event[u"from"].toString(), event[u"to"].toString(), event[u"id"].toString(),
                                 event[u"body"].toString() };
    if (name == u"received") {
        const auto tag = MessageTag::read(listed.body);
        m_ledger.arrivals[address(names[2])].append(listed);
        m_chronicle.noteSeen(tag ? tag->nonce : QString(), QStringLiteral("the peer has it"));
    } else if (name == u"sent") {
        m_chronicle.noteShown(listed.id, State::Sent, {});
    } else if (name == u"bounced") {
        m_chronicle.noteShown(listed.id, State::Failed, event[u"error"].toString());
    } else if (name == u"archived") {
        const QString owner = event[u"name"].toString();
        m_ledger.archives[owner == room() ? owner : address(owner)].append(listed);
    } else if (name == u"archiveEnd") {
        m_unread.remove(event[u"name"].toString());
    } else if (name == u"problem") {
        m_chronicle.noteProblem(event[u"what"].toString());
    } else {
        m_chronicle.note(QStringLiteral("the peer is ") + name + u' ' + event[u"why"].toString());
    }
}

void Lane::watch()
{
    switch (m_stage) {
    case Stage::Entering:
        return;
    case Stage::Breaking:
        if (m_saboteurs[0]->isDone() && m_saboteurs[1]->isDone() && m_chronicle.typed().size() >= m_settings.messages) {
            m_stage = Stage::Settling;
            m_inStage.start();
        }
        return;
    case Stage::Settling:
        return settle();
    case Stage::Reporting:
        if (m_reports <= 0) {
            readArchives();
        }
        break;
    case Stage::Reading:
        if (m_unread.isEmpty()) {
            conclude();
        }
        break;
    case Stage::Done:
        return;
    }
    if (m_inStage.elapsed() > readingPatience) {
        m_chronicle.noteProblem(QStringLiteral("timelines or archives could not be read"));
        conclude();
    }
}

/// Everything works now, so what is open has to become something.
void Lane::settle()
{
    const bool online = m_people[0]->isOnline() && m_people[1]->isOnline();
    const bool closed = online && m_chronicle.open() == 0 && m_chronicle.quiet() > quietBeforeReport;
    if (closed || m_chronicle.quiet() > m_settings.patience.count()) {
        if (!online) {
            m_chronicle.noteProblem(QStringLiteral("not everybody is online in the end"));
        }
        askForReports();
        m_stage = Stage::Reporting;
        m_inStage.start();
    } else if (online && m_inStage.elapsed() > askingInterval && m_chronicle.quiet() > quietBeforeReport) {
        askForReports(); // a program that died may have known more than it could tell
        m_inStage.start();
    }
}

void Lane::askForReports()
{
    m_reports = 0;
    for (const auto &person : m_people) {
        person->forgetTimeline();
        for (const QString &peer : { address(names[0]), address(names[1]), address(names[2]), room() }) {
            if (person->core().isRunning() && peer != person->account()) {
                ++m_reports;
                person->report(peer);
            }
        }
    }
}

void Lane::readArchives()
{
    m_stage = Stage::Reading;
    m_inStage.start();
    for (const QString &name : names) {
        m_unread.insert(name);
        m_peer->send({ { QStringLiteral("do"), QStringLiteral("archive") },
                       { QStringLiteral("name"), name },
                       { QStringLiteral("password"), ServerLauncher::password() } });
    }
    m_unread.insert(room());
    m_peer->send({ { QStringLiteral("do"), QStringLiteral("archive") },
                   { QStringLiteral("name"), names[0] },
                   { QStringLiteral("password"), ServerLauncher::password() },
                   { QStringLiteral("room"), room() } });
}

void Lane::conclude()
{
    m_stage = Stage::Done;
    m_watch.stop();
    m_ledger.typed = m_chronicle.typed();
    m_ledger.rooms[room()] = { m_people[0]->account(), m_people[1]->account() };
    for (const auto &person : m_people) {
        m_ledger.timelines[person->account()] = person->timeline();
        person->kill();
    }
    m_peer->disconnect(this);
    m_peer->kill();
    m_server.kill();
    m_verdict = Judge(m_ledger).verdict();
    for (const Offence &offence : std::as_const(m_verdict.offences)) {
        m_chronicle.note(QStringLiteral("OFFENCE %1 %2: %3").arg(nameOf(offence.kind), offence.nonce, offence.detail));
    }
}

QString Lane::progress() const
{
    return QStringLiteral("%1/%2 faults, %3/%4 messages, %5 open")
        .arg(m_faults - m_plan.size())
        .arg(m_faults)
        .arg(m_chronicle.typed().size())
        .arg(m_settings.messages)
        .arg(m_chronicle.open());
}

} // namespace natter
