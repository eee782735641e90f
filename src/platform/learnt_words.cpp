// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/learnt_words.h"

#include "chat/private_file.h"
#include "chat/private_writer.h"

#include <QFile>
#include <QStringDecoder>

#include <algorithm>

namespace natter {

static constexpr qint64 mostBytes = 4 * 1024 * 1024;

Result<> LearntWords::load()
{
    QFile file(m_path);
    if (!file.exists()) {
        return {};
    }
    m_mayWrite = false;
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::ReadOnly, m_path + u": " + file.errorString());
    }
    if (file.size() > mostBytes) {
        return failure(Error::Kind::LimitExceeded, m_path + QStringLiteral(" is too large"));
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(file.readAll());
    file.close();
    if (decoder.hasError()) {
        const Error aside = putAside(m_path);
        m_mayWrite = aside.kind == Error::Kind::StorageDamaged;
        return failure(aside);
    }
    m_mayWrite = true;
    const auto lines = QStringView(text).split(u'\n');
    for (const QStringView line : lines) {
        if (const QStringView word = line.trimmed(); !word.isEmpty()) {
            m_words.insert(word.toString());
        }
    }
    return {};
}

Result<> LearntWords::add(const QString &word)
{
    m_words.insert(word);
    if (!m_mayWrite) {
        return failure(Error::Kind::ReadOnly, m_path + QStringLiteral(" is left as it is"));
    }
    QStringList lines(m_words.cbegin(), m_words.cend());
    std::sort(lines.begin(), lines.end());
    PrivateWriter file(m_path);
    auto done = file.open();
    done = done ? file.write((lines.join(u'\n') + u'\n').toUtf8()) : done;
    return done ? file.commit() : done;
}

} // namespace natter
