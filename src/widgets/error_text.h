// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/chat_message.h"
#include "stanza/jid.h"
#include "wire/certificate_report.h"

#include <QString>

namespace natter {

/// Whether a connection that failed is tried again without the person's doing.
enum class WhoRetries { Natter, Person };

/// One sentence in the person's language: what happened and what to do about it.
QString errorText(const Error &error, WhoRetries retries = WhoRetries::Natter);

/// What to show when the person asks for details, and to copy: kind, condition, the peer's own words.
QString errorDetails(const Error &error);

/// The same, of what a person entered that is not the address of somebody: it cannot be read, or has no localpart.
QString addressDetails(const Result<Jid> &entered);

/// Why a message did not arrive, from ChatMessage::failure.
QString failureText(const QString &condition);

/// How far a message of ours got, and why no further; empty for those of others.
QString deliveryText(const ChatMessage &message);

/// What is wrong with the certificate, a sentence for each problem.
QString certificateText(const CertificateReport &report);

/// Why there is no preview of a link, from PageFetch and cardFrom().
QString pageErrorText(const Error &error);

/// Why history was not exported or imported, or a profile not backed up or restored.
QString transferText(const Error &error);

} // namespace natter
