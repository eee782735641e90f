// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

#include <string>
#include <vector>

namespace natter {

/// Builds one Element from the outside in:
///     ElementBuilder(ping).attribute(u"id", id).text(u"…").build()
/// open() and close() nest; build() closes what is still open, and the builder, with memory for an ordinary one, can
/// begin another tree.
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

private:
    ElementTree::Node &openNode() { return m_nodes[m_open.back()]; }
    quint32 nextNode() const { return static_cast<quint32>(m_nodes.size()); }

    std::shared_ptr<NameTable> m_names;
    std::vector<ElementTree::Node> m_nodes;
    std::vector<ElementTree::Attribute> m_attributes;
    std::u16string m_characters;
    std::vector<quint32> m_open; ///< indices of the open elements
    bool m_inText = false; ///< the last thing added was text of the element that is open
};

} // namespace natter
