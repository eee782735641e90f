// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/name_table.h"

#include <QByteArray>
#include <QMetaType>
#include <QSharedData>

#include <iterator>
#include <span>
#include <string_view>

namespace natter {

/// The nodes of one tree in document order, so that neither reading nor destroying it recurses, and what they consist
/// of, in one block of memory.
class ElementTree : public QSharedData
{
public:
    struct Node
    {
        const QualifiedName *name; ///< null for a piece of text
        quint32 begin; ///< first attribute, or first character
        quint32 count; ///< attributes, or characters
        quint32 end; ///< index behind the last descendant
    };
    struct Attribute
    {
        const QualifiedName *name;
        quint32 begin; ///< first character of the value
        quint32 count;
    };

    /// `characters` are all texts and all values of attributes; `names` are kept alive.
    static const ElementTree *make(std::span<const Node> nodes, std::span<const Attribute> attributes,
                                   std::u16string_view characters, std::shared_ptr<const NameTable> names);
    static void operator delete(void *tree) { ::operator delete(tree); }

    const Node &node(quint32 index) const { return m_nodes[index]; }
    std::span<const Attribute> attributesOf(const Node &element) const
    {
        return { m_attributes + element.begin, element.count };
    }
    QStringView textOf(const Node &piece) const { return { m_characters + piece.begin, piece.count }; }
    QStringView valueOf(const Attribute &attribute) const
    {
        return { m_characters + attribute.begin, attribute.count };
    }

private:
    ElementTree() = default;
    Q_DISABLE_COPY_MOVE(ElementTree)

    const Node *m_nodes = nullptr; ///< behind this object, like the two that follow
    const Attribute *m_attributes = nullptr;
    const char16_t *m_characters = nullptr;
    std::shared_ptr<const NameTable> m_names;
};

/// An XML element: an immutable value that is cheap to copy and safe to hand to another thread.
/// A default-made Element is null; asking a null Element anything gives empty answers.
class Element
{
public:
    class Children;

    Element() = default;

    bool isNull() const { return !m_tree; }
    explicit operator bool() const { return !isNull(); }
    bool is(ElementName name) const { return m_tree && node().name->is(name); }
    QString localName() const { return m_tree ? node().name->local : QString(); }
    QString namespaceUri() const { return m_tree ? node().name->ns : QString(); }

    /// The value of the attribute without namespace; empty if absent.
    QString attribute(QStringView name) const { return attribute({}, name); }
    QString attribute(QStringView ns, QStringView name) const;
    bool hasAttribute(QStringView name) const;

    /// The element's own character data, in order, without that of its children.
    QString text() const;
    /// The text of the first child of that name; empty if there is none.
    QString childText(ElementName name) const { return child(name).text(); }

    /// The first child element of that name, or null.
    Element child(ElementName name) const;
    /// The first child element in that namespace, or null.
    Element childIn(QStringView ns) const;
    Element firstChild() const;
    /// All child elements, for range-based loops.
    Children children() const;

    /// UTF-8 that means the same in a stream whose default namespace is `contextNamespace`; names, order and
    /// text are kept, characters that XML 1.0 forbids are left out.
    QByteArray toXml(QStringView contextNamespace = {}) const;

    /// Same names, attributes in the same order, same text and children.
    friend bool operator==(const Element &a, const Element &b);

private:
    friend class ElementBuilder;
    friend class XmlWriter;
    using Tree = QExplicitlySharedDataPointer<const ElementTree>;

    Element(Tree tree, quint32 index) : m_tree(std::move(tree)), m_index(index) { }
    const ElementTree::Node &node() const { return m_tree->node(m_index); }
    /// Index of the next element node at or behind `index` among siblings that end at `end`.
    quint32 elementAt(quint32 index, quint32 end) const;

    Tree m_tree;
    quint32 m_index = 0;
};

/// The child elements of an Element.
class Element::Children
{
public:
    class iterator
    {
    public:
        using value_type = Element;
        using difference_type = std::ptrdiff_t;

        iterator(const Element *parent, quint32 index) : m_parent(parent), m_index(index) { }
        Element operator*() const { return Element(m_parent->m_tree, m_index); }
        iterator &operator++();
        bool operator==(const iterator &other) const { return m_index == other.m_index; }

    private:
        const Element *m_parent;
        quint32 m_index;
    };

    explicit Children(Element parent) : m_parent(std::move(parent)) { }
    iterator begin() const;
    iterator end() const;

private:
    Element m_parent;
};

inline Element::Children Element::children() const { return Children(*this); }

} // namespace natter

Q_DECLARE_METATYPE(natter::Element)
