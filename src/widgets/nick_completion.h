// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/nick_matches.h"

#include <QObject>
#include <QTextFormat>

#include <functional>

class QPlainTextEdit;

namespace natter {

class CompletionList;

/// Of the format of a blank that was written behind a name, so that one can go on.
inline constexpr int addedBlank = QTextFormat::UserProperty + 1;

/// Writes the nicknames of whoever is in a room: offers them behind an "@", and for the beginning of one when Tab is
/// pressed.
class NickCompletion : public QObject
{
    Q_OBJECT

public:
    /// Those that begin like that, the most likely first; nobody where there is no room.
    using Offer = std::function<QStringList(const QString &beginning)>;

    /// Belongs to the editor.
    NickCompletion(const Offer &offer, QPlainTextEdit *edit);

    bool isOpen() const;
    /// As what somebody who is called that is shown.
    using Naming = std::function<QString(const QString &nick)>;
    void setNaming(const Naming &naming) { m_naming = naming; }
    /// Writes that one where the cursor is.
    void write(const QString &nick);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using AtEnd = std::optional<TypedNick> (*)(const QString &);

    std::optional<TypedNick> typed(AtEnd atEnd) const;
    void update();
    void offer(const TypedNick &typed, const QStringList &nicks);
    bool complete();
    void take(int row);
    void replace(const TypedNick &typed, const QString &nick);

    Offer m_offerOf;
    QPlainTextEdit *m_edit;
    CompletionList *m_offer;
    Naming m_naming;
    bool m_isWord = false; ///< the list is open for a word, after Tab
};

} // namespace natter
