// XEP-0092: Software Version, version 1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/stanza_channel.h"

namespace natter {

/// The name and version of a program. The operating system is nobody's business and never sent.
struct SoftwareVersion
{
    static constexpr ElementName name { u"jabber:iq:version", u"query" };

    QString program;
    QString version;
    QString system; ///< what others say of themselves

    static std::optional<SoftwareVersion> read(const Element &element);
    Element write() const;

    friend bool operator==(const SoftwareVersion &, const SoftwareVersion &) = default;
};

/// Answers what program this is, and asks the same of others.
class SoftwareVersions : public Extension
{
public:
    explicit SoftwareVersions(StanzaChannel &channel);

    /// The answer has a SoftwareVersion, unless that device does not understand the question.
    QFuture<Result<Iq>> ask(const Jid &device);

    QStringList features() const override { return { SoftwareVersion::name.ns.toString() }; }
    std::optional<Iq> answer(const Iq &iq) override;

private:
    StanzaChannel &m_channel;
};

} // namespace natter
