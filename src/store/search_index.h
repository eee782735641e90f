// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/message_search.h"
#include "domain/search_text.h"

#include <QSqlDatabase>

#include <functional>
#include <optional>

namespace natter {

/// The words of all messages, in a file beside the database, with a connection of its own: a search keeps nothing from
/// being stored. It is made from the messages, so a file that is damaged, or that belongs to other messages, is made
/// anew, and nothing waits for it. Lives on one thread.
class SearchIndex
{
public:
    /// `messages` is the file of the Database, which has to be open elsewhere by the time this is used.
    explicit SearchIndex(const QString &messages);
    ~SearchIndex();
    Q_DISABLE_COPY_MOVE(SearchIndex)

    /// Takes in at most `limit` messages that are stored but not in the index. The answer: whether there are more.
    /// Errors: Storage, StorageFull, ReadOnly; what was taken in stays.
    Result<bool> takeIn(int limit);

    /// The best of the newest messages that the search is about, at most `limit` of a few hundred or, if that is more,
    /// `limit`, the best first: those with the words
    /// as they are, in short messages, and the newer ones. `stops` is asked now and then, and ends it with Cancelled.
    /// Errors: as takeIn(); Cancelled.
    Result<QList<SearchHit>> find(const MessageSearch &search, int limit, const std::function<bool()> &stops);

    /// Takes out messages that were removed, by their rows: they are not found any more. Their words stay in the file
    /// until purge() is through. Errors: as takeIn().
    Result<> remove(const QList<qint64> &rows);
    /// Takes some milliseconds to get the words of removed messages out of the file. The answer: whether there is more
    /// to do. Errors: as takeIn().
    Result<bool> purge();

    /// Forgets everything, and begins anew with the messages that there still are.
    void beginAnew();

    /// Of the file, given that of the messages.
    static QString pathBeside(const QString &messages);

private:
    struct Sql;
    struct Candidates;
    struct Row ///< of a message that fits
    {
        qint64 id;
        double score;
    };

    struct Portion ///< of messages that are not in the index
    {
        QList<std::pair<qint64, QString>> messages; ///< their rows and texts
        bool hasRetracted = false; ///< their words are to leave the file
        std::optional<qint64> reaches; ///< the mark up to which all are in the index with these; none: there are none
    };

    template <typename T> Result<T> mended(Result<T> result);
    Result<Portion> read(const QString &sql, int limit);
    Result<bool> write(const Portion &portion, const QString &mark);
    Result<bool> tryToTakeIn(int limit);
    Result<QList<SearchHit>> tryToFind(const MessageSearch &search, int limit, const std::function<bool()> &stops);
    static Sql statementOf(const MessageSearch &search, const SearchWords &words, const QString &chats, bool areFew);
    Result<QString> chatsOf(const QList<ConversationId> &conversations);
    Result<bool> areFew(const QString &chats);
    Result<> look(Candidates &found, qint64 first, qint64 last);
    Result<QList<SearchHit>> hitsOf(const QList<Row> &rows, const SearchWords &words);
    Result<> open();
    Result<> openFile();
    Result<> checkBelongs();
    void close();
    Result<qint64> number(const QString &sql);
    Result<> execute(const QString &sql);
    Result<> inTransaction(const std::function<Result<>()> &work);

    QString m_messages;
    QString m_connection;
    QSqlDatabase m_database;
    bool m_isOpen = false;
    bool m_mended = false; ///< in this run
    bool m_isPurging = false;
};

} // namespace natter
