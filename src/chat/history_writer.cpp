// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/history_writer.h"

#include "chat/history_page.h"
#include "chat/private_writer.h"
#include "domain/message_json.h"
#include "store/history_reader.h"

#include <QDateTime>
#include <QDir>
#include <QJsonDocument>
#include <QLocale>

#include <numeric>

namespace natter {

using Counted = std::pair<ConversationId, int>;

static constexpr int toldEvery = 500; ///< messages
static constexpr qsizetype fileNameChars = 100;

/// One run of writeHistory().
class HistoryRun
{
public:
    HistoryRun(const HistoryReader &reader, const HistoryOrder &order, const Progress &progress)
        : m_reader(reader)
        , m_order(order)
        , m_progress(progress)
    {
    }

    Result<HistoryWritten> write();

private:
    Result<> writeLines();
    Result<> writePages();
    Result<> writePage(const ConversationId &conversation, const QString &path);
    Result<> count();
    QString nameOf(const ConversationId &conversation) const;

    const HistoryReader &m_reader;
    const HistoryOrder &m_order;
    const Progress &m_progress;
    QList<Counted> m_conversations;
    int m_total = 0;
    HistoryWritten m_written;
};

static QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

/// After each message.
Result<> HistoryRun::count()
{
    ++m_written.messages;
    const bool goesOn = m_written.messages % toldEvery != 0 || m_progress(m_written.messages, m_total);
    return goesOn ? Result<>() : failure(Error::Kind::Cancelled, QStringLiteral("the writing was stopped"));
}

Result<> HistoryRun::writeLines()
{
    PrivateWriter file(m_order.target);
    auto done = file.open();
    done = done ? file.write(line({ { QStringLiteral("natter-history"), 1 } })) : done;
    for (const auto &[conversation, messages] : std::as_const(m_conversations)) {
        done = done ? m_reader.read(conversation,
                                    [&](const ChatMessage &message) {
                                        const auto written = file.write(line(messageJson(message)));
                                        return written ? count() : written;
                                    })
                    : done;
    }
    m_written.place = m_order.target;
    return done ? file.commit() : done;
}

QString HistoryRun::nameOf(const ConversationId &conversation) const
{
    return m_order.names.value(conversation, conversation.peer.toString());
}

Result<> HistoryRun::writePage(const ConversationId &conversation, const QString &path)
{
    PrivateWriter file(path);
    HistoryPage page(conversation.account.local(), nameOf(conversation));
    auto done = file.open();
    done = done ? file.write(page.begin(conversation)) : done;
    done = done ? m_reader.read(conversation,
                                [&](const ChatMessage &message) {
                                    const auto written = file.write(page.message(message));
                                    return written ? count() : written;
                                })
                : done;
    done = done ? file.write(HistoryPage::end()) : done;
    return done ? file.commit() : done;
}

/// Of letters and digits that every file system takes.
static QString fileNameOf(const ConversationId &conversation, int number)
{
    QString name = conversation.account.toString() + u" - " + conversation.peer.toString();
    for (QChar &c : name) {
        const bool plain = c.unicode() < 128 && (c.isLetterOrNumber() || QStringView(u"@.-_ ").contains(c));
        c = plain ? c : QChar(u'_');
    }
    return QStringLiteral("%1 %2.html").arg(number, 4, 10, QChar(u'0')).arg(name.left(fileNameChars));
}

/// In a folder of its own, which is there with all of them or not at all.
Result<> HistoryRun::writePages()
{
    QDir folder(m_order.target);
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hhmmss"));
    const QString name = u"Natter " + stamp;
    if (!folder.mkpath(name) || !folder.cd(name)) {
        return failure(Error::Kind::ReadOnly, m_order.target + u": a folder could not be made");
    }
    Result<> done;
    QList<HistoryPage::Link> contents;
    for (const auto &[conversation, messages] : std::as_const(m_conversations)) {
        const QString file = fileNameOf(conversation, static_cast<int>(contents.size()) + 1);
        done = done ? writePage(conversation, folder.filePath(file)) : done;
        const QString detail = conversation.peer.toString() + QStringLiteral(" · ") + conversation.account.toString()
            + QStringLiteral(" · ") + QLocale().toString(messages);
        contents.append({ nameOf(conversation), detail, file });
    }
    PrivateWriter index(folder.filePath(QStringLiteral("index.html")));
    done = done ? index.open() : done;
    done = done ? index.write(HistoryPage::contents(contents)) : done;
    done = done ? index.commit() : done;
    m_written.place = folder.path();
    if (!done) {
        folder.removeRecursively();
    }
    return done;
}

Result<HistoryWritten> HistoryRun::write()
{
    const auto all = m_reader.conversations();
    if (!all) {
        return tl::unexpected(all.error());
    }
    for (const Counted &each : *all) {
        if (!m_order.only || each.first == *m_order.only) {
            m_conversations.append(each);
            m_total += each.second;
        }
    }
    m_written.conversations = static_cast<int>(m_conversations.size());
    const bool isOnePage = m_order.format == HistoryOrder::Format::Pages && m_order.only;
    const auto done = isOnePage ? writePage(*m_order.only, m_order.target)
                                : (m_order.format == HistoryOrder::Format::Pages ? writePages() : writeLines());
    if (isOnePage) {
        m_written.place = m_order.target;
    }
    return done ? Result<HistoryWritten>(m_written) : tl::unexpected(done.error());
}

Result<HistoryWritten> writeHistory(const QString &messages, const HistoryOrder &order, const Progress &progress)
{
    HistoryReader reader(messages);
    const auto opened = reader.open();
    return opened ? HistoryRun(reader, order, progress).write() : tl::unexpected(opened.error());
}

} // namespace natter
