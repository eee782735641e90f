// XEP-0433: Extended Channel Search, version 0.1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0433_channel_search.h"

#include "base/limits.h"
#include "base/text.h"
#include "protocol/xep/xep0004_data_forms.h"

namespace natter {

static constexpr QStringView searchNs = ChannelQuery::name.ns;
static constexpr QStringView roomType = u"xep-0045";

Element ChannelQuery::write() const
{
    DataForm form;
    form.type = QStringLiteral("submit");
    const QString yes = QStringLiteral("true");
    form.add(QStringLiteral("FORM_TYPE"), QStringLiteral("hidden"),
             QStringLiteral("urn:xmpp:channel-search:0:search-params"));
    if (words.isEmpty()) {
        form.add(QStringLiteral("all"), QStringLiteral("boolean"), yes);
    } else {
        form.add(QStringLiteral("q"), QStringLiteral("text-single"), words);
        form.add(QStringLiteral("sinname"), QStringLiteral("boolean"), yes);
        form.add(QStringLiteral("sindescription"), QStringLiteral("boolean"), yes);
    }
    form.add(QStringLiteral("types"), QStringLiteral("list-multi"), roomType.toString());
    form.add(QStringLiteral("key"), QStringLiteral("list-single"),
             order == Order::Address ? QStringLiteral("{urn:xmpp:channel-search:0:order}address")
                                     : QStringLiteral("{urn:xmpp:channel-search:0:order}nusers"));
    return ElementBuilder(name).child(set.write()).child(form.write()).build();
}

static QString textIn(const Element &item, QStringView what, qsizetype chars)
{
    return cut(item.childText({ searchNs, what }).trimmed(), chars).trimmed();
}

static std::optional<FoundChannel> channelIn(const Element &item)
{
    FoundChannel channel { Jid::orNull(item.attribute(u"address")).bare() };
    const QString type = textIn(item, u"service-type", limits::nameChars);
    if (channel.address.isNull() || (!type.isEmpty() && type != roomType)) {
        return std::nullopt;
    }
    channel.title = textIn(item, u"name", limits::nameChars);
    channel.description = textIn(item, u"description", limits::statusChars);
    channel.language = textIn(item, u"language", limits::nameChars);
    bool isNumber = false;
    const int occupants = textIn(item, u"nusers", limits::nameChars).toInt(&isNumber);
    channel.occupants = isNumber && occupants >= 0 ? occupants : -1;
    const Element open = item.child({ searchNs, u"is-open" });
    const QString isOpen = open.text().trimmed();
    if (open) {
        channel.isOpen = isOpen.isEmpty() || isOpen == u"true" || isOpen == u"1";
    }
    return channel;
}

std::optional<ChannelPage> ChannelPage::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    ChannelPage page;
    for (const Element &child : element.children()) {
        if (page.channels.size() >= limits::discoItems) {
            break;
        }
        if (auto channel = child.is({ searchNs, u"item" }) ? channelIn(child) : std::nullopt) {
            page.channels.append(std::move(*channel));
        }
    }
    page.set = ResultSet::read(element.child(ResultSet::name)).value_or(ResultSet());
    return page;
}

Element ChannelPage::write() const
{
    ElementBuilder builder(name);
    const auto add = [&builder](QStringView what, const QString &text) {
        if (!text.isEmpty()) {
            builder.textChild({ searchNs, what }, text);
        }
    };
    for (const FoundChannel &channel : channels) {
        builder.open({ searchNs, u"item" }).attribute(u"address", channel.address.toString());
        add(u"name", channel.title);
        add(u"description", channel.description);
        add(u"language", channel.language);
        add(u"nusers", channel.occupants < 0 ? QString() : QString::number(channel.occupants));
        add(u"is-open", !channel.isOpen ? QString() : QLatin1String(*channel.isOpen ? "true" : "false"));
        builder.close();
    }
    return builder.child(set.write()).build();
}

Iq channelSearch(const Jid &service, const ChannelQuery &query)
{
    Iq iq;
    iq.to = service;
    iq.addChild(query.write());
    return iq;
}

} // namespace natter
