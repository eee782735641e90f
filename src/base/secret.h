// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

class QDebug;

namespace natter {

/// A password or key. It cannot be logged, compared to text or converted by accident; the bytes are wiped when the
/// last copy goes. What `reveal` returns is for the one call that needs it.
class Secret
{
public:
    Secret() = default;
    explicit Secret(const QString &text);

    bool isEmpty() const { return !m_bytes || m_bytes->isEmpty(); }
    QString reveal() const { return m_bytes ? QString::fromUtf8(*m_bytes) : QString(); }

    friend QDebug operator<<(QDebug, const Secret &) = delete;

private:
    std::shared_ptr<const QByteArray> m_bytes;
};

} // namespace natter
