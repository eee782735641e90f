// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element_builder.h"

namespace natter {

ElementBuilder::ElementBuilder(ElementName root) : ElementBuilder(std::make_shared<NameTable>()) { open(root); }

ElementBuilder::ElementBuilder(std::shared_ptr<NameTable> names)
    : m_names(std::move(names))
    , m_tree(new ElementTree) { }

ElementBuilder &ElementBuilder::open(ElementName name)
{
    auto &nodes = m_tree->nodes;
    m_inText = false;
    m_open.push_back(static_cast<quint32>(nodes.size()));
    nodes.push_back({ m_names->intern(name.ns, name.local), static_cast<quint32>(m_tree->attributes.size()), 0, 0 });
    return *this;
}

ElementBuilder &ElementBuilder::attribute(QStringView name, const QString &value)
{
    return value.isNull() ? *this : attribute({}, name, value);
}

ElementBuilder &ElementBuilder::attribute(QStringView ns, QStringView name, QStringView value)
{
    auto &characters = m_tree->characters;
    m_tree->attributes.push_back(
        { m_names->intern(ns, name), static_cast<quint32>(characters.size()), static_cast<quint32>(value.size()) });
    ++openNode().count;
    characters += value;
    return *this;
}

ElementBuilder &ElementBuilder::text(QStringView text)
{
    if (text.isEmpty()) {
        return *this;
    }
    auto &nodes = m_tree->nodes;
    auto &characters = m_tree->characters;
    if (m_inText) {
        nodes.back().count += static_cast<quint32>(text.size()); // the piece before came in the same run
    } else {
        const auto next = static_cast<quint32>(nodes.size());
        nodes.push_back(
            { nullptr, static_cast<quint32>(characters.size()), static_cast<quint32>(text.size()), next + 1 });
    }
    characters += text;
    m_inText = true;
    return *this;
}

ElementBuilder &ElementBuilder::close()
{
    m_inText = false;
    openNode().end = static_cast<quint32>(m_tree->nodes.size());
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
        const auto &node = from.nodes[i];
        const QStringView characters(from.characters);
        if (!node.name) {
            text(characters.mid(node.begin, node.count));
            continue;
        }
        open({ node.name->ns, node.name->local });
        for (quint32 a = node.begin; a < node.begin + node.count; ++a) {
            const auto &own = from.attributes[a];
            attribute(own.name->ns, own.name->local, characters.mid(own.begin, own.count));
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

Element ElementBuilder::buildAndReset()
{
    while (!m_open.empty()) {
        close();
    }
    auto *exact = new ElementTree;
    exact->nodes = m_tree->nodes;
    exact->attributes = m_tree->attributes;
    exact->characters = QString(m_tree->characters.constData(), m_tree->characters.size());
    exact->names = m_names;
    m_tree->nodes.clear();
    m_tree->attributes.clear();
    m_tree->characters.resize(0);
    return Element(Element::Tree(exact), 0);
}

Element ElementBuilder::build()
{
    while (!m_open.empty()) {
        close();
    }
    m_tree->names = m_names;
    return Element(Element::Tree(m_tree.take(), QAdoptSharedDataTag()), 0); // take() keeps its reference
}

} // namespace natter
