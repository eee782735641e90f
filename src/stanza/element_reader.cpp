// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element_reader.h"

#include "base/limits.h"

#include <QXmlStreamReader>

namespace natter {

ElementReader::ElementReader() : m_names(std::make_shared<NameTable>()), m_builder(m_names) { }

/// With a new table; the old one goes with the last tree that uses it.
void ElementReader::forgetNames()
{
    m_names = std::make_shared<NameTable>();
    m_builder = ElementBuilder(m_names);
}

Element ElementReader::abandon()
{
    const Element part = isOpen() ? m_builder.build() : Element();
    forgetNames();
    return part;
}

void ElementReader::start(const QXmlStreamReader &reader)
{
    if (!isOpen() && m_names->size() > limits::internedNames) {
        forgetNames();
    }
    m_builder.open({ reader.namespaceUri(), reader.name() });
    const QXmlStreamAttributes attributes = reader.attributes();
    for (const QXmlStreamAttribute &attribute : attributes) {
        m_builder.attribute(attribute.namespaceUri(), attribute.name(), attribute.value());
    }
}

void ElementReader::text(QStringView text)
{
    if (isOpen()) {
        m_builder.text(text);
    }
}

Element ElementReader::end()
{
    m_builder.close();
    return isOpen() ? Element() : m_builder.build();
}

Result<Element> parseElement(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    ElementReader elements;
    Element found;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            elements.start(reader);
            break;
        case QXmlStreamReader::Characters:
            elements.text(reader.text());
            break;
        case QXmlStreamReader::EndElement:
            found = elements.end();
            break;
        default:
            break;
        }
    }
    if (reader.hasError() || found.isNull()) {
        return failure(Error::Kind::Malformed, reader.errorString());
    }
    return found;
}

} // namespace natter
