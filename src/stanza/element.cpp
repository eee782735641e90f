// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element.h"

#include "stanza/xml_writer.h"

#include <memory>
#include <new>

namespace natter {

const ElementTree *ElementTree::make(std::span<const Node> nodes, std::span<const Attribute> attributes,
                                     std::u16string_view characters, std::shared_ptr<const NameTable> names)
{
    // In an order in which each part is aligned
    static_assert(alignof(ElementTree) >= alignof(Node) && alignof(Node) >= alignof(Attribute));
    static_assert(sizeof(ElementTree) % alignof(Node) == 0);
    void *block = ::operator new(sizeof(ElementTree) + nodes.size_bytes() + attributes.size_bytes()
                                 + characters.size() * sizeof(char16_t));
    auto *tree = ::new (block) ElementTree;
    auto *ownNodes = reinterpret_cast<Node *>(tree + 1);
    auto *ownAttributes = reinterpret_cast<Attribute *>(std::uninitialized_copy(nodes.begin(), nodes.end(), ownNodes));
    auto *ownCharacters =
        reinterpret_cast<char16_t *>(std::uninitialized_copy(attributes.begin(), attributes.end(), ownAttributes));
    std::uninitialized_copy(characters.begin(), characters.end(), ownCharacters);
    tree->m_nodes = ownNodes;
    tree->m_attributes = ownAttributes;
    tree->m_characters = ownCharacters;
    tree->m_names = std::move(names);
    return tree;
}

QString Element::attribute(QStringView ns, QStringView name) const
{
    if (m_tree) {
        for (const auto &attribute : m_tree->attributesOf(node())) {
            if (attribute.name->is({ ns, name })) {
                return m_tree->valueOf(attribute).toString();
            }
        }
    }
    return {};
}

bool Element::hasAttribute(QStringView name) const
{
    if (m_tree) {
        for (const auto &attribute : m_tree->attributesOf(node())) {
            if (attribute.name->is({ {}, name })) {
                return true;
            }
        }
    }
    return false;
}

QString Element::text() const
{
    QString result;
    if (m_tree) {
        const quint32 end = node().end;
        for (quint32 i = m_index + 1; i < end; i = m_tree->node(i).end) {
            const auto &piece = m_tree->node(i);
            if (!piece.name) {
                result += m_tree->textOf(piece);
            }
        }
    }
    return result;
}

quint32 Element::elementAt(quint32 index, quint32 end) const
{
    while (index < end && !m_tree->node(index).name) {
        index = m_tree->node(index).end;
    }
    return index;
}

Element Element::child(ElementName name) const
{
    if (m_tree) {
        const quint32 end = node().end;
        for (quint32 i = elementAt(m_index + 1, end); i < end; i = elementAt(m_tree->node(i).end, end)) {
            if (m_tree->node(i).name->is(name)) {
                return Element(m_tree, i);
            }
        }
    }
    return {};
}

Element Element::childIn(QStringView ns) const
{
    for (const Element &candidate : children()) {
        if (candidate.node().name->ns == ns) {
            return candidate;
        }
    }
    return {};
}

Element Element::firstChild() const
{
    if (m_tree) {
        const quint32 first = elementAt(m_index + 1, node().end);
        if (first < node().end) {
            return Element(m_tree, first);
        }
    }
    return {};
}

QByteArray Element::toXml(QStringView contextNamespace) const
{
    XmlWriter writer(contextNamespace);
    if (m_tree) {
        writer.write(*this);
    }
    return writer.take();
}

bool operator==(const Element &a, const Element &b)
{
    if (!a.m_tree || !b.m_tree) {
        return !a.m_tree && !b.m_tree;
    }
    if (a.m_tree == b.m_tree && a.m_index == b.m_index) {
        return true;
    }
    return a.toXml() == b.toXml();
}

Element::Children::iterator &Element::Children::iterator::operator++()
{
    m_index = m_parent->elementAt(m_parent->m_tree->node(m_index).end, m_parent->node().end);
    return *this;
}

Element::Children::iterator Element::Children::begin() const
{
    return m_parent.m_tree ? iterator(&m_parent, m_parent.elementAt(m_parent.m_index + 1, m_parent.node().end)) : end();
}

Element::Children::iterator Element::Children::end() const
{
    return iterator(&m_parent, m_parent.m_tree ? m_parent.node().end : 0);
}

} // namespace natter
