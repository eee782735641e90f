// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/message_hits_model.h"

#include "base/future.h"
#include "base/log.h"
#include "chat/search_terms.h"
#include "models/message_text.h"

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;

static constexpr int hitsWanted = 60;
static constexpr int hitsOfOneChat = 10;
static constexpr auto typingPause = 40ms; ///< whoever types on does not want the hits of half a word

MessageHitsModel::MessageHitsModel(const ChatServices &services) : m_services(services)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(typingPause);
    connect(&m_soon, &QTimer::timeout, this, &MessageHitsModel::search);
    connect(&services.accounts, &Accounts::removed, this, [this] { show(QList<SearchHit>(m_hits)); });
}

static bool isEnough(const QString &typed)
{
    const QString text = typed.trimmed();
    return text.size() >= MessageHitsModel::leastChars || (text.size() == 1 && withWordsApart(text) != text);
}

void MessageHitsModel::setText(const QString &typed)
{
    if (typed == m_typed) {
        return;
    }
    m_typed = typed;
    ++m_search;
    m_asker.cancel();
    if (isEnough(typed)) {
        m_soon.start();
    } else {
        m_soon.stop();
        show({});
    }
}

void MessageHitsModel::search()
{
    const auto named = [this](const QString &name) { return m_services.conversationsNamed(name); };
    const MessageSearch sought = searchOf(m_typed, named, QDate::currentDate());
    const auto found = m_services.searcher.find(m_asker, sought, hitsWanted);
    const SearchWords words = SearchWords::of(sought.text);
    whenDone(found, this, [this, words, search = ++m_search](const Result<QList<SearchHit>> &hits) {
        if (search != m_search) {
            return;
        }
        m_words = words;
        if (!hits && hits.error().kind != Error::Kind::Cancelled) {
            qCWarning(logChat).noquote() << "nothing found:" << forLog(hits.error().detail);
        }
        show(hits.value_or(QList<SearchHit>()));
    });
}

void MessageHitsModel::show(const QList<SearchHit> &hits)
{
    QList<ConversationId> order; // of the best hit of each
    QHash<ConversationId, QList<SearchHit>> byChat;
    for (const SearchHit &hit : hits) {
        const ConversationId &id = hit.message.conversation;
        if (!m_services.accounts.find(id.account)) {
            continue; // its account is being removed
        }
        if (!byChat.contains(id)) {
            order.append(id);
        }
        if (byChat[id].size() < hitsOfOneChat) {
            byChat[id].append(hit);
        }
    }
    if (m_hits.isEmpty() && order.isEmpty()) {
        return;
    }
    beginResetModel();
    m_hits.clear();
    for (const ConversationId &id : std::as_const(order)) {
        m_hits += byChat[id];
    }
    endResetModel();
}

int MessageHitsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

/// What was to be hidden is found, and stays hidden.
static QString excerptOf(const SearchHit &hit)
{
    return hit.message.spoiler ? shownText(hit.message) : withVisibleControls(hit.excerpt);
}

/// Who said it where, as far as one does not say the other.
QString MessageHitsModel::nameOf(const ChatMessage &message) const
{
    const QString chat = m_services.nameOf(message.conversation);
    return message.isOutgoing() || message.nick.isEmpty() ? chat : tr("%1 in %2").arg(senderOf(message, chat), chat);
}

QVariant MessageHitsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_hits.size()) {
        return {};
    }
    const SearchHit &hit = m_hits[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return excerptOf(hit);
    case HitRole:
        return QVariant::fromValue(hit);
    case NameRole:
        return nameOf(hit.message);
    case Qt::AccessibleTextRole:
        return QString(nameOf(hit.message) + QStringLiteral(", ") + excerptOf(hit));
    default:
        return {};
    }
}

} // namespace natter
