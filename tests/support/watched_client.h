// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/worker_thread.h"
#include "support/scripted_server.h"
#include "wire/xmpp_client.h"

#include <QList>

#include <functional>

namespace natter {

/// An XmppClient on a listener thread of its own, and everything it said.
class WatchedClient : public QObject
{
    Q_OBJECT

public:
    explicit WatchedClient(std::function<std::unique_ptr<NameService>()> names = [] {
        return std::make_unique<NameService>();
    });

    /// romeo@montague.lit, at `server`, trusting `authority` (PEM) besides the system's.
    static ConnectSettings settingsFor(const ScriptedServer &server, const QByteArray &authority,
                                       TlsMode tls = TlsMode::StartTls);

    void open(const ConnectSettings &settings);
    void restore(const StreamState &stream);
    void close();
    void drop();
    void send(const Element &element);
    void noteHandled(quint32 number);
    void probe(std::chrono::milliseconds deadline);
    void setServerPatience(std::chrono::milliseconds patience);
    /// Waits for ended(), then until all that was said before has arrived.
    bool hasEnded(int milliseconds = 10'000);
    bool hasSession(int milliseconds = 10'000);
    /// Waits until the listener thread has done what was asked and its signals have arrived.
    void settle();
    /// Whether it writes at once what is small.
    bool hasLowDelay();
    /// The kind of the only ended(); its name, so that a failing test prints it.
    QString end() const;

    QList<Error> ended;
    QList<SessionFate> fates; ///< one for each of them
    QList<Session> sessions;
    QList<Session> resumed;
    QList<Element> acknowledged;
    QList<quint32> counted;
    QList<Element> received;
    QList<CertificateReport> reports;
    bool managed = false; ///< the server acknowledges
    int batches = 0;
    int pings = 0; ///< needed

private:
    WorkerThread<XmppClient> m_thread; ///< last: nothing may arrive once the rest is gone
};

} // namespace natter
