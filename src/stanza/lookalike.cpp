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

static QString skeletonOf(const QString &name)
{
    QString skeleton(4 * name.size() + 16, Qt::Uninitialized);
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = checker()
        ? uspoof_getSkeleton(checker(), 0, reinterpret_cast<const UChar *>(name.utf16()),
                             static_cast<int32_t>(name.size()), reinterpret_cast<UChar *>(skeleton.data()),
                             static_cast<int32_t>(skeleton.size()), &status)
        : 0;
    if (!checker() || U_FAILURE(status)) {
        return name;
    }
    skeleton.truncate(length);
    return skeleton;
}

/// With a Latin capital for each that looks like one: the small one of those may look like none.
static QString withLatinCapitals(QString name)
{
    for (QChar &letter : name) {
        if (letter.unicode() > 127 && letter.isUpper()) {
            const QString latin = skeletonOf(letter);
            const bool isCapital = latin.size() == 1 && latin.front() >= u'A' && latin.front() <= u'Z';
            letter = isCapital ? latin.front() : letter;
        }
    }
    return name;
}

/// What stands for a small letter may be a capital.
static QString unitedSkeletonOf(const QString &name) { return skeletonOf(skeletonOf(name).toCaseFolded()); }

QStringList skeletonsOf(const QString &name)
{
    QString shown = name.normalized(QString::NormalizationForm_KC).trimmed();
    shown.removeIf([](QChar c) { return c.category() == QChar::Other_Format; }); // which nobody sees
    QStringList skeletons { unitedSkeletonOf(shown.toCaseFolded()),
                            unitedSkeletonOf(withLatinCapitals(shown).toCaseFolded()), unitedSkeletonOf(shown) };
    skeletons.removeDuplicates();
    return skeletons;
}

} // namespace natter
