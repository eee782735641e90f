// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/future.h"
#include "chat/proofreader.h"

namespace natter {

/// Has no dictionaries.
class SilentProofreader : public Proofreader
{
public:
    QList<SpellingLanguage> languages() const override { return {}; }
    Verdict verdict(const QString &, const QString &) const override { return Verdict::Unknown; }
    QFuture<QSet<QString>> misspelt(const QString &, const QStringList &) override
    {
        return readyFuture<QSet<QString>>({});
    }
    QFuture<QStringList> suggestions(const QString &, const QString &) override { return readyFuture<QStringList>({}); }
    void learn(const QString &) override { }
};

} // namespace natter
