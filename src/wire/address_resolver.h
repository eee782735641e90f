// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/name_service.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace natter {

/// Finds the addresses of a server by its name. The system knows more than DNS does, as /etc/hosts, but answers only
/// once it has both families; so DNS is asked for each beside it, and one that it keeps silent about does not hold up
/// the other (RFC 8305, 3). Lives on the listener thread.
class AddressResolver : public QObject
{
    Q_OBJECT

public:
    explicit AddressResolver(NameService &names, QObject *parent = nullptr);

    /// Answers with found(), maybe several times, and at the latest after `deadline` once with ended().
    void resolve(const QString &host, std::chrono::milliseconds deadline);
    void cancel();

Q_SIGNALS:
    /// More of them. What DNS says waits a little for what the system says, which then counts alone.
    void found(const QList<QHostAddress> &addresses);
    /// No more come. The reason is meant for when there was none: HostNotFound, Timeout.
    void ended(const natter::Error &reason);

private:
    using Answer = Result<QList<QHostAddress>>;

    template <typename Use> void ask(const QFuture<Answer> &question, Use use);
    void takeSystems(const Answer &addresses);
    void takeRecords(const Answer &addresses);
    void tell();
    void end(const Error &reason);

    NameService &m_names;
    QList<QHostAddress> m_addresses; ///< not told yet
    bool m_waits = false; ///< for the system, before it tells anything
    int m_open = 0; ///< questions not answered yet
    std::optional<Error> m_reason;
    std::unique_ptr<QObject> m_questions; ///< context of those
    QTimer m_wait;
    QTimer m_deadline;
};

} // namespace natter
