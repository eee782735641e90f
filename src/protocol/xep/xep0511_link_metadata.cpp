// XEP-0511: Link Metadata, version 0.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0511_link_metadata.h"

#include "base/limits.h"
#include "base/text.h"

namespace natter {

static constexpr QStringView graph = u"https://ogp.me/ns#";
static constexpr ElementName ogTitle { graph, u"title" };
static constexpr ElementName ogDescription { graph, u"description" };
static constexpr ElementName ogUrl { graph, u"url" };
static constexpr ElementName ogSiteName { graph, u"site_name" };
static constexpr ElementName ogType { graph, u"type" };
static constexpr ElementName ogImage { graph, u"image" };
static constexpr ElementName ogImageText { u"https://ogp.me/ns#image:", u"alt" };
static constexpr qsizetype imageChars = limits::cardPictureBytes * 2; ///< in base64, with room

static QString imageIn(const Element &element)
{
    for (const Element &child : element.children()) {
        QString link = child.is(ogImage) ? child.text().trimmed() : QString();
        if (link.startsWith(u"data:", Qt::CaseInsensitive) && link.size() <= imageChars) {
            return link;
        }
    }
    return {};
}

std::optional<LinkMetadata> LinkMetadata::read(const Element &element)
{
    LinkMetadata metadata { element.is(name) ? element.attribute(name.ns, u"about") : QString() };
    if (metadata.about.isEmpty() || metadata.about.size() > limits::cardLinkChars) {
        return std::nullopt;
    }
    const auto text = [&element](ElementName which, qsizetype limit) { return cut(element.childText(which), limit); };
    metadata.title = text(ogTitle, limits::cardTitleChars);
    metadata.description = text(ogDescription, limits::cardTextChars);
    metadata.url = text(ogUrl, limits::cardLinkChars);
    metadata.siteName = text(ogSiteName, limits::nameChars);
    metadata.type = text(ogType, limits::nameChars);
    metadata.image = imageIn(element);
    metadata.imageText = text(ogImageText, limits::cardTitleChars);
    return metadata;
}

Element LinkMetadata::write() const
{
    ElementBuilder builder(name);
    builder.attribute(name.ns, u"about", about);
    for (const auto &[which, text] :
         { std::pair(ogTitle, title), std::pair(ogDescription, description), std::pair(ogUrl, url),
           std::pair(ogImage, image), std::pair(ogImageText, imageText), std::pair(ogType, type),
           std::pair(ogSiteName, siteName) }) {
        if (!text.isEmpty()) {
            builder.textChild(which, text);
        }
    }
    return builder.build();
}

} // namespace natter
