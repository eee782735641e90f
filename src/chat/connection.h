// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/worker_thread.h"
#include "domain/account_settings.h"
#include "wire/xmpp_client.h"

#include <QObject>

namespace natter {

/// How to reach the account's server, as its settings say; the passwords are yet to be filled in.
ConnectSettings connectSettingsOf(const AccountSettings &account);

/// An XmppClient on a listener thread of its own, as seen from the GUI thread.
class Connection : public QObject
{
    Q_OBJECT

public:
    explicit Connection(const QString &name);

    void open(const ConnectSettings &settings);
    /// Sends it in the session that sessionStarted() was emitted for last: what is meant for an earlier one must not
    /// slip into the next, ahead of all that goes out there again.
    void send(const Element &element);
    void submitRegistration(const Element &query);
    void setTracing(bool tracing);
    void close();
    void drop(const Error &reason);
    void probe(std::chrono::milliseconds deadline, std::chrono::milliseconds silence = {});
    void setServerPatience(std::chrono::milliseconds patience);
    void noteHandled(quint32 number);
    void restoreStream(const StreamState &stream);
    bool isOpen() const { return m_open; }

Q_SIGNALS:
    void sessionStarted(const natter::Session &session);
    void sessionResumed(const natter::Session &session);
    void pingNeeded();
    void managementEnabled(const natter::StreamState &stream);
    void numbered(const QString &id, quint32 number);
    void counted(quint32 number);
    void acknowledged(const QList<natter::Element> &stanzas);
    void received(const QList<natter::Element> &elements, quint32 last);
    void ended(const natter::Error &reason, natter::SessionFate fate);
    void certificateRejected(const natter::CertificateReport &report);
    void registrationOffered(const natter::Element &query);
    void registrationRefused(const natter::Error &error);
    void registered();
    void elementTraced(const natter::Element &element, bool sent);

private:
    template <typename Work> void postInSession(Work work);

    int m_sessions = 0; ///< as we have heard so far
    bool m_open = false; ///< between open() and ended()
    WorkerThread<XmppClient> m_thread; ///< last: nothing may arrive once the rest is gone
};

} // namespace natter
