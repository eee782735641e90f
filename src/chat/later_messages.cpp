// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/later_messages.h"

#include "base/future.h"
#include "chat/outgoing_message.h"

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using State = LaterMessage::State;
using Recorded = Result<QList<MessageChange>>;

static constexpr milliseconds longestWait = 1h; ///< the longer a timer runs, the further it is off
static constexpr auto retryInterval = 5s;

static Error goneError()
{
    return {
        Error::Kind::InvalidInput, QStringLiteral("that is not to be sent later any more"), QStringLiteral("gone"), {}
    };
}

static Error pastError()
{
    return { Error::Kind::InvalidInput, QStringLiteral("that time is past"), QStringLiteral("past"), {} };
}

LaterMessages::LaterMessages(const FindWay &findWay, Conversations &conversations, const Clock &clock,
                             StoreThread &store)
    : m_findWay(findWay)
    , m_conversations(conversations)
    , m_clock(clock)
    , m_store(store)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // the others may be off by minutes of an hour
    connect(&m_timer, &QTimer::timeout, this, &LaterMessages::look);
    connect(&conversations, &Conversations::loaded, this, &LaterMessages::load);
    connect(&conversations, &Conversations::removed, this, [this](const MessageRemoval &removal) {
        if (!of(removal.chat.id).isEmpty()) {
            load();
        }
    });
    connect(&conversations, &Conversations::accountRemoved, this, [this](const Jid &account) {
        m_all.removeIf([&account](const LaterMessage &message) { return message.conversation.account == account; });
        Q_EMIT changed();
    });
}

LaterMessages::LaterMessages(Accounts &accounts, Conversations &conversations, const Clock &clock, StoreThread &store)
    : LaterMessages(
        [&accounts](const Jid &jid) {
            Account *account = accounts.find(jid);
            // What is fetched of the archive has its place before what is said from now on
            const bool isOpen =
                account && account->status().phase == AccountStatus::Phase::Online && !account->isCatchingUp();
            return Way { account ? &account->outbox() : nullptr, isOpen };
        },
        conversations, clock, store)
{
    connect(&accounts, &Accounts::statusChanged, this, &LaterMessages::look);
    connect(&accounts, &Accounts::catchingUpChanged, this, &LaterMessages::look);
}

void LaterMessages::load()
{
    const auto all = m_store.call([](Store &store) { return store.later().all(); });
    whenDone(all, this, [this](const Result<QList<LaterMessage>> &found) {
        if (!found) {
            m_conversations.reportStorageError(found.error());
            QTimer::singleShot(retryInterval, this, &LaterMessages::load);
            return;
        }
        m_all = *found;
        Q_EMIT changed();
        look();
    });
}

QList<LaterMessage> LaterMessages::of(const ConversationId &id) const
{
    QList<LaterMessage> those;
    std::copy_if(m_all.cbegin(), m_all.cend(), std::back_inserter(those),
                 [&id](const LaterMessage &message) { return message.conversation == id; });
    return those;
}

std::optional<LaterMessage> LaterMessages::find(qint64 row) const
{
    const auto found =
        std::find_if(m_all.cbegin(), m_all.cend(), [row](const LaterMessage &message) { return message.row == row; });
    return found == m_all.cend() ? std::nullopt : std::optional(*found);
}

bool LaterMessages::isDelayed(const LaterMessage &message) const
{
    return message.state == State::Waits && message.due <= m_clock.now();
}

int LaterMessages::missed() const
{
    return static_cast<int>(std::count_if(m_all.cbegin(), m_all.cend(),
                                          [](const LaterMessage &message) { return message.state != State::Waits; }));
}

void LaterMessages::take(const LaterStore::Change &change, Fate fate)
{
    const LaterMessage &message = change.message;
    m_all.removeIf([&message](const LaterMessage &other) { return other.row == message.row; });
    if (fate == Fate::Stays) {
        const auto place = std::upper_bound(m_all.begin(), m_all.end(), message, [](const auto &a, const auto &b) {
            return std::pair(a.due, a.row) < std::pair(b.due, b.row);
        });
        m_all.insert(place, message);
    }
    m_conversations.apply(change.chat);
    Q_EMIT changed();
    look();
}

