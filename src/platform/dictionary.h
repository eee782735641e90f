// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "platform/dictionaries.h"

#include <QStringDecoder>
#include <QStringEncoder>

#include <memory>
#include <optional>
#include <string>

class Hunspell;

namespace natter {

/// A dictionary in memory. Hunspell believes what its files say, so they are looked at before. Used on one thread.
class Dictionary
{
public:
    /// Natter was built with Hunspell; there are no dictionaries otherwise.
    static bool isSupported();
    /// Takes seconds for some languages. Errors: ReadOnly, LimitExceeded, StorageDamaged.
    static Result<std::unique_ptr<Dictionary>> load(const DictionaryFiles &files);
    ~Dictionary();

    bool hasWord(const QString &word);
    /// At most 5, the likeliest first.
    QStringList suggestions(const QString &word);

    Q_DISABLE_COPY_MOVE(Dictionary)

private:
    explicit Dictionary(std::unique_ptr<Hunspell> hunspell);
    /// Empty if the dictionary's encoding does not have all of its characters.
    std::optional<std::string> encoded(const QString &word);
    QString decoded(const std::string &word);

    std::unique_ptr<Hunspell> m_hunspell;
    QStringEncoder m_encoder;
    QStringDecoder m_decoder;
};

} // namespace natter
