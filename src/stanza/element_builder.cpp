// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element_builder.h"

namespace natter {

/// Entries of a list that are kept for the next tree.
static constexpr size_t kept = 16 * 1024;

template <typename List> static void empty(List &list)
{
    list.clear();
    if (list.capacity() > kept) {
        list.shrink_to_fit();
    }
}

ElementBuilder::ElementBuilder(ElementName root) : ElementBuilder(std::make_shared<NameTable>()) { open(root); }

ElementBuilder::ElementBuilder(std::shared_ptr<NameTable> names) : m_names(std::move(names)) { }

ElementBuilder &ElementBuilder::open(ElementName name)
{
    m_inText = false;
    m_open.push_back(nextNode());
    m_nodes.push_back({ m_names->intern(name.ns, name.local), static_cast<quint32>(m_attributes.size()), 0, 0 });
    return *this;
}

ElementBuilder &ElementBuilder::attribute(QStringView name, const QString &value)
{
    return value.isNull() ? *this : attribute({}, name, value);
}

ElementBuilder &ElementBuilder::attribute(QStringView ns, QStringView name, QStringView value)
{
    m_attributes.push_back(
        { m_names->intern(ns, name), static_cast<quint32>(m_characters.size()), static_cast<quint32>(value.size()) });
    ++openNode().count;
    m_characters.append(value.utf16(), static_cast<size_t>(value.size()));
    return *this;
}

ElementBuilder &ElementBuilder::text(QStringView text)
{
    if (text.isEmpty()) {
        return *this;
    }
    const auto size = static_cast<quint32>(text.size());
    if (m_inText) {
        m_nodes.back().count += size; // the piece before came in the same run
    } else {
        m_nodes.push_back({ nullptr, static_cast<quint32>(m_characters.size()), size, nextNode() + 1 });
    }
    m_characters.append(text.utf16(), size);
    m_inText = true;
    return *this;
}

ElementBuilder &ElementBuilder::close()
{
    m_inText = false;
    openNode().end = nextNode();
    m_open.pop_back();
    return *this;
}

ElementBuilder &ElementBuilder::child(const Element &element)
{
    if (!element.m_tree) {
        return *this;
    }
    const ElementTree &from = *element.m_tree;
    const quint32 end = element.node().end;
    std::vector<quint32> ends; // where each open copy ends in `from`
    for (quint32 i = element.m_index; i < end; ++i) {
        while (!ends.empty() && ends.back() <= i) {
            close();
            ends.pop_back();
        }
        const auto &node = from.node(i);
        if (!node.name) {
            text(from.textOf(node));
            continue;
        }
        open({ node.name->ns, node.name->local });
        for (const auto &own : from.attributesOf(node)) {
            attribute(own.name->ns, own.name->local, from.valueOf(own));
        }
        ends.push_back(node.end);
    }
    for (; !ends.empty(); ends.pop_back()) {
        close();
    }
    return *this;
}

ElementBuilder &ElementBuilder::textChild(ElementName name, QStringView content)
{
    return open(name).text(content).close();
}

Element ElementBuilder::build()
{
    while (!m_open.empty()) {
        close();
    }
    Element element(Element::Tree(ElementTree::make(m_nodes, m_attributes, m_characters, m_names)), 0);
    empty(m_nodes);
    empty(m_attributes);
    empty(m_characters);
    return element;
}

} // namespace natter
