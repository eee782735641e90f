// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/contact_list.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"

#include <QTimer>

namespace natter {

static constexpr int maxRequests = 200; ///< strangers cannot fill the memory
static constexpr auto retryInterval = std::chrono::seconds(5);

ContactList::ContactList(const Jid &account, XmppProtocol &protocol, StoreThread &store)
    : m_account(account)
    , m_protocol(protocol)
    , m_store(store)
{
    m_grace.setSingleShot(true);
    m_grace.setInterval(limits::presenceGrace);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        m_presenceKnown = false;
        Q_EMIT reset();
    });
    connect(&protocol.roster(), &Roster::replaced, this,
            [this](const QList<RosterItem> &items, const QString &version) {
                storeAll(items, version);
                Q_EMIT reset();
            });
    connect(&protocol.roster(), &Roster::changed, this, [this](const RosterItem &item, const QString &version) {
        if (m_storeIsStale) {
            storeAll(m_protocol.roster().items().values(), version);
        } else {
            whenDone(m_store.call([account = m_account, item, version](Store &s) {
                return s.roster().change(account, item, version);
            }),
                     this, [this](const Result<> &result) { noteStored(result); });
        }
        noteAnswer(item);
        if (item.seesUs()) {
            forgetRequest(item.jid); // approved, here or on another device
        }
        Q_EMIT itemChanged(item.jid);
    });
    connect(&protocol.roster(), &Roster::loaded, this, [this] {
        m_loaded = true;
        Q_EMIT loaded();
    });
    connect(&protocol.presence(), &PresenceDirectory::changed, this, &ContactList::presenceChanged);
    connect(&protocol.presence(), &PresenceDirectory::cleared, this, [this] {
        m_loaded = false;
        Q_EMIT reset();
    });
    connect(&protocol.presence(), &PresenceDirectory::subscriptionWithdrawn, this, &ContactList::forgetRequest);
    connect(&protocol.presence(), &PresenceDirectory::subscriptionRequested, this,
            [this](const Jid &bare, const QString &nick, const QString &text) {
                if (m_asked.remove(bare)) {
                    m_protocol.presence().approve(bare); // once: whoever asks knows that they may be asked back
                    return;
                }
                const auto same = [&bare](const SubscriptionRequest &request) { return request.from == bare; };
                if (m_requests.size() >= maxRequests || std::any_of(m_requests.cbegin(), m_requests.cend(), same)) {
                    return;
                }
                m_requests.append({ m_account, bare, nick, text });
                Q_EMIT requestsChanged();
                Q_EMIT requestArrived(m_requests.last());
            });
}

/// Whoever may see us already, has refused us or is gone, may not ask back unasked.
void ContactList::noteAnswer(const RosterItem &item)
{
    const auto asked = m_asked.find(item.jid);
    if (asked == m_asked.end()) {
        return;
    }
    const bool refused = *asked && !item.asked && !item.isSeen();
    if (item.seesUs() || refused || item.subscription == RosterItem::Subscription::Remove) {
        m_asked.erase(asked);
    } else {
        *asked = *asked || item.asked;
    }
}

void ContactList::storeAll(const QList<RosterItem> &items, const QString &version)
{
    m_storeIsStale = false;
    whenDone(m_store.call([account = m_account, items, version](Store &store) {
        return store.roster().replace(account, items, version);
    }),
             this, [this](const Result<> &result) { noteStored(result); });
}

/// A push that was not stored must not hide behind the version of the next: everything is stored again.
void ContactList::noteStored(const Result<> &result)
{
    if (!result) {
        m_storeIsStale = true;
        QTimer::singleShot(retryInterval, this, [this] {
            if (m_storeIsStale) {
                storeAll(m_protocol.roster().items().values(), m_protocol.roster().version());
            }
        });
        qCWarning(logStore).noquote() << "contacts not stored:" << forLog(result.error().detail);
    }
}

QString ContactList::displayName(const Jid &bare) const
{
    const QString handle = item(bare).handle;
    if (!handle.isEmpty()) {
        return withVisibleControls(handle);
    }
    return withVisibleControls(bare.hasLocal() ? bare.local() : bare.domain());
}

std::optional<ResourcePresence> ContactList::presence(const Jid &bare) const
{
    return m_presenceKnown ? m_protocol.presence().best(bare) : std::nullopt;
}

QMap<QString, ResourcePresence> ContactList::resources(const Jid &bare) const
{
    return m_presenceKnown ? m_protocol.presence().resources(bare) : QMap<QString, ResourcePresence>();
}

void ContactList::setConnected(bool connected)
{
    if (!connected) {
        if (m_presenceKnown && !m_grace.isActive()) {
            m_grace.start();
        }
        return;
    }
    m_grace.stop();
    if (!std::exchange(m_presenceKnown, true)) {
        Q_EMIT reset();
    }
}

void ContactList::restore()
{
    const auto stored = m_store.call([account = m_account](Store &store) { return store.roster().load(account); });
    whenDone(stored, this, [this](const Result<RosterStore::Stored> &found) {
        if (found) {
            m_protocol.roster().restore(found->items, found->version);
        } else {
            qCWarning(logStore).noquote() << "no stored contacts:" << forLog(found.error().detail);
        }
        Q_EMIT reset();
        Q_EMIT restored();
    });
}

bool ContactList::hasRequestFrom(const Jid &bare) const
{
    return std::any_of(m_requests.cbegin(), m_requests.cend(),
                       [&bare](const SubscriptionRequest &request) { return request.from == bare; });
}

QFuture<Result<Iq>> ContactList::add(const Jid &bare, const QString &name, const QStringList &groups)
{
    const auto answer = m_protocol.roster().set({ bare, name, RosterItem::Subscription::None, false, groups });
    if (m_protocol.channel().isOpen()) {
        m_protocol.presence().subscribe(bare);
        if (hasRequestFrom(bare)) {
            m_protocol.presence().approve(bare);
            forgetRequest(bare);
        } else if (!item(bare).seesUs()) {
            m_asked.insert(bare, false);
        }
    }
    return answer;
}

QFuture<Result<Iq>> ContactList::change(const RosterItem &item) { return m_protocol.roster().set(item); }

QFuture<Result<Iq>> ContactList::remove(const Jid &bare)
{
    m_asked.remove(bare);
    return m_protocol.roster().remove(bare);
}

void ContactList::accept(const Jid &bare)
{
    if (!m_protocol.channel().isOpen()) {
        return; // the request stays, to be answered once somebody hears it
    }
    m_protocol.presence().approve(bare);
    forgetRequest(bare);
    if (!item(bare).isSeen() && !item(bare).asked) {
        add(bare, item(bare).handle, item(bare).groups);
    }
}

void ContactList::refuse(const Jid &bare)
{
    if (!m_protocol.channel().isOpen()) {
        return;
    }
    m_asked.remove(bare);
    m_protocol.presence().refuse(bare);
    forgetRequest(bare);
}

void ContactList::forgetRequest(const Jid &bare)
{
    if (m_requests.removeIf([&](const SubscriptionRequest &request) { return request.from == bare; }) > 0) {
        Q_EMIT requestsChanged();
    }
}

} // namespace natter
