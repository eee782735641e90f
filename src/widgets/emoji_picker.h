// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/emoji_list.h"

#include <QFrame>

class QButtonGroup;
class QLabel;
class QLayout;

namespace natter {

class EmojiGrid;
class SearchField;

/// A popup to choose emoji from: by looking, by searching, those used last first. What was used and the tone of skin
/// are kept by its owner.
class EmojiPicker : public QFrame
{
    Q_OBJECT

public:
    explicit EmojiPicker(const EmojiList &list, QWidget *parent = nullptr);

    /// The last one first. Those that we do not know are left out.
    void setRecent(const QStringList &recent);
    QStringList recent() const { return m_recent; }
    /// As EmojiList::withTone().
    void setTone(int tone);
    int tone() const { return m_tone; }

    /// Shows it above that widget, or below where there is no room, ready to search.
    void openAt(const QWidget &button);
    /// The same for a place of the screen that a widget is on.
    void openAt(const QRect &anchor, const QWidget &widget);

Q_SIGNALS:
    void picked(const QString &emoji);
    /// Something was picked, or another tone chosen.
    void recentChanged(const QStringList &recent, int tone);

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QLayout *layOutTones();
    QLayout *layOutGroups();
    /// What the search finds, or everything.
    void fill();
    void fillWithAll();
    void pick(const QString &emoji, bool stays);
    void chooseTone(int tone);
    void showGroup(int button);
    void tellGroup();
    void tellName();
    void enterGrid();
    /// Whether that key in the search field is for the grid.
    bool takeSearchKey(QKeyEvent *event);
    void updateLook();

    EmojiList m_list;
    SearchField *m_search;
    EmojiGrid *m_grid;
    QLabel *m_name;
    QButtonGroup *m_tones;
    QButtonGroup *m_groups; ///< the first stands for what was used last
    QStringList m_recent;
    int m_tone = 0;
};

} // namespace natter
