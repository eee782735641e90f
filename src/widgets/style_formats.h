// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QTextLayout>

namespace natter {

/// What is strong, a quotation and so on in a text (XEP-0393); what marks it stays visible, as it is part of what is
/// said. Quotations are `muted`, and a trace of `ink` lies behind code.
QList<QTextLayout::FormatRange> styleFormats(const QString &text, const QColor &muted, const QColor &ink);

/// Of code.
QTextCharFormat codeFormat(const QColor &ink);

} // namespace natter
