// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element_reader.h"

#include "base/limits.h"

#include <QXmlStreamReader>

namespace natter {

ElementReader::ElementReader() : m_names(std::make_shared<NameTable>()), m_builder(m_names) { }

void ElementReader::start(const QXmlStreamReader &reader)
{
    if (!isOpen() && m_names->size() > limits::internedNames) {
        m_names = std::make_shared<NameTable>(); // the old one goes with the last tree that uses it
        m_builder = ElementBuilder(m_names);
    }
    m_builder.open({ reader.namespaceUri(), reader.name() });
    const QXmlStreamAttributes attributes = reader.attributes();
    for (const QXmlStreamAttribute &attribute : attributes) {
        m_builder.attribute(attribute.namespaceUri(), attribute.name(), attribute.value());
    }
}

std::optional<Element> ElementReader::consume(const QXmlStreamReader &reader)
{
    switch (reader.tokenType()) {
    case QXmlStreamReader::StartElement:
        start(reader);
        break;
    case QXmlStreamReader::Characters:
        if (isOpen()) {
            m_builder.text(reader.text());
        }
        break;
    case QXmlStreamReader::EndElement:
        if (isOpen()) {
            m_builder.close();
            if (!isOpen()) {
                return m_builder.buildAndReset();
            }
        }
        break;
    default:
        break;
    }
    return std::nullopt;
}

Result<Element> parseElement(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    ElementReader elements;
    Element found;
    while (!reader.atEnd()) {
        reader.readNext();
        if (auto done = elements.consume(reader)) {
            found = *done;
        }
    }
    if (reader.hasError() || found.isNull()) {
        return failure(Error::Kind::Malformed, reader.errorString());
    }
    return found;
}

} // namespace natter
