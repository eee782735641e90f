// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chat_session.h"

#include "support/raw_sql.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace natter {

ChatSession::ChatSession() : store(QStringLiteral("store"), [file = path] { return std::make_unique<Store>(file); })
{
    store.post([](Store &opened) {
        if (const auto result = opened.open(); !result) {
            qFatal("no store: %s", qPrintable(result.error().detail));
        }
    });
    QObject::connect(&conversations, &Conversations::messageChanged, &conversations,
                     [this](const MessageChange &change) { changes.append(change); });
    waitForStore();
}

void ChatSession::breakStore()
{
    rawSql(path,
           { "CREATE TRIGGER no_insert BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'broken'); END",
             "CREATE TRIGGER no_update BEFORE UPDATE ON message BEGIN SELECT RAISE(ABORT, 'broken'); END" });
}

void ChatSession::storeWorks() { rawSql(path, { "DROP TRIGGER no_insert", "DROP TRIGGER no_update" }); }

void ChatSession::setPageLimit(int pages)
{
    store.post([pages](Store &) { // SQLite holds the limit for each connection, and never below what is there
        QSqlQuery query(QSqlDatabase::database(QSqlDatabase::connectionNames().constFirst()));
        if (!query.exec(QStringLiteral("PRAGMA max_page_count=%1").arg(pages))) {
            qFatal("no limit: %s", qPrintable(query.lastError().text()));
        }
    });
    waitForStore();
}

QStringList ChatSession::sentBodies() const
{
    QStringList bodies;
    for (const Element &element : sent) {
        const auto message = Message::read(element);
        if (message && !message->body().isEmpty()) {
            bodies.append(message->body());
        }
    }
    return bodies;
}

void ChatSession::answerPings()
{
    for (; m_answered < sent.size(); ++m_answered) {
        const auto iq = Iq::read(sent[m_answered]);
        if (iq && iq->payloadElement().is(Ping::name)) {
            receive(resultTo(sent[m_answered]));
        }
    }
}

QList<ChatMessage> ChatSession::stored(const ConversationId &id)
{
    waitForStore();
    return awaited(store.call([id](Store &opened) { return opened.messages().page(id, 0, 1000); })).value();
}

void ChatSession::waitForStore()
{
    for (int round = 0; round < 3; ++round) { // an answer may lead to another question
        settle();
        awaited(store.call([](Store &) { return true; }));
        settle();
    }
}

} // namespace natter
