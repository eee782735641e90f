// XEP-0060: Publish-Subscribe, version 1.30.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0060_publish_subscribe.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"

namespace natter {

static constexpr QStringView pubsub = u"http://jabber.org/protocol/pubsub";
static constexpr QStringView owner = u"http://jabber.org/protocol/pubsub#owner";
static constexpr QStringView events = u"http://jabber.org/protocol/pubsub#event";

static QList<PublishedItem> itemsIn(const Element &list, QStringView ns)
{
    QList<PublishedItem> items;
    for (const Element &child : list.children()) {
        if (child.is({ ns, u"item" }) && items.size() < limits::publishedItems) {
            items.append({ child.attribute(u"id"), child.firstChild() });
        }
    }
    return items;
}

QFuture<Result<QList<PublishedItem>>> PublishSubscribe::items(const QString &node)
{
    Iq iq;
    iq.type = Iq::Type::Get;
    iq.addChild(ElementBuilder({ pubsub, u"pubsub" }).open({ pubsub, u"items" }).attribute(u"node", node).build());
    const auto promise = std::make_shared<QPromise<Result<QList<PublishedItem>>>>();
    promise->start();
    whenDone(m_channel.request(iq), this, [promise](const Result<Iq> &answer) {
        const bool isNone = !answer && answer.error().condition == u"item-not-found";
        promise->addResult(answer       ? itemsIn(answer->payloadElement().child({ pubsub, u"items" }), pubsub)
                               : isNone ? Result<QList<PublishedItem>>()
                                        : tl::unexpected(answer.error()));
        promise->finish();
    });
    return promise->future();
}

static DataForm::Field field(const char *var, const char *value, const char *type = "")
{
    DataForm::Field made;
    made.var = QLatin1String(var);
    made.type = QLatin1String(type);
    made.values = { QLatin1String(value) };
    return made;
}

static constexpr const char *publishOptions = "http://jabber.org/protocol/pubsub#publish-options";
static constexpr const char *nodeConfig = "http://jabber.org/protocol/pubsub#node_config";

/// What a node is to be like, as a form of that type.
static DataForm privateNode(const char *formType)
{
    DataForm form;
    form.type = QStringLiteral("submit");
    form.fields = { field("FORM_TYPE", formType, "hidden"), field("pubsub#persist_items", "true"),
                    field("pubsub#max_items", "max"), field("pubsub#send_last_published_item", "never"),
                    field("pubsub#access_model", "whitelist") };
    return form;
}

QFuture<Result<Iq>> PublishSubscribe::publishPrivately(const QString &node, const PublishedItem &item)
{
    const Publication wanted { node, item, std::make_shared<QPromise<Result<Iq>>>() };
    wanted.promise->start();
    publish(wanted, m_simple.contains(node) ? Condition::OnlyPrivate : Condition::Entirely, true);
    return wanted.promise->future();
}

void PublishSubscribe::publish(const Publication &wanted, Condition condition, bool mayConfigure)
{
    DataForm options = privateNode(publishOptions);
    if (condition == Condition::OnlyPrivate) {
        options.fields = { options.fields.first(), options.fields.last() };
    }
    Iq iq;
    iq.type = Iq::Type::Set;
    ElementBuilder builder({ pubsub, u"pubsub" });
    builder.open({ pubsub, u"publish" }).attribute(u"node", wanted.node);
    builder.open({ pubsub, u"item" }).attribute(u"id", wanted.item.id).child(wanted.item.payload).close().close();
    builder.open({ pubsub, u"publish-options" }).child(options.write()).close();
    iq.addChild(builder.build());
    whenDone(m_channel.request(iq), this, [this, wanted, condition, mayConfigure](const Result<Iq> &answer) {
        const QString problem = answer || !mayConfigure ? QString() : answer.error().condition;
        const bool isUnclear =
            problem == u"resource-constraint" || problem == u"bad-request" || problem == u"not-acceptable";
        if (problem == u"conflict") {
            configure(wanted, condition);
        } else if (isUnclear && condition == Condition::Entirely) { // ejabberd does not know all of them
            create(wanted);
        } else {
            wanted.promise->addResult(answer);
            wanted.promise->finish();
        }
    });
}

/// So that the node is what it has to be before anything goes into it (8.1.3).
void PublishSubscribe::create(const Publication &wanted)
{
    Iq iq;
    iq.type = Iq::Type::Set;
    ElementBuilder builder({ pubsub, u"pubsub" });
    builder.open({ pubsub, u"create" }).attribute(u"node", wanted.node).close();
    builder.open({ pubsub, u"configure" });
    builder.child(privateNode(nodeConfig).write());
    iq.addChild(builder.build());
    whenDone(m_channel.request(iq), this, [this, wanted](const Result<Iq> &answer) {
        if (answer) {
            m_simple.insert(wanted.node);
            publish(wanted, Condition::OnlyPrivate, true);
        } else {
            configure(wanted, Condition::OnlyPrivate); // it may be there
        }
    });
}

void PublishSubscribe::configure(const Publication &wanted, Condition condition)
{
    Iq iq;
    iq.type = Iq::Type::Set;
    ElementBuilder builder({ owner, u"pubsub" });
    builder.open({ owner, u"configure" }).attribute(u"node", wanted.node);
    builder.child(privateNode(nodeConfig).write());
    iq.addChild(builder.build());
    whenDone(m_channel.request(iq), this, [this, wanted, condition](const Result<Iq> &answer) {
        if (!answer) {
            qCWarning(logProtocol).noquote() << "nothing goes into" << forLog(wanted.node)
                                             << "while it is not private:" << forLog(answer.error().detail);
            wanted.promise->addResult(answer);
            wanted.promise->finish();
            return;
        }
        if (condition == Condition::OnlyPrivate) {
            m_simple.insert(wanted.node);
        }
        publish(wanted, condition, false);
    });
}

QFuture<Result<Iq>> PublishSubscribe::retract(const QString &node, const QString &id)
{
    Iq iq;
    iq.type = Iq::Type::Set;
    ElementBuilder builder({ pubsub, u"pubsub" });
    builder.open({ pubsub, u"retract" }).attribute(u"node", node).attribute(u"notify", QStringLiteral("true"));
    builder.open({ pubsub, u"item" }).attribute(u"id", id);
    iq.addChild(builder.build());
    return m_channel.request(iq);
}

void PublishSubscribe::tell(const Element &event)
{
    if (const Element list = event.child({ events, u"items" })) {
        QStringList gone;
        for (const Element &child : list.children()) {
            if (child.is({ events, u"retract" }) && gone.size() < limits::publishedItems) {
                gone.append(child.attribute(u"id"));
            }
        }
        const QList<PublishedItem> items = itemsIn(list, events);
        if (!items.isEmpty()) {
            Q_EMIT published(list.attribute(u"node"), items);
        }
        if (!gone.isEmpty()) {
            Q_EMIT retracted(list.attribute(u"node"), gone);
        }
    }
    for (const QStringView what : { u"purge", u"delete" }) {
        if (const Element emptying = event.child({ events, what })) {
            Q_EMIT emptied(emptying.attribute(u"node"));
        }
    }
}

/// What others publish is theirs to say, but nothing here asks for it.
Extension::Verdict PublishSubscribe::incoming(ReceivedMessage &received)
{
    const Element event = received.message.child({ events, u"event" });
    if (event.isNull()) {
        return Verdict::Continue;
    }
    const bool isOurs = received.via == ReceivedMessage::Via::Live && !received.isFromArchive
        && m_channel.provenance().may(Claim::OwnNode, received.message.from);
    if (isOurs) {
        tell(event);
    }
    return isOurs ? Verdict::Taken : Verdict::Drop;
}

} // namespace natter
