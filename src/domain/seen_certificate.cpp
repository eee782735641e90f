// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/seen_certificate.h"

#include <algorithm>

namespace natter {

bool isUnexpected(const SeenCertificate &next, const SeenCertificates &before)
{
    return !next.vouched && !next.accepted && !before.isEmpty()
        && std::none_of(before.cbegin(), before.cend(), [&next](const SeenCertificate &known) {
               return known.key == next.key && !known.news; // what nobody looked at yet proves nothing
           });
}

} // namespace natter
