// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/link_finder.h"

#include <QUrl>

#include <array>

namespace natter {

static constexpr std::array schemes { u"https://", u"http://", u"xmpp:", u"mailto:", u"aesgcm://" };
static constexpr size_t schemesToOpen = 4; ///< of these

static bool endsLink(QChar c)
{
    return c.isSpace() || c == u'<' || c == u'>' || c == u'"' || c.category() == QChar::Other_Control
        || c.category() == QChar::Other_Format;
}

static qsizetype linkEnd(QStringView text, qsizetype start)
{
    qsizetype end = start;
    int openBrackets = 0;
    while (end < text.size() && !endsLink(text[end])) {
        openBrackets += text[end] == u'(' ? 1 : 0;
        openBrackets -= text[end] == u')' ? 1 : 0;
        ++end;
    }
    while (end > start) {
        const QChar last = text[end - 1];
        const bool unmatched = last == u')' && openBrackets < 0;
        if (!unmatched && !QStringView(u".,;:!?'*_~`").contains(last)) {
            break;
        }
        openBrackets += unmatched ? 1 : 0;
        --end;
    }
    return end;
}

QList<FoundLink> findLinks(QStringView text, Links wanted)
{
    const size_t known = wanted == Links::All ? schemes.size() : schemesToOpen;
    QList<FoundLink> links;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (i > 0 && text[i - 1].isLetterOrNumber()) {
            continue;
        }
        for (size_t k = 0; k < known; ++k) {
            const QStringView scheme = schemes[k];
            if (!text.mid(i).startsWith(scheme, Qt::CaseInsensitive)) {
                continue;
            }
            const qsizetype end = linkEnd(text, i);
            if (end > i + scheme.size()) {
                links.append({ i, end - i });
                i = end - 1;
            }
            break;
        }
    }
    return links;
}

bool mayOpen(const QString &link)
{
    const QUrl url(link, QUrl::StrictMode);
    static const QStringList allowed { QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("xmpp"),
                                       QStringLiteral("mailto") };
    return url.isValid() && allowed.contains(url.scheme()) && !link.contains(u'\\');
}

} // namespace natter
