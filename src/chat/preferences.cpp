// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/preferences.h"

#include "base/one_sign.h"
#include "chat/mentions.h"
#include "chat/private_file.h"

#include <QJsonArray>

#include <chrono>

namespace natter {

static constexpr auto retryInterval = std::chrono::seconds(5);

/// Calls `visit(name, member)` for every plain value, so that reading and writing cannot differ.
template <typename Values, typename Visit> static void visitSwitches(Values &values, Visit visit)
{
    visit(QStringLiteral("enterSends"), values.enterSends);
    visit(QStringLiteral("closeToTray"), values.closeToTray);
    visit(QStringLiteral("startAtLogin"), values.startAtLogin);
    visit(QStringLiteral("startHidden"), values.startHidden);
    visit(QStringLiteral("notifications"), values.notifications);
    visit(QStringLiteral("notificationText"), values.notificationText);
    visit(QStringLiteral("notificationSound"), values.notificationSound);
    visit(QStringLiteral("sendTyping"), values.sendTyping);
    visit(QStringLiteral("sendReceipts"), values.sendReceipts);
    visit(QStringLiteral("sendReading"), values.sendReading);
    visit(QStringLiteral("offerPreviews"), values.offerPreviews);
    visit(QStringLiteral("allowScripting"), values.allowScripting);
    visit(QStringLiteral("showOffline"), values.showOffline);
    visit(QStringLiteral("collapsed"), values.collapsed);
    visit(QStringLiteral("compact"), values.compact);
}

static QMap<QString, QStringList> shortcutsFrom(const QJsonObject &object)
{
    QMap<QString, QStringList> shortcuts;
    for (auto it = object.begin(); it != object.end(); ++it) {
        QStringList &keys = shortcuts[it.key()];
        const QJsonArray texts = it->toArray();
        for (const QJsonValue &text : texts) {
            keys.append(text.toString());
        }
    }
    return shortcuts;
}

static QJsonObject toJson(const QMap<QString, QStringList> &shortcuts)
{
    QJsonObject object;
    for (auto it = shortcuts.begin(); it != shortcuts.end(); ++it) {
        object[it.key()] = QJsonArray::fromStringList(*it);
    }
    return object;
}

/// Without what cannot be an emoji, whoever wrote that into the file.
static QStringList emojiFrom(const QJsonArray &array)
{
    QStringList emoji;
    for (const auto &value : array) {
        const QString text = value.toString();
        if (isOneSign(text) && !emoji.contains(text) && emoji.size() < Preferences::maxRecentEmoji) {
            emoji.append(text);
        }
    }
    return emoji;
}

static QStringList wordsFrom(const QJsonArray &array)
{
    QStringList words;
    for (const auto &value : array) {
        words.append(value.toString());
    }
    return watchedWordsIn(words.join(u','));
}

Preferences::Preferences(const QString &path) : m_path(path)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        if (save()) {
            Q_EMIT saved();
        } else {
            m_retry.start();
        }
    });
}

Result<> Preferences::load()
{
    m_unreadable.reset();
    const auto object = readJsonObject(m_path);
    if (!object) {
        if (object.error().kind != Error::Kind::StorageDamaged) {
            m_unreadable = object.error();
        }
        return tl::unexpected(object.error());
    }
    visitSwitches(m_values, [&](const QString &name, bool &value) { value = (*object)[name].toBool(value); });
    m_values.theme = static_cast<Theme>(qBound(0, (*object)[u"theme"].toInt(), 2));
    m_values.textZoom = qBound(-6, (*object)[u"textZoom"].toInt(), 24);
    m_values.shortcuts = shortcutsFrom((*object)[u"shortcuts"].toObject());
    m_values.recentEmoji = emojiFrom((*object)[u"recentEmoji"].toArray());
    m_values.watchedWords = wordsFrom((*object)[u"watchedWords"].toArray());
    m_values.emojiTone = qBound(0, (*object)[u"emojiTone"].toInt(), 5);
    m_values.windowGeometry = QByteArray::fromBase64((*object)[u"windowGeometry"].toString().toLatin1());
    m_values.splitter = QByteArray::fromBase64((*object)[u"splitter"].toString().toLatin1());
    m_values.lastChat = { Jid::orNull((*object)[u"lastAccount"].toString()),
                          Jid::orNull((*object)[u"lastPeer"].toString()) };
    return {};
}

void Preferences::set(const Values &values)
{
    if (values == m_values) {
        return;
    }
    m_values = values;
    const bool waiting = m_retry.isActive();
    m_retry.stop();
    if (const Result<> result = save(); !result) {
        Q_EMIT saveFailed(result.error());
        if (!m_unreadable) {
            m_retry.start();
        }
    } else if (waiting) {
        Q_EMIT saved();
    }
    Q_EMIT changed();
}

Result<> Preferences::save() const
{
    if (m_unreadable) {
        return failure(*m_unreadable);
    }
    QJsonObject object;
    visitSwitches(m_values, [&](const QString &name, bool value) { object[name] = value; });
    object[QStringLiteral("theme")] = static_cast<int>(m_values.theme);
    object[QStringLiteral("textZoom")] = m_values.textZoom;
    object[QStringLiteral("shortcuts")] = toJson(m_values.shortcuts);
    object[QStringLiteral("recentEmoji")] = QJsonArray::fromStringList(m_values.recentEmoji);
    object[QStringLiteral("watchedWords")] = QJsonArray::fromStringList(m_values.watchedWords);
    object[QStringLiteral("emojiTone")] = m_values.emojiTone;
    object[QStringLiteral("windowGeometry")] = QString::fromLatin1(m_values.windowGeometry.toBase64());
    object[QStringLiteral("splitter")] = QString::fromLatin1(m_values.splitter.toBase64());
    object[QStringLiteral("lastAccount")] = m_values.lastChat.account.toString();
    object[QStringLiteral("lastPeer")] = m_values.lastChat.peer.toString();
    return writeJsonObject(m_path, object);
}

} // namespace natter
