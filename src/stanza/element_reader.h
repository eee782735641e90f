// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "stanza/element_builder.h"

class QXmlStreamReader;

namespace natter {

/// Collects the tokens of a QXmlStreamReader into Elements, one for each element that starts at the top.
class ElementReader
{
public:
    ElementReader();

    /// See NameTable::longest().
    qsizetype longestName() const { return m_names->longest(); }
    bool isOpen() const { return m_builder.depth() > 0; }
    int depth() const { return m_builder.depth(); }
    /// The part that has been read of what is open, or null. Nothing is open from then on, and no name is kept.
    Element abandon();

    /// For the token StartElement.
    void start(const QXmlStreamReader &reader);
    /// Text of the element that is open, if one is.
    void text(QStringView text);
    /// The end of the element that is open. Returns the Element that it finished, or null.
    Element end();

private:
    void forgetNames();

    std::shared_ptr<NameTable> m_names;
    ElementBuilder m_builder;
};

/// The one element in `xml`. For our own files and tests; the stream has XmppListener.
Result<Element> parseElement(const QByteArray &xml);

} // namespace natter
