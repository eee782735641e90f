// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/conversation_id.h"

#include <QByteArray>
#include <QMap>
#include <QObject>
#include <QTimer>

#include <optional>

namespace natter {

/// What the person chose about the program as a whole. Changes apply at once and are on disk at once.
class Preferences : public QObject
{
    Q_OBJECT

public:
    enum class Theme { System, Light, Dark };
    static constexpr int maxRecentEmoji = 40;
    struct Values
    {
        Theme theme = Theme::System;
        bool enterSends = true;
        bool closeToTray = true;
        bool startAtLogin = false; ///< as the system has it by then
        bool startHidden = false;
        bool notifications = true;
        bool notificationText = true; ///< show the message itself, not only who wrote
        bool notificationSound = true;
        bool sendTyping = true;
        bool sendReceipts = true;
        bool sendReading = true; ///< that messages were displayed
        bool offerPreviews = true; ///< of links that are written
        bool allowScripting = false; ///< natter ctl
        QStringList
            watchedWords; ///< that mean the person in rooms, as their name there does; as watchedWordsIn() has them
        bool showOffline = true;
        bool collapsed = false; ///< the list shows pictures alone
        bool compact = false; ///< one line for each message, no bubbles
        int textZoom = 0; ///< points added to the conversation's text
        QMap<QString, QStringList> shortcuts; ///< keys by what they do, where they are not the usual ones
        QStringList recentEmoji; ///< the last one first, at most maxRecentEmoji
        int emojiTone = 0; ///< of the skin, as EmojiList counts them
        QByteArray windowGeometry;
        QByteArray splitter;
        ConversationId lastChat; ///< that was open when the window was put away; may be null

        friend bool operator==(const Values &, const Values &) = default;
    };

    explicit Preferences(const QString &path);

    /// As AccountBook::load(); the defaults hold if the file is damaged.
    Result<> load();
    const Values &values() const { return m_values; }
    /// Takes effect even if it cannot be written; saveFailed() says so then, and saved() once it is written after all.
    void set(const Values &values);

    /// Scripts may come in until the program ends, whatever is chosen.
    void allowScriptingNow() { m_scriptingNow = true; }
    bool isScriptingAllowedNow() const { return m_scriptingNow; }
    bool isScriptingAllowed() const { return m_scriptingNow || m_values.allowScripting; }

Q_SIGNALS:
    void changed();
    void saveFailed(const natter::Error &error);
    void saved();

private:
    Result<> save() const;

    QString m_path;
    Values m_values;
    bool m_scriptingNow = false;
    QTimer m_retry; ///< runs while what is on disk is older
    std::optional<Error> m_unreadable; ///< there is a file, but what it says is unknown: it is not overwritten
};

} // namespace natter
