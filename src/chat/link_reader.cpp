// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/link_reader.h"

#include "base/future.h"

namespace natter {

LinkReader::LinkReader(std::unique_ptr<NameService> names) : m_names(std::move(names)) { }

LinkReader::~LinkReader() = default;

void LinkReader::read(const QString &link, const WebWay &way)
{
    cancel();
    m_fetch = std::make_unique<PageFetch>(*m_names, way);
    connect(m_fetch.get(), &PageFetch::fetched, this, [this, link](const Page &page) { understand(page, link); });
    connect(m_fetch.get(), &PageFetch::failed, this, [this](const Error &error) {
        cancel();
        Q_EMIT failed(error);
    });
    m_fetch->start(QUrl(link, QUrl::StrictMode));
}

void LinkReader::understand(const Page &page, const QString &link)
{
    whenDone(onPool([page, link] { return cardFrom(page, link); }), this,
             [this, wanted = m_wanted](const Result<LinkCard> &card) {
                 if (wanted != m_wanted) {
                     return;
                 }
                 cancel();
                 if (card) {
                     Q_EMIT made(*card);
                 } else {
                     Q_EMIT failed(card.error());
                 }
             });
}

void LinkReader::cancel()
{
    ++m_wanted;
    if (m_fetch) {
        m_fetch->disconnect(this);
        m_fetch.release()->deleteLater(); // it may be what is talking to us
    }
}

} // namespace natter
