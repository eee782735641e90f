// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace natter {

class SearchField;

/// Searches one conversation, and goes from one message that was found to the next: the newest first, then back in
/// time.
class ChatSearchBar : public QWidget
{
    Q_OBJECT

public:
    explicit ChatSearchBar(const ChatServices &services, QWidget *parent = nullptr);

    /// Shows the bar, for a search in that conversation.
    void begin(const ConversationId &id);
    /// The same, with what is sought.
    void begin(const ConversationId &id, const QString &words);
    void end();

Q_SIGNALS:
    /// A message to be shown, by its row in the store.
    void messageWanted(qint64 message);
    void ended();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void search();
    void show(const QList<SearchHit> &hits);
    void go(qsizetype step);
    void updateState();
    void updateLook();

    ChatServices m_services;
    ConversationId m_id;
    SearchField *m_field;
    QLabel *m_count;
    QToolButton *m_older;
    QToolButton *m_newer;
    QToolButton *m_close;
    QTimer m_soon;
    QList<qint64> m_found; ///< the newest first
    qsizetype m_current = 0;
    bool m_searched = false; ///< what the field says
    MessageSearcher::Asker m_asker;
    int m_search = 0; ///< answers to earlier ones do not count
};

} // namespace natter
