// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/xml_writer.h"

#include <QStringList>

#include <algorithm>

namespace natter {

static constexpr QStringView xmlNamespace = u"http://www.w3.org/XML/1998/namespace";

/// How many UTF-16 units at `i` form one allowed character; 0 if the unit there is forbidden.
static int allowedUnits(QStringView text, qsizetype i)
{
    const QChar c = text[i];
    if (c.isHighSurrogate()) {
        if (i + 1 >= text.size() || !text[i + 1].isLowSurrogate()) {
            return 0;
        }
        return 2;
    }
    const char16_t u = c.unicode();
    const bool forbidden = (u < 0x20 && u != '\t' && u != '\n' && u != '\r') || c.isLowSurrogate() || u >= 0xfffe;
    return forbidden ? 0 : 1;
}

QString withoutForbiddenCharacters(QStringView text, int *removed)
{
    QString result;
    result.reserve(text.size());
    int count = 0;
    for (qsizetype i = 0; i < text.size();) {
        const int units = allowedUnits(text, i);
        if (units == 0) {
            ++count;
            ++i;
            continue;
        }
        result += text.mid(i, units);
        i += units;
    }
    if (removed) {
        *removed = count;
    }
    return result;
}

void XmlWriter::escaped(QStringView text, QStringView special)
{
    for (qsizetype i = 0; i < text.size();) {
        const int units = allowedUnits(text, i);
        const QChar c = text[i];
        if (units == 0) {
            ++i;
            continue;
        }
        if (units == 1 && special.contains(c)) {
            switch (c.unicode()) {
            case '&':
                m_out += u"&amp;";
                break;
            case '<':
                m_out += u"&lt;";
                break;
            case '>':
                m_out += u"&gt;";
                break;
            case '\'':
                m_out += u"&apos;";
                break;
            default: // white space that a parser would otherwise normalise away
                m_out += u"&#" + QString::number(c.unicode()) + u';';
            }
        } else {
            m_out += text.mid(i, units);
        }
        i += units;
    }
}

static QString qualified(const ElementTree::Node &node)
{
    return node.name->ns == xmlNamespace ? QString(u"xml:" + node.name->local) : node.name->local;
}

/// Canonical XML 1.0, 2.3: those without a namespace first, then by namespace, then by name.
static void sort(std::vector<ElementTree::Attribute> &attributes)
{
    std::sort(attributes.begin(), attributes.end(), [](const auto &a, const auto &b) {
        // In UTF-8 the order is that of the characters, which that of UTF-16 is not
        const auto key = [](const auto &attribute) {
            return std::pair(attribute.name->ns.toUtf8(), attribute.name->local.toUtf8());
        };
        return key(a) < key(b);
    });
}

void XmlWriter::startTag(const ElementTree &tree, const ElementTree::Node &node, QStringView parentNamespace)
{
    m_out += u'<' + qualified(node);
    if (node.name->ns != parentNamespace && node.name->ns != xmlNamespace) {
        m_out += u" xmlns='";
        escaped(node.name->ns, u"&<>'\t\n\r");
        m_out += u'\'';
    }
    int prefixes = 0;
    auto attributes = tree.attributesOf(node);
    std::vector<ElementTree::Attribute> sorted;
    if (m_order == Attributes::Sorted) {
        sorted.assign(attributes.begin(), attributes.end());
        sort(sorted);
        attributes = sorted;
    }
    for (const auto &attribute : attributes) {
        m_out += u' ';
        if (attribute.name->ns == xmlNamespace) {
            m_out += u"xml:";
        } else if (!attribute.name->ns.isEmpty()) {
            const QString prefix = u'p' + QString::number(prefixes++);
            m_out += u"xmlns:" + prefix + u"='";
            escaped(attribute.name->ns, u"&<>'\t\n\r");
            m_out += u"' " + prefix + u':';
        }
        m_out += attribute.name->local + u"='";
        escaped(tree.valueOf(attribute), u"&<>'\t\n\r");
        m_out += u'\'';
    }
}

void XmlWriter::write(const Element &element)
{
    const ElementTree &tree = *element.m_tree;
    const quint32 end = element.node().end;
    std::vector<quint32> open;
    QStringList namespaces; ///< the default one inside each open element
    for (quint32 i = element.m_index; i < end; ++i) {
        const auto &node = tree.node(i);
        if (!node.name) {
            escaped(tree.textOf(node), u"&<>\r");
        } else {
            // The xml namespace has its prefix and is never the default one
            const QString around = namespaces.isEmpty() ? m_context : namespaces.last();
            startTag(tree, node, around);
            if (node.end == i + 1) {
                m_out += u"/>";
            } else {
                m_out += u'>';
                open.push_back(i);
                namespaces.append(node.name->ns == xmlNamespace ? around : node.name->ns);
            }
        }
        while (!open.empty() && tree.node(open.back()).end == i + 1) {
            m_out += u"</" + qualified(tree.node(open.back())) + u'>';
            open.pop_back();
            namespaces.removeLast();
        }
    }
}

} // namespace natter
