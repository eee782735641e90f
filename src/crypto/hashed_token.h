// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

#include <QByteArray>

namespace natter {

/// Both halves of the SASL mechanisms HT-SHA-256-* (draft-schmaus-kitten-sasl-ht): each side proves with one hash that
/// it knows the token. `bindingData` is that of the mechanism's channel binding; empty for -NONE.
QByteArray hashedTokenProof(const Secret &token, const QByteArray &bindingData);
bool isHashedTokenAnswer(const Secret &token, const QByteArray &bindingData, const QByteArray &answer);

} // namespace natter
