// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element.h"

#include "stanza/xml_writer.h"

namespace natter {

QString Element::attribute(QStringView ns, QStringView name) const
{
    if (m_tree) {
        const auto &own = node();
        for (quint32 i = own.begin; i < own.begin + own.count; ++i) {
            const auto &attribute = m_tree->attributes[i];
            if (attribute.name->is({ ns, name })) {
                return m_tree->characters.mid(attribute.begin, attribute.count);
            }
        }
    }
    return {};
}

bool Element::hasAttribute(QStringView name) const
{
    if (m_tree) {
        const auto &own = node();
        for (quint32 i = own.begin; i < own.begin + own.count; ++i) {
            if (m_tree->attributes[i].name->is({ {}, name })) {
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
        for (quint32 i = m_index + 1; i < end; i = m_tree->nodes[i].end) {
            const auto &piece = m_tree->nodes[i];
            if (!piece.name) {
                result += QStringView(m_tree->characters).mid(piece.begin, piece.count);
            }
        }
    }
    return result;
}

quint32 Element::elementAt(quint32 index, quint32 end) const
{
    while (index < end && !m_tree->nodes[index].name) {
        index = m_tree->nodes[index].end;
    }
    return index;
}

Element Element::child(ElementName name) const
{
    if (m_tree) {
        const quint32 end = node().end;
        for (quint32 i = elementAt(m_index + 1, end); i < end; i = elementAt(m_tree->nodes[i].end, end)) {
            if (m_tree->nodes[i].name->is(name)) {
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
    m_index = m_parent->elementAt(m_parent->m_tree->nodes[m_index].end, m_parent->node().end);
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
