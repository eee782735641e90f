// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

#include <QSslSocket>

namespace natter {

/// Writes a top-level element of the stream; the number of its bytes.
qint64 writeTo(QSslSocket &socket, const Element &element);

} // namespace natter
