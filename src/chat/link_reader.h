// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/page_card.h"

#include <QObject>

#include <memory>

namespace natter {

/// Makes the card of a link out of the page that it leads to (XEP-0511), when the person wants it and never by itself.
class LinkReader : public QObject
{
    Q_OBJECT

public:
    explicit LinkReader(std::unique_ptr<NameService> names = std::make_unique<NameService>());
    ~LinkReader() override;

    /// Ends in made() or failed(), unless another is read instead.
    void read(const QString &link, const WebWay &way);
    void cancel();

Q_SIGNALS:
    void made(const natter::LinkCard &card);
    /// As those of PageFetch and cardFrom().
    void failed(const natter::Error &error);

private:
    void understand(const Page &page, const QString &link);

    std::unique_ptr<NameService> m_names;
    std::unique_ptr<PageFetch> m_fetch;
    int m_wanted = 0; ///< counts what was asked for, as what is not wanted any more may still come
};

} // namespace natter
