// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

namespace natter {

/// Writes Elements as UTF-8, declaring namespaces where they change.
class XmlWriter
{
public:
    /// In which order an element's attributes are written; Sorted: as Canonical XML has it.
    enum class Attributes { AsTheyAre, Sorted };

    explicit XmlWriter(QStringView contextNamespace, Attributes order = Attributes::AsTheyAre)
        : m_context(contextNamespace.toString())
        , m_order(order)
    {
    }

    void write(const Element &element);
    QByteArray take() { return m_out.toUtf8(); }

private:
    void startTag(const ElementTree &tree, const ElementTree::Node &node, QStringView parentNamespace);
    void escaped(QStringView text, QStringView special);

    QString m_context;
    Attributes m_order;
    QString m_out;
};

/// `text` without the characters XML 1.0 (2.2) forbids and without halves of surrogate pairs. The pointer, if
/// given, receives how many were left out.
QString withoutForbiddenCharacters(QStringView text, int *removed = nullptr);

} // namespace natter
