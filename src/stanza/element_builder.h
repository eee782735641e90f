// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

namespace natter {

/// Builds one Element from the outside in:
///     ElementBuilder(ping).attribute(u"id", id).text(u"…").build()
/// open() and close() nest; build() closes what is still open and may be called once.
class ElementBuilder
{
public:
    /// With a table of its own.
    explicit ElementBuilder(ElementName root);
    /// Sharing `names`, which must not be in use on another thread meanwhile; nothing is open yet.
    explicit ElementBuilder(std::shared_ptr<NameTable> names);

    ElementBuilder &open(ElementName name);
    /// On the element opened last, before its content. An empty value is written, a null one is left out.
    ElementBuilder &attribute(QStringView name, const QString &value);
    ElementBuilder &attribute(QStringView ns, QStringView name, QStringView value);
    ElementBuilder &text(QStringView text);
    ElementBuilder &close();
    /// A copy of `element` as the next child; null adds nothing.
    ElementBuilder &child(const Element &element);
    /// `<name>text</name>` as the next child.
    ElementBuilder &textChild(ElementName name, QStringView text);

    int depth() const { return static_cast<int>(m_open.size()); }
    Element build();
    /// As build(), and the builder, with the memory that it has, can begin another tree.
    Element buildAndReset();

private:
    ElementTree::Node &openNode() { return m_tree->nodes[m_open.back()]; }

    std::shared_ptr<NameTable> m_names;
    QExplicitlySharedDataPointer<ElementTree> m_tree;
    std::vector<quint32> m_open; ///< indices of the open elements
    bool m_inText = false; ///< the last thing added was text of the element that is open
};

} // namespace natter
