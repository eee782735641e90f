// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

namespace natter {

/// The element as it may be shown to the person or written to a log: what logs somebody in is hidden, that is all
/// text and every token in an element of SASL (RFC 6120, 6; XEP-0388, 0480, 0484).
Element withoutSecrets(const Element &element);

} // namespace natter
