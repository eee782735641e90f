// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace natter {

/// Identifiers and nonces that nobody can guess; tests replace it with a counter.
class RandomId
{
public:
    virtual ~RandomId() = default;
    /// `count` unpredictable bytes.
    virtual QByteArray bytes(int count);
    /// 120 random bits as 20 characters fit for XML attributes and SCRAM nonces (RFC 5802: no comma).
    QString next();
    /// Uniform in [0, bound); `bound` is at least 1.
    quint32 below(quint32 bound);
};

} // namespace natter
