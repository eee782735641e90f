// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSet>

namespace natter {

/// The file with the words that the person added to the dictionary: UTF-8, one in each line, in order, its owner's
/// alone. What is in it already stays in it.
class LearntWords
{
public:
    explicit LearntWords(const QString &path) : m_path(path) { }

    /// Nothing if there is no file. One that is no text is put aside. Errors: ReadOnly, LimitExceeded, StorageDamaged.
    Result<> load();
    const QSet<QString> &words() const { return m_words; }
    /// Errors: ReadOnly, StorageFull, Storage. A file that could not be read is not written.
    Result<> add(const QString &word);

private:
    QString m_path;
    QSet<QString> m_words;
    bool m_mayWrite = true;
};

} // namespace natter
