// XEP-0492: Chat notification settings, version 0.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0492_notification_settings.h"

#include "stanza/element_builder.h"

#include <algorithm>

namespace natter {

using Rule = NotificationSettings::Rule;
using Identity = NotificationSettings::Identity;

static constexpr QStringView settingsNs = NotificationSettings::name.ns;
static constexpr ElementName advancedName { settingsNs, u"advanced" };

/// How specific a setting is for somebody, if it is for them at all.
enum class Reach { NotTheirs, Everybody, Category, Type };

static QStringView nameOf(Rule rule)
{
    switch (rule) {
    case Rule::Never:
        return u"never";
    case Rule::OnMention:
        return u"on-mention";
    case Rule::Always:
        break;
    }
    return u"always";
}

static std::optional<Rule> ruleOf(const Element &setting)
{
    for (const Rule rule : { Rule::Never, Rule::OnMention, Rule::Always }) {
        if (setting.is({ settingsNs, nameOf(rule) })) {
            return rule;
        }
    }
    return std::nullopt;
}

static Reach reachOf(const Element &setting, const Identity &identity)
{
    const bool hasCategory = setting.hasAttribute(u"identity-category");
    const bool hasType = setting.hasAttribute(u"identity-type");
    if (!ruleOf(setting) || (hasType && !hasCategory)) {
        return Reach::NotTheirs;
    }
    if (!hasCategory) {
        return Reach::Everybody;
    }
    const bool isCategory = setting.attribute(u"identity-category") == identity.category;
    const bool isType = !hasType || setting.attribute(u"identity-type") == identity.type;
    return !isCategory || !isType ? Reach::NotTheirs : hasType ? Reach::Type : Reach::Category;
}

/// The first of those that reach them most specifically; null if none does.
static Element bestOf(const Element &settings, const Identity &identity)
{
    Element best;
    Reach reach = Reach::NotTheirs;
    for (const Element &setting : settings.children()) {
        if (const Reach found = reachOf(setting, identity); found > reach) {
            best = setting;
            reach = found;
        }
    }
    return best;
}

std::optional<Rule> NotificationSettings::rule(const Identity &identity) const
{
    return ruleOf(bestOf(element, identity));
}

/// The rule for those who `reach` means, with what others had added to the settings in its place.
static void add(ElementBuilder &builder, Rule rule, Reach reach, const Identity &identity,
                const QList<Element> &replaced)
{
    builder.open({ settingsNs, nameOf(rule) });
    builder.attribute(u"identity-category", reach >= Reach::Category ? identity.category : QString());
    builder.attribute(u"identity-type", reach == Reach::Type ? identity.type : QString());
    bool isOpen = false;
    for (const Element &setting : replaced) {
        for (const Element &each : setting.child(advancedName).children()) {
            if (!std::exchange(isOpen, true)) {
                builder.open(advancedName);
            }
            builder.child(each);
        }
    }
    if (isOpen) {
        builder.close();
    }
    builder.close();
}

/// `settings` with the rule in the place of those that reach as far; behind all others if there are none.
static Element withRule(const Element &settings, Rule rule, Reach reach, const Identity &identity)
{
    QList<Element> replaced;
    bool hasFallback = reach == Reach::Everybody;
    for (const Element &setting : settings.children()) {
        const Reach found = reachOf(setting, identity);
        hasFallback = hasFallback || found == Reach::Everybody;
        if (found == reach) {
            replaced.append(setting);
        }
    }
    ElementBuilder builder(NotificationSettings::name);
    bool isThere = false;
    for (const Element &setting : settings.children()) {
        if (reachOf(setting, identity) != reach) {
            builder.child(setting);
        } else if (!std::exchange(isThere, true)) {
            add(builder, rule, reach, identity, replaced);
        }
    }
    if (!isThere) {
        add(builder, rule, reach, identity, {});
    }
    if (!hasFallback) {
        add(builder, rule, Reach::Everybody, identity, {});
    }
    return builder.build();
}

static Element withoutRules(const Element &settings, const Identity &identity)
{
    ElementBuilder builder(NotificationSettings::name);
    bool isEmpty = true;
    for (const Element &setting : settings.children()) {
        if (reachOf(setting, identity) == Reach::NotTheirs || setting.child(advancedName)) {
            builder.child(setting);
            isEmpty = false;
        }
    }
    return isEmpty ? Element() : builder.build();
}

void NotificationSettings::setRule(std::optional<Rule> wanted, const Identity &identity)
{
    if (wanted == rule(identity)) {
        return;
    }
    const Element best = bestOf(element, identity);
    element = wanted ? withRule(element, *wanted, best ? reachOf(best, identity) : Reach::Everybody, identity)
                     : withoutRules(element, identity);
}

std::optional<NotificationSettings> NotificationSettings::read(const Element &element)
{
    return element.is(name) ? std::optional(NotificationSettings { element }) : std::nullopt;
}

std::optional<Rule> notificationRule(const Bookmark &bookmark, const Identity &identity)
{
    return NotificationSettings { bookmark.extension(NotificationSettings::name) }.rule(identity);
}

void setNotificationRule(Bookmark &bookmark, std::optional<Rule> rule, const Identity &identity)
{
    NotificationSettings settings { bookmark.extension(NotificationSettings::name) };
    settings.setRule(rule, identity);
    bookmark.setExtension(NotificationSettings::name, settings.element);
}

} // namespace natter