QFuture<Result<LaterMessage>> LaterMessages::follow(const QFuture<Change> &future, Fate fate)
{
    const auto promise = std::make_shared<QPromise<Result<LaterMessage>>>();
    promise->start();
    whenDone(future, this, [this, promise, fate](const Change &change) {
        if (change) {
            m_conversations.reportStorageWorks();
            take(*change, fate);
        } else if (change.error().kind != Error::Kind::InvalidInput) {
            m_conversations.reportStorageError(change.error());
        }
        promise->addResult(change.map([](const LaterStore::Change &done) { return done.message; }));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<LaterMessage>> LaterMessages::add(const LaterMessage &wanted)
{
    const auto said = saying(wanted.conversation, wanted.text);
    if (wanted.conversation.isInsideRoom()) {
        return readyFuture<Result<LaterMessage>>(
            failure(Error::Kind::InvalidInput, QStringLiteral("somebody else may have that name in the room by then")));
    }
    if (!said || wanted.due <= m_clock.now()) {
        return readyFuture<Result<LaterMessage>>(tl::unexpected(said ? pastError() : said.error()));
    }
    LaterMessage message = wanted;
    message.text = said->body;
    message.due = wanted.due.toUTC();
    message.cards = cardsFor(message.text, wanted.cards);
    m_conversations.open(message.conversation);
    return follow(m_store.call([message](Store &store) { return store.later().add(message); }), Fate::Stays);
}

QFuture<Result<LaterMessage>> LaterMessages::setDue(qint64 row, const QDateTime &due)
{
    if (due <= m_clock.now()) {
        return readyFuture<Result<LaterMessage>>(tl::unexpected(pastError()));
    }
    return follow(m_store.call([row, due](Store &store) { return store.later().setDue(row, due); }), Fate::Stays);
}

QFuture<Result<LaterMessage>> LaterMessages::remove(qint64 row)
{
    return follow(m_store.call([row](Store &store) { return store.later().remove(row); }), Fate::Goes);
}

/// The draft that is stored gets it in the transaction in which it leaves the list, so that no crash takes what was
/// written; whoever shows a newer draft puts it before that.
QFuture<Result<LaterMessage>> LaterMessages::takeBack(qint64 row, const QString &written)
{
    const auto message = find(row);
    if (!message) {
        return readyFuture<Result<LaterMessage>>(tl::unexpected(goneError()));
    }
    const ConversationId id = message->conversation;
    Draft draft = m_conversations.summary(id).draft;
    const QString text = written.isEmpty() ? message->text : written;
    draft.text = draft.text.isEmpty() ? text : text + u'\n' + draft.text;
    draft.replyTo = draft.replyTo.isEmpty() ? message->replyTo : draft.replyTo;
    const auto move = [row, id, draft](Store &store) {
        return store.atOnce([&]() -> Change {
            const auto gone = store.later().take(row);
            const auto kept = gone ? store.messages().setDraft(id, draft) : Result<>(tl::unexpected(gone.error()));
            return kept ? gone : tl::unexpected(kept.error());
        });
    };
    const auto taken = follow(m_store.call(move), Fate::Goes);
    whenDone(taken, this, [this, id, text](const Result<LaterMessage> &back) {
        if (back) {
            m_conversations.giveBack(id, text, back->replyTo);
        }
    });
    return taken;
}

void LaterMessages::look()
{
    m_timer.stop();
    const QDateTime now = m_clock.now();
    milliseconds next = longestWait;
    bool isAnyDelayed = false;
    const auto all = m_all;
    for (const LaterMessage &message : all) {
        if (m_busy.contains(message.row) || message.state == State::Restored) {
            continue;
        }
        const milliseconds left(now.msecsTo(message.due));
        if (left > 0ms) {
            next = qMin(next, left);
            if (message.state == State::Missed) {
                setState(message, State::Waits); // by a clock that was wrong
            }
        } else if (message.state == State::Waits && -left > patience) {
            setState(message, State::Missed);
        } else if (message.state == State::Waits) {
            next = qMin(next, left + patience + 1ms);
            if (m_findWay(message.conversation.account).isOpen) {
                send(message, Occasion::Due);
            } else {
                isAnyDelayed = true;
            }
        }
    }
    if (!m_all.isEmpty()) {
        m_timer.start(next);
    }
    if (isAnyDelayed) {
        Q_EMIT changed(); // it was not before
    }
}

void LaterMessages::setState(const LaterMessage &message, State state)
{
    const qint64 row = message.row;
    m_busy.insert(row);
    const auto set =
        follow(m_store.call([row, state](Store &store) { return store.later().setState(row, state); }), Fate::Stays);
    whenDone(set, this, [this, row](const Result<LaterMessage> &done) {
        m_busy.remove(row);
        if (done) {
            look(); // which left it out until now
        } else {
            QTimer::singleShot(retryInterval, this, &LaterMessages::load);
        }
    });
}

/// What it answers as that is by now. Of what is not here only the id is left.
static Result<std::optional<Quote>> quoteFor(Store &store, const LaterMessage &later)
{
    if (later.replyTo.isEmpty()) {
        return std::nullopt;
    }
    return store.messages()
        .named(later.conversation, later.replyTo, MessageStore::By::Anybody)
        .map([&later](const std::optional<ChatMessage> &answered) {
            return answered ? replyTo(*answered, later.text).value_or(ChatMessage()).quote
                            : std::optional(Quote { later.replyTo, {} });
        });
}

/// Leaves the list and becomes a message in one transaction: it is never in both places, nor in none. Unless the person
/// was faster, and gave it another time.
static Recorded record(Store &store, const LaterMessage &later, ChatMessage message)
{
    return store.atOnce([&]() -> Recorded {
        const auto taken = store.later().take(later.row);
        if (!taken || taken->message.due != later.due) {
            return tl::unexpected(taken ? goneError() : taken.error());
        }
        const auto quote = quoteFor(store, later);
        if (!quote) {
            return tl::unexpected(quote.error());
        }
        message.quote = *quote;
        return store.messages().say(message);
    });
}

QFuture<Result<ChatMessage>> LaterMessages::sendNow(qint64 row)
{
    const auto message = find(row);
    return message ? send(*message, Occasion::Person) : readyFuture<Result<ChatMessage>>(tl::unexpected(goneError()));
}

QFuture<Result<ChatMessage>> LaterMessages::send(const LaterMessage &later, Occasion occasion)
{
    Outbox *outbox = m_findWay(later.conversation.account).outbox;
    if (!outbox) {
        return readyFuture<Result<ChatMessage>>(tl::unexpected(goneError()));
    }
    auto message = saying(later.conversation, later.text);
    if (!message) {
        setState(later, State::Missed); // it would be tried over and over
        return readyFuture<Result<ChatMessage>>(tl::unexpected(message.error()));
    }
    message->spoiler = later.spoiler;
    message->cards = later.cards;
    message->isUnattended = occasion == Occasion::Due;
    m_busy.insert(later.row);
    const auto sent =
        outbox->submit(message, [later](Store &store, const ChatMessage &made) { return record(store, later, made); });
    whenDone(sent, this, [this, later, occasion](const Result<ChatMessage> &said) {
        m_busy.remove(later.row);
        if (said) {
            noteSent(later, *said, occasion);
        } else {
            QTimer::singleShot(said.error().kind == Error::Kind::InvalidInput ? 0s : retryInterval, this,
                               &LaterMessages::load);
        }
    });
    return sent;
}

void LaterMessages::noteSent(const LaterMessage &later, const ChatMessage &sent, Occasion occasion)
{
    m_all.removeIf([&later](const LaterMessage &other) { return other.row == later.row; });
    if (occasion == Occasion::Due && milliseconds(later.due.msecsTo(sent.time)) > worthSaying) {
        Lateness &late = m_late[later.conversation];
        late = { later.due, sent.time, late.count + 1 };
    }
    Q_EMIT changed();
}

std::optional<LaterMessages::Lateness> LaterMessages::lateness(const ConversationId &id) const
{
    const auto found = m_late.constFind(id);
    return found == m_late.cend() ? std::nullopt : std::optional(*found);
}

void LaterMessages::forgetLateness(const ConversationId &id)
{
    if (m_late.remove(id) > 0) {
        Q_EMIT changed();
    }
}

} // namespace natter
