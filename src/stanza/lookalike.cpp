// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/lookalike.h"

#include <unicode/uspoof.h>

#include <memory>

namespace natter {

static USpoofChecker *checker()
{
    static thread_local const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> checker = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<USpoofChecker, decltype(&uspoof_close)>(uspoof_open(&status), &uspoof_close);
    }();
    return checker.get();
}

QString skeletonOf(const QString &name)
{
    QString folded = name.normalized(QString::NormalizationForm_KC).toCaseFolded().trimmed();
    folded.removeIf([](QChar c) { return c.category() == QChar::Other_Format; }); // which nobody sees
    QString skeleton(4 * folded.size() + 16, Qt::Uninitialized);
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = checker()
        ? uspoof_getSkeleton(checker(), 0, reinterpret_cast<const UChar *>(folded.utf16()),
                             static_cast<int32_t>(folded.size()), reinterpret_cast<UChar *>(skeleton.data()),
                             static_cast<int32_t>(skeleton.size()), &status)
        : 0;
    if (!checker() || U_FAILURE(status)) {
        return folded;
    }
    skeleton.truncate(length);
    return skeleton.toCaseFolded(); // what stands for a small letter may be a capital
}

} // namespace natter
