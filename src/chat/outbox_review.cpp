// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of messages of which nobody knows whether they arrived; the rest is in outbox.cpp.
#include "chat/outbox.h"

#include "base/future.h"

#include <QTimer>

#include <algorithm>

namespace natter {

using Delivery = ChatMessage::Delivery;
using Recorded = Result<QList<MessageChange>>;

static constexpr auto retryInterval = std::chrono::seconds(5);
static constexpr int questionsUnanswered = 3;
static const QList<Delivery> unconfirmed { Delivery::Queued, Delivery::Written };

/// The server may have taken over messages whose acknowledgement was lost with the connection, or with an earlier run.
void Outbox::review()
{
    const auto found = m_store.call([account = m_account](Store &store) { return store.messages().pending(account); });
    whenDone(found, this, [this, session = m_session](const Result<QList<ChatMessage>> &pending) {
        if (session != m_session) {
            return;
        }
        if (pending) {
            review(*pending);
        } else {
            m_conversations.reportStorageError(pending.error());
            again(retryInterval, &Outbox::review);
        }
    });
}

void Outbox::review(const QList<ChatMessage> &pending)
{
    QList<qint64> confirmed;
    QList<ChatMessage> doubtful;
    for (const ChatMessage &message : pending) {
        if (message.delivery != Delivery::Written || m_confirming.contains(message.row)) {
            continue;
        }
        m_asked.insert(message.row);
        const auto number = m_numbersOfBefore.constFind(message.row);
        const bool counts = m_counted && number != m_numbersOfBefore.constEnd();
        if (counts && static_cast<qint32>(*m_counted - *number) >= 0) { // numbers wrap
            confirmed.append(message.row);
        } else if (!counts || !m_restored) {
            doubtful.append(message);
        }
    }
    m_reviewedRecent.clear();
    for (const auto &[when, message] : std::as_const(m_recent)) {
        m_reviewedRecent.append(message);
    }
    doubtful += m_reviewedRecent;
    if (!confirmed.isEmpty()) {
        markOnServer(confirmed);
    }
    m_reviewed.clear();
    for (const ChatMessage &message : std::as_const(doubtful)) {
        m_reviewed.append(message.row);
    }
    // A question that was open while the connection was down has told nothing if it was not answered
    whenDone(m_check.look(doubtful), this,
             [this, rows = m_reviewed, session = m_session,
              breaks = m_connected ? m_breaks : -1](const Result<DeliveryCheck::Verdict> &verdict) {
                 if (session == m_session) {
                     conclude(verdict, rows, breaks == m_breaks);
                 }
             });
}

void Outbox::conclude(const Result<DeliveryCheck::Verdict> &verdict, const QList<qint64> &doubtful, bool wasHeard)
{
    // Sent again it might be there twice: the person decides, or has
    const auto failure = [this](QList<qint64> rows) {
        rows.removeIf([this](qint64 row) { return m_wanted.contains(row); });
        return Failure { rows, notConfirmed, { Delivery::Written } };
    };
    if (verdict) {
        m_unknown = verdict->unknown;
        markFailed(failuresOf(*verdict) + QList<Failure> { failure(m_unknown) });
    } else if (wasHeard && ++m_unanswered >= questionsUnanswered) {
        m_unknown = doubtful;
        markFailed(QList<Failure> { failure(doubtful) }); // and what was not sent yet need not wait any longer
    } else { // if the connection is dead, the session ends
        again(limits::archiveLag, &Outbox::review);
    }
}

QList<Outbox::Failure> Outbox::failuresOf(const DeliveryCheck::Verdict &verdict) const
{
    QList<Failure> failures;
    for (const ChatMessage &message : m_reviewedRecent) {
        if (verdict.absent.contains(message.row)) {
            failures.append({ { message.row }, notConfirmed, { Delivery::OnServer } });
        }
    }
    for (auto blamed = m_blamed.cbegin(); blamed != m_blamed.cend(); ++blamed) {
        if (!verdict.archived.contains(blamed.key())) {
            failures.append({ { blamed.key() }, blamed.value(), unconfirmed });
        }
    }
    return failures;
}

/// What is not on disk as failed would be sent again: that comes first.
void Outbox::markFailed(const QList<Failure> &failures)
{
    const auto failed = m_store.call([failures](Store &store) {
        return store.atOnce([&]() -> Recorded {
            QList<MessageChange> all;
            for (const Failure &failure : failures) {
                const auto changes =
                    store.messages().setDelivery(failure.rows, Delivery::Failed, failure.why, failure.from);
                if (!changes) {
                    return changes;
                }
                all += *changes;
            }
            return all;
        });
    });
    whenDone(failed, this, [this, session = m_session](const Recorded &changes) {
        if (changes) {
            m_conversations.apply(*changes);
        } else {
            m_conversations.reportStorageError(changes.error());
        }
        if (session == m_session) {
            changes ? finishReview() : again(retryInterval, &Outbox::review);
        }
    });
}

void Outbox::finishReview()
{
    m_counted.reset();
    m_numbersOfBefore.clear();
    m_restored = false;
    m_recent.removeIf([this](const auto &recent) { // but not what was confirmed meanwhile
        return m_reviewed.contains(recent.second.row) && !m_unknown.contains(recent.second.row);
    });
    m_blamed.clear();
    fillQueue();
}

} // namespace natter
