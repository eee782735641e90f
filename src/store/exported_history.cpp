// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/exported_history.h"

#include "domain/message_json.h"

#include <QJsonDocument>

#include <algorithm>

namespace natter {

static constexpr int askedEvery = 500; ///< lines
static constexpr qint64 lineBytes = 4 * 1024 * 1024; ///< one with more is none of ours

Result<bool> ExportedHistory::isOne(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::ReadOnly, path + u": " + file.errorString());
    }
    const auto first = QJsonDocument::fromJson(file.readLine(200)).object();
    return first.value(QLatin1String("natter-history")).toInt() == 1;
}

static Result<ChatMessage> messageOfLine(const QByteArray &line)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(line, &problem);
    return problem.error == QJsonParseError::NoError
        ? messageOfJson(document.object())
        : Result<ChatMessage>(failure(Error::Kind::Malformed, problem.errorString()));
}

Result<> ExportedHistory::open(const std::function<bool()> &stops)
{
    if (!m_file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::ReadOnly, m_file.fileName() + u": " + m_file.errorString());
    }
    m_file.readLine(lineBytes); // whose file it is
    for (int number = 2; !m_file.atEnd(); ++number) {
        if (number % askedEvery == 0 && stops()) {
            return failure(Error::Kind::Cancelled, QStringLiteral("nobody waits for it"));
        }
        const qint64 begins = m_file.pos();
        const QByteArray line = m_file.readLine(lineBytes);
        if (line.trimmed().isEmpty()) {
            continue;
        }
        const auto message = messageOfLine(line);
        if (!message) {
            return failure(
                Error::Kind::Malformed,
                QStringLiteral("%1, line %2: %3").arg(m_file.fileName()).arg(number).arg(message.error().detail));
        }
        auto &lines = m_lines[message->conversation];
        if (lines.isEmpty()) {
            m_order.append(message->conversation);
        }
        lines.append(begins);
    }
    return {};
}

Result<QList<std::pair<ConversationId, int>>> ExportedHistory::conversations()
{
    QList<std::pair<ConversationId, int>> found;
    for (const ConversationId &each : std::as_const(m_order)) {
        found.append({ each, static_cast<int>(m_lines.value(each).size()) });
    }
    return found;
}

Result<QList<ChatMessage>> ExportedHistory::read(const ConversationId &conversation)
{
    QList<ChatMessage> found;
    const auto lines = m_lines.value(conversation);
    for (const qint64 begins : lines) {
        m_file.seek(begins);
        const auto message = messageOfLine(m_file.readLine(lineBytes));
        if (!message) {
            return tl::unexpected(message.error()); // it was changed since
        }
        found.append(*message);
    }
    return found;
}

} // namespace natter
