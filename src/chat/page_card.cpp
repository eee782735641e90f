// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/page_card.h"

#include "base/limits.h"

#include <QHash>
#include <QStringDecoder>

#ifdef NATTER_LIBXML2
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#endif

#include <memory>

namespace natter {

#ifdef NATTER_LIBXML2

static constexpr qsizetype pieceBytes = 16 * 1024;
static constexpr qsizetype keptBytes = 4096; ///< of a text
static constexpr int deepest = 256; ///< of elements: for each that ends, all that are open may be looked through

/// What is noted while a page is read, without a tree of it.
struct PageWords
{
    QHash<QByteArray, QByteArray> named; ///< by name or property, as UTF-8; of each the first
    QByteArray title;
    bool inTitle = false;
    bool hasTitle = false;
    int depth = 0;
    htmlParserCtxtPtr parser = nullptr;
};

static QByteArray bytesOf(const xmlChar *text)
{
    return text ? QByteArray(reinterpret_cast<const char *>(text)) : QByteArray();
}

static void elementBegan(void *context, const xmlChar *name, const xmlChar **attributes)
{
    auto &words = *static_cast<PageWords *>(context);
    if (++words.depth > deepest) {
        xmlStopParser(words.parser);
        return;
    }
    const QByteArray element = bytesOf(name).toLower();
    words.inTitle = element == "title" && !words.hasTitle;
    if (element != "meta" || !attributes) {
        return;
    }
    QByteArray key;
    QByteArray content;
    for (; attributes[0]; attributes += 2) {
        const QByteArray attribute = bytesOf(attributes[0]).toLower();
        if (attribute == "content") {
            content = bytesOf(attributes[1]).left(keptBytes);
        } else if (attribute == "property" || (attribute == "name" && key.isEmpty())) {
            key = bytesOf(attributes[1]).trimmed().toLower();
        }
    }
    static const QByteArrayList wanted { "og:title",      "og:description",      "og:site_name",
                                         "twitter:title", "twitter:description", "description" };
    if (wanted.contains(key) && !content.trimmed().isEmpty() && !words.named.contains(key)) {
        words.named.insert(key, content);
    }
}

static void elementEnded(void *context, const xmlChar *name)
{
    auto &words = *static_cast<PageWords *>(context);
    --words.depth;
    if (words.inTitle && bytesOf(name).toLower() == "title") {
        words.inTitle = false;
        words.hasTitle = true; // a drawing in the page may have one of its own
    }
}

static void textRead(void *context, const xmlChar *text, int length)
{
    auto &words = *static_cast<PageWords *>(context);
    if (words.inTitle && words.title.size() < keptBytes) {
        words.title.append(reinterpret_cast<const char *>(text), length);
    }
}

static bool isUtf8(const QByteArray &content)
{
    QStringDecoder decoder(QStringDecoder::Utf8); // the last character may be cut
    const QString decoded = decoder.decode(content);
    return !decoder.hasError() && !decoded.isNull();
}

/// That of HTTP comes before that of the page; but what is UTF-8 is nothing else, whatever they say, and what is not is
/// not.
static QByteArray charsetOf(const Page &page)
{
    if (isUtf8(page.content)) {
        return "UTF-8";
    }
    QByteArray charset;
    const auto parameters = page.type.split(';');
    for (const QByteArray &parameter : parameters) {
        const QByteArray text = parameter.trimmed();
        if (text.toLower().startsWith("charset=")) {
            charset = text.mid(8).replace('"', QByteArray()).trimmed();
        }
    }
    return charset.toLower() == "utf-8" ? QByteArray() : charset;
}

static PageWords wordsOf(const Page &page)
{
    PageWords words;
    htmlSAXHandler handler {};
    handler.startElement = elementBegan;
    handler.endElement = elementEnded;
    handler.characters = textRead;
    handler.ignorableWhitespace = textRead;
    const std::unique_ptr<htmlParserCtxt, void (*)(htmlParserCtxtPtr)> parser(
        htmlCreatePushParserCtxt(&handler, &words, nullptr, 0, nullptr, XML_CHAR_ENCODING_NONE), htmlFreeParserCtxt);
    if (!parser) {
        return words;
    }
    words.parser = parser.get();
    xmlSetStructuredErrorFunc(nullptr, [](void *, auto) {}); // it would write to stderr; of this thread alone
    htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    const QByteArray charset = charsetOf(page);
    if (xmlCharEncodingHandlerPtr encoding =
            charset.isEmpty() ? nullptr : xmlFindCharEncodingHandler(charset.constData())) {
        xmlSwitchToEncoding(parser.get(), encoding);
    }
    for (qsizetype at = 0; at < page.content.size() && words.depth <= deepest; at += pieceBytes) {
        const auto size = static_cast<int>(qMin(pieceBytes, page.content.size() - at));
        htmlParseChunk(parser.get(), page.content.constData() + at, size, 0);
    }
    htmlParseChunk(parser.get(), nullptr, 0, 1);
    return words;
}

bool canReadPages() { return true; }

Result<LinkCard> cardFrom(const Page &page, const QString &link)
{
    static const bool isReady = [] {
        xmlInitParser(); // once for all threads
        return true;
    }();
    Q_UNUSED(isReady)
    const PageWords words = wordsOf(page);
    const auto text = [&words](const QByteArrayList &keys) {
        for (const QByteArray &key : keys) {
            if (words.named.contains(key)) {
                return QString::fromUtf8(words.named.value(key));
            }
        }
        return QString();
    };
    LinkCard card { link, text({ "og:title", "twitter:title" }) };
    if (card.title.isEmpty()) {
        card.title = QString::fromUtf8(words.title);
    }
    card.description = text({ "og:description", "twitter:description", "description" });
    card.site = text({ "og:site_name" });
    const auto usable = cardsFor(link, { card });
    return usable.isEmpty() ? Result<LinkCard>(failure(Error {
               Error::Kind::InvalidInput, QStringLiteral("the page has no title"), QStringLiteral("no-card"), {} }))
                            : Result<LinkCard>(usable.first());
}

#else

bool canReadPages() { return false; }

Result<LinkCard> cardFrom(const Page &, const QString &)
{
    return failure(
        Error { Error::Kind::InvalidInput, QStringLiteral("built without libxml2"), QStringLiteral("no-card"), {} });
}

#endif

} // namespace natter
