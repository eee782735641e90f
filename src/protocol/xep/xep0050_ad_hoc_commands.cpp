// XEP-0050: Ad-Hoc Commands, version 1.3.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0050_ad_hoc_commands.h"

#include "base/limits.h"
#include "base/text.h"

#include <array>

namespace natter {

using Action = CommandStage::Action;
using Status = CommandStage::Status;
using Note = CommandStage::Note;

static constexpr QStringView commandsNs = CommandStage::name.ns;
static constexpr std::array actionNames { std::pair(Action::Execute, u"execute"), std::pair(Action::Previous, u"prev"),
                                          std::pair(Action::Next, u"next"), std::pair(Action::Complete, u"complete"),
                                          std::pair(Action::Cancel, u"cancel") };
static constexpr std::array statusNames { std::pair(Status::Executing, u"executing"),
                                          std::pair(Status::Completed, u"completed"),
                                          std::pair(Status::Cancelled, u"canceled") };
static constexpr std::array noteNames { std::pair(Note::Kind::Information, u"info"),
                                        std::pair(Note::Kind::Warning, u"warn"),
                                        std::pair(Note::Kind::Problem, u"error") };

template <typename Names> static auto valueOf(const Names &names, const QString &text)
{
    using Value = typename Names::value_type::first_type;
    for (const auto &[value, name] : names) {
        if (text == QStringView(name)) {
            return std::optional<Value>(value);
        }
    }
    return std::optional<Value>();
}

template <typename Names> static QString nameOf(const Names &names, typename Names::value_type::first_type wanted)
{
    for (const auto &[value, name] : names) {
        if (value == wanted) {
            return QStringView(name).toString();
        }
    }
    return {};
}

/// What is usual is the next stage, unless it says otherwise; and where that is none of what is allowed (3.3), what
/// goes furthest.
static void readActions(const Element &element, CommandStage &stage)
{
    for (const Action action : { Action::Previous, Action::Next, Action::Complete }) {
        const QString name = nameOf(actionNames, action);
        if (!element.child({ commandsNs, name }).isNull()) {
            stage.allowed.append(action);
        }
    }
    if (stage.allowed.isEmpty()) {
        return;
    }
    stage.usual = valueOf(actionNames, element.attribute(u"execute")).value_or(Action::Next);
    if (!stage.allowed.contains(stage.usual)) {
        stage.usual = stage.allowed.last();
    }
}

std::optional<CommandStage> CommandStage::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    CommandStage stage { element.attribute(u"node") };
    stage.session = element.attribute(u"sessionid");
    stage.action = valueOf(actionNames, element.attribute(u"action")).value_or(Action::Execute);
    stage.status = valueOf(statusNames, element.attribute(u"status"));
    readActions(element.child({ commandsNs, u"actions" }), stage);
    for (const Element &child : element.children()) {
        if (child.is({ commandsNs, u"note" }) && stage.notes.size() < limits::commandNotes) {
            stage.notes.append({ valueOf(noteNames, child.attribute(u"type")).value_or(Note::Kind::Information),
                                 cut(child.text().trimmed(), limits::statusChars) });
        }
    }
    stage.form = DataForm::read(element.child(DataForm::name));
    return stage;
}

Element CommandStage::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"node", node).attribute(u"sessionid", session.isEmpty() ? QString() : session);
    if (status) {
        builder.attribute(u"status", nameOf(statusNames, *status));
    } else {
        builder.attribute(u"action", nameOf(actionNames, action));
    }
    if (!allowed.isEmpty()) {
        builder.open({ commandsNs, u"actions" }).attribute(u"execute", nameOf(actionNames, usual));
        for (const Action each : allowed) {
            const QString child = nameOf(actionNames, each);
            builder.open({ commandsNs, child }).close();
        }
        builder.close();
    }
    for (const Note &note : notes) {
        builder.open({ commandsNs, u"note" }).attribute(u"type", nameOf(noteNames, note.kind)).text(note.text).close();
    }
    if (form) {
        builder.child(form->write());
    }
    return builder.build();
}

QFuture<Result<Iq>> AdHocCommands::list(const Jid &entity)
{
    return m_discovery.askForItems(entity, std::nullopt, commandsNs.toString());
}

QFuture<Result<Iq>> AdHocCommands::perform(const Jid &entity, const CommandStage &stage)
{
    Iq iq;
    iq.type = Iq::Type::Set;
    iq.to = entity;
    iq.add(stage);
    return m_channel.request(iq);
}

QList<OfferedCommand> offeredCommands(const Result<Iq> &answer)
{
    const auto found = answer ? answer->payload<DiscoItems>() : std::nullopt;
    QList<OfferedCommand> offered;
    for (const DiscoItems::Item &item : found ? found->items : QList<DiscoItems::Item>()) {
        if (!item.node.isEmpty() && offered.size() < limits::commands) {
            offered.append({ item.address, item.node, cut(item.label.trimmed(), limits::nameChars) });
        }
    }
    return offered;
}

} // namespace natter
