// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/chronicle.h"
#include "faults/line_process.h"
#include "support/cut_proxy.h"

namespace natter {

/// Somebody whose Natter runs behind a line that breaks, and who types all the while: to a program that is down, as
/// soon as it is up again.
class Person : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        QString program; ///< natter-core
        QString folder; ///< profile and logs
        QString account;
        QString password;
        QByteArray authority;
        quint16 serverPort = 0;
        bool directTls = false;
        QString mischief {}; ///< see HeadlessCore
    };

    Person(const Settings &settings, Chronicle &chronicle, Dice &dice);

    const QString &account() const { return m_settings.account; }
    CutProxy &line() { return m_line; }
    LineProcess &core() { return m_core; }
    bool isOnline() const { return m_ready && m_phase == u"online"; }

    void start();
    /// As start(), but it dies by itself when it passes that CrashPoint for the `pass`th time; died() follows.
    void startToDie(int crashPoint, int pass);
    void kill();
    void type(const TypedMessage &message);
    /// To be in it from then on; entered() follows. Once, when it is online.
    void enter(const QString &room, bool makes);
    /// Asks the core for all that it has of the conversation; listed() follows.
    void report(const QString &peer);
    /// In the order shown, of the reports since the last start of one.
    const QList<ListedMessage> &timeline() const { return m_timeline; }
    void forgetTimeline() { m_timeline.clear(); }

Q_SIGNALS:
    void wentOnline();
    void died();
    void listed(const QString &peer);
    void entered();

private:
    void take(const QJsonObject &event);
    void takeMessage(const QJsonObject &event);
    void lose();

    const Settings m_settings;
    Chronicle &m_chronicle;
    Dice &m_dice;
    CutProxy m_line;
    LineProcess m_core;
    QString m_phase;
    bool m_ready = false;
    bool m_isToDie = false;
    QList<TypedMessage> m_waiting; ///< typed while the program is down
    QStringList m_ordered; ///< nonces that this run of the program was given and has not shown
    QList<ListedMessage> m_timeline;
};

} // namespace natter
