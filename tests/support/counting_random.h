// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random_id.h"

namespace natter {

/// Identifiers that count upwards, and bytes that can be chosen.
class CountingRandom final : public RandomId
{
public:
    QByteArray bytes(int count) override
    {
        if (m_fixed >= 0) {
            return QByteArray(count, static_cast<char>(m_fixed));
        }
        return QByteArray::number(++m_count).rightJustified(count, '0', true);
    }

    /// From now on every byte is this one.
    void fix(quint8 byte) { m_fixed = byte; }

private:
    int m_count = 0;
    int m_fixed = -1;
};

} // namespace natter
