// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/link_reader.h"
#include "models/chat_services.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <optional>

namespace natter {

class Composer;
class PreviewBar;

/// Offers a card of the link that is written (XEP-0511), has it made if the person wants that, and keeps it until the
/// message goes out. Nothing is fetched unless it is asked for.
class LinkPreviews : public QObject
{
    Q_OBJECT

public:
    LinkPreviews(const ChatServices &services, Composer &composer);

    /// What all of it is shown in, for whoever lays it out.
    PreviewBar *bar() const { return m_bar; }
    /// What is written belongs to that conversation from now on.
    void open(const ConversationId &id);
    /// What goes out with that text; the next message begins anew.
    QList<LinkCard> take(const QString &text);
    /// That goes out with what is written, as if it had been made just now.
    void giveBack(const LinkCard &card);

private:
    void update();
    void make();
    void dismiss();
    void forget();
    bool isWritten(const QString &link) const;

    ChatServices m_services;
    Composer &m_composer;
    PreviewBar *m_bar;
    LinkReader m_reader;
    QTimer m_pause; ///< runs while something is being written
    ConversationId m_id;
    QString m_link; ///< that the bar is about; empty: none
    bool m_isWanted = false; ///< it was asked for
    std::optional<LinkCard> m_card; ///< what came of it
    QStringList m_declined;
};

} // namespace natter
