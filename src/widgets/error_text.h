// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "wire/certificate_report.h"

#include <QString>

namespace natter {

/// One sentence in the person's language: what happened and what to do about it.
QString errorText(const Error &error);

/// What to show when the person asks for details, and to copy: kind, condition, the peer's own words.
QString errorDetails(const Error &error);

/// Why a message did not arrive, from ChatMessage::failure.
QString failureText(const QString &condition);

/// What is wrong with the certificate, a sentence for each problem.
QString certificateText(const CertificateReport &report);

} // namespace natter
