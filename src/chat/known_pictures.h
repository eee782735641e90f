// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/conversation_id.h"

#include <QFuture>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

namespace natter {

/// Which pictures rooms had the last time that they told, so that they look the same before they tell again.
class KnownPictures : public QObject
{
    Q_OBJECT

public:
    KnownPictures();
    ~KnownPictures() override;

    /// Where that is kept from now on; what stands there already is known.
    void setFile(const QString &path);
    /// The hash; empty: none.
    QByteArray find(const ConversationId &room) const { return m_hashes.value(room); }
    void note(const ConversationId &room, const QByteArray &hash);
    void forget(const Jid &account);

private:
    QJsonObject json() const;
    void save();

    QString m_path;
    QHash<ConversationId, QByteArray> m_hashes;
    QTimer m_saveSoon;
    QFuture<Result<>> m_saving;
};

} // namespace natter
