// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <functional>

namespace natter {

/// Something that can be done, as a menu or a search offers it.
struct Command
{
    QString text; ///< in the person's language, without a mark for a key
    QString icon; ///< of resources/icons
    std::function<void()> run;
    QString alsoFoundBy = {}; ///< more words, in the person's language
};

/// The commands that a search finds: those with a word that begins like each word of the search.
class CommandModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int IconRole = Qt::UserRole + 50; ///< Command::icon
    static constexpr int leastChars = 2; ///< of a search, before anything is found: each letter begins some command

    /// `offered` is asked for whenever a search begins: what can be done depends on what there is.
    void setOffered(const std::function<QList<Command>()> &offered) { m_offered = offered; }
    /// What is offered for one text alone, whatever its words are; found before the others.
    void setSuggested(const std::function<QList<Command>(const QString &text)> &suggested) { m_suggested = suggested; }
    /// What stands there, and cannot be chosen, if a search finds nothing; without one, nothing does.
    void setNothing(const QString &nothing) { m_nothing = nothing; }
    void setText(const QString &text);
    /// Does nothing if there is none at `index`.
    Command at(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::function<QList<Command>()> m_offered;
    std::function<QList<Command>(const QString &)> m_suggested;
    QString m_nothing;
    QList<Command> m_all; ///< while there is a search
    QList<Command> m_found;
};

} // namespace natter
