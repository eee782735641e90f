// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/mutilator.h"

#include "stanza/element_builder.h"

#include <QXmlStreamReader>

#include <functional>
#include <memory>

namespace natter {

namespace {

struct Attribute
{
    QString ns;
    QString name;
    QString value;
};

/// An element that can be changed. Text is a node without a name.
struct Node
{
    QString ns;
    QString name;
    QString text;
    QList<Attribute> attributes;
    std::vector<Node> children;
};

using Change = std::function<void(Node &node, Node *parent, size_t index)>;

Node read(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    Node top;
    std::vector<Node> open { top };
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            Node node { reader.namespaceUri().toString(), reader.name().toString(), {}, {}, {} };
            const auto attributes = reader.attributes();
            for (const auto &attribute : attributes) {
                node.attributes.append(
                    { attribute.namespaceUri().toString(), attribute.name().toString(), attribute.value().toString() });
            }
            open.push_back(node);
        } else if (reader.isEndElement()) {
            Node done = std::move(open.back());
            open.pop_back();
            open.back().children.push_back(std::move(done));
        } else if (reader.isCharacters() && !reader.isWhitespace()) {
            open.back().children.push_back({ {}, {}, reader.text().toString(), {}, {} });
        }
    }
    return open.front().children.at(0);
}

void build(ElementBuilder &builder, const Node &node)
{
    if (node.name.isEmpty()) {
        builder.text(node.text);
        return;
    }
    builder.open({ node.ns, node.name });
    for (const Attribute &attribute : node.attributes) {
        builder.attribute(attribute.ns, attribute.name, attribute.value);
    }
    for (const Node &child : node.children) {
        build(builder, child);
    }
    builder.close();
}

Element elementOf(const Node &node)
{
    ElementBuilder builder(std::make_shared<NameTable>());
    build(builder, node);
    return builder.build();
}

/// Calls `visit` with the path to each node, the root's being empty.
void visitPaths(const Node &node, const QList<size_t> &path, const std::function<void(const QList<size_t> &)> &visit)
{
    visit(path);
    for (size_t i = 0; i < node.children.size(); ++i) {
        visitPaths(node.children[i], path + QList<size_t> { i }, visit);
    }
}

/// Values that have broken parsers: nothing, too much, numbers that overflow, a cut that would halve a character.
QStringList oddTexts()
{
    return { QString(),
             QStringLiteral(" \t\n "),
             QString(300'000, u'a'),
             u'a' + QStringLiteral("\U0001f41d").repeated(20'000),
             QStringLiteral("-1"),
             QStringLiteral("99999999999999999999999999999999"),
             QStringLiteral("2026-02-30T25:61:61Z"),
             QStringLiteral("\u202egpj.exe\u2066<&>'\"%1%n"),
             QStringLiteral("a@b@c/d"),
             QStringLiteral("+99:99") };
}

/// Collects damaged copies of one fixture.
class Mutilator
{
public:
    explicit Mutilator(Node root) : m_root(std::move(root)) { }

    QList<Mutilation> run()
    {
        visitPaths(m_root, {}, [this](const QList<size_t> &path) {
            const Node &node = at(path);
            if (node.name.isEmpty()) {
                changeText(path);
            } else {
                changeAttributes(path, node);
                changeElement(path, node);
            }
        });
        return m_all;
    }

private:
    const Node &at(const QList<size_t> &path) const
    {
        const Node *node = &m_root;
        for (const size_t index : path) {
            node = &node->children[index];
        }
        return *node;
    }

    void add(const QList<size_t> &path, const QString &what, const Change &change,
             Mutilation::Root root = Mutilation::Root::Same)
    {
        Node copy = m_root;
        Node *parent = nullptr;
        Node *node = &copy;
        size_t last = 0;
        for (const size_t index : path) {
            parent = node;
            node = &node->children[index];
            last = index;
        }
        const QString where = node->name.isEmpty() ? QStringLiteral("text") : node->name;
        change(*node, parent, last);
        m_all.append({ where + QStringLiteral(": ") + what.left(60), elementOf(copy), root });
    }

    void changeText(const QList<size_t> &path)
    {
        const QStringList texts = oddTexts();
        for (const QString &text : texts) {
            add(path, QStringLiteral("text ") + text, [&text](Node &node, Node *, size_t) { node.text = text; });
        }
    }

    void changeAttributes(const QList<size_t> &path, const Node &node)
    {
        const QStringList texts = oddTexts();
        for (qsizetype i = 0; i < node.attributes.size(); ++i) {
            const QString name = node.attributes[i].name;
            add(path, QStringLiteral("without ") + name, [i](Node &n, Node *, size_t) { n.attributes.removeAt(i); });
            add(path, QStringLiteral("foreign ") + name,
                [i](Node &n, Node *, size_t) { n.attributes[i].ns = QStringLiteral("urn:x:evil"); });
            for (const QString &text : texts) {
                add(path, name + u'=' + text, [&, i](Node &n, Node *, size_t) { n.attributes[i].value = text; });
            }
        }
    }

    void changeElement(const QList<size_t> &path, const Node &node)
    {
        const auto root = path.isEmpty() ? Mutilation::Root::Renamed : Mutilation::Root::Same;
        add(
            path, QStringLiteral("wrong namespace"),
            [](Node &n, Node *, size_t) { n.ns = QStringLiteral("urn:x:evil"); }, root);
        add(
            path, QStringLiteral("no namespace"), [](Node &n, Node *, size_t) { n.ns.clear(); }, root);
        add(
            path, QStringLiteral("another name"), [](Node &n, Node *, size_t) { n.name += u'x'; }, root);
        add(path, QStringLiteral("emptied"), [](Node &n, Node *, size_t) { n.children.clear(); });
        add(path, QStringLiteral("bare"), [](Node &n, Node *, size_t) {
            n.children.clear();
            n.attributes.clear();
        });
        add(path, QStringLiteral("holding itself"), [](Node &n, Node *, size_t) { n.children.push_back(Node(n)); });
        add(path, QStringLiteral("huge text before"), [](Node &n, Node *, size_t) {
            n.children.insert(n.children.begin(), Node { {}, {}, QString(300'000, u'x'), {}, {} });
        });
        if (!node.children.empty() && !node.children.front().name.isEmpty()) {
            add(path, QStringLiteral("swapped with its child"), [](Node &n, Node *, size_t) {
                Node inner = n.children.front();
                std::swap(inner.children, n.children);
                n.children = inner.children;
                std::swap(inner.name, n.name);
                std::swap(inner.ns, n.ns);
                std::swap(inner.attributes, n.attributes);
                n.children.push_back(inner);
            });
        }
        if (!path.isEmpty()) {
            add(path, QStringLiteral("dropped"), [](Node &, Node *parent, size_t index) {
                parent->children.erase(parent->children.begin() + static_cast<std::ptrdiff_t>(index));
            });
            for (const int copies : { 1, 6000 }) {
                add(path, QStringLiteral("%1 more of it").arg(copies), [copies](Node &n, Node *parent, size_t) {
                    const Node one = n;
                    parent->children.insert(parent->children.end(), static_cast<size_t>(copies), one);
                });
            }
        }
    }

    Node m_root;
    QList<Mutilation> m_all;
};

} // namespace

QList<Mutilation> mutilationsOf(const QByteArray &xml) { return Mutilator(read(xml)).run(); }

} // namespace natter
