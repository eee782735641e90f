// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMetaType>

namespace natter {

/// A certificate that an account's server showed and that was accepted, with what became of it.
struct SeenCertificate
{
    QByteArray der;
    QByteArray fingerprint; ///< SHA-256 of `der`
    QByteArray key; ///< SHA-256 of its public key: a renewed certificate may keep it
    QDateTime firstSeen; ///< UTC
    QDateTime lastSeen; ///< UTC
    bool vouched = false; ///< a login was bound to a channel with it: the server that knows the password showed it
    bool accepted = false; ///< the person accepted exactly this one
    bool news = false; ///< its key came unexpectedly, and the person has not yet said that they know
};

/// The one that was seen last comes first.
using SeenCertificates = QList<SeenCertificate>;

/// Must the person hear of `next`? It has another key than those of `before`, and nothing vouches for it.
bool isUnexpected(const SeenCertificate &next, const SeenCertificates &before);

} // namespace natter

Q_DECLARE_METATYPE(natter::SeenCertificate)
