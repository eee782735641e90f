// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>

namespace natter {

/// The names that a certificate is for, and the organisation behind it.
QString certificateNames(const QSslCertificate &certificate);

/// Who signed it.
QString certificateIssuer(const QSslCertificate &certificate);

/// From when to when it is valid, in the person's language.
QString certificateValidity(const QSslCertificate &certificate);

/// In groups that can be compared by eye, eight to a line.
QString groupedFingerprint(const QByteArray &digest);

/// Its beginning, enough to tell two apart at a glance, for a text of any direction.
QString shortFingerprint(const QByteArray &digest);

} // namespace natter
