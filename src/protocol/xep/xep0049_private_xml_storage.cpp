// XEP-0049: Private XML Storage, version 1.2
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0049_private_xml_storage.h"

#include "base/future.h"

namespace natter {

QFuture<Result<Element>> PrivateXmlStorage::get(ElementName wanted)
{
    Iq iq;
    iq.type = Iq::Type::Get;
    iq.addChild(ElementBuilder(name).open(wanted).build());
    const auto promise = std::make_shared<QPromise<Result<Element>>>();
    promise->start();
    whenDone(m_channel.request(iq), this, [promise, wanted](const Result<Iq> &answer) {
        promise->addResult(answer.map([wanted](const Iq &found) { return found.payloadElement().child(wanted); }));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<Iq>> PrivateXmlStorage::set(const Element &element)
{
    Iq iq;
    iq.type = Iq::Type::Set;
    iq.addChild(ElementBuilder(name).child(element).build());
    return m_channel.request(iq);
}

} // namespace natter
