// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/emoji_pictures.h"

#include <QAbstractScrollArea>
#include <QTimer>

#include <functional>

namespace natter {

/// Emoji in sections with headings, to choose one by mouse or keyboard. Only what is seen is painted,
/// and what takes long a moment later.
class EmojiGrid : public QAbstractScrollArea
{
    Q_OBJECT

public:
    struct Section
    {
        QString title; ///< without one there is no heading
        QStringList emoji;
    };

    explicit EmojiGrid(QWidget *parent = nullptr);

    /// Begins at the top, with no cell current.
    void setSections(const QList<Section> &sections);
    const QList<Section> &sections() const { return m_sections; }
    /// What a screen reader says for a cell.
    void setNaming(const std::function<QString(const QString &emoji)> &naming) { m_naming = naming; }
    /// What stands there if there is no emoji at all.
    void setEmptyText(const QString &text) { m_emptyText = text; }

    int count() const { return m_count; }
    int columns() const { return m_columns; }
    /// Cells are counted through all sections.
    QString emojiAt(int cell) const;
    QString nameAt(int cell) const;
    /// In the viewport, which it may be out of.
    QRect cellRect(int cell) const;
    /// -1 if there is none.
    int cellAt(const QPoint &point) const;

    /// The one that keys are about, or -1.
    int current() const { return m_current; }
    void setCurrent(int cell);
    /// -1 if there is none.
    int firstVisible() const;
    /// The one under the mouse, else the current one; empty if there is neither.
    QString pointedAt() const;

    void showSection(int section);
    /// That the top of the viewport is in.
    int shownSection() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// `stays`: another one is going to be chosen.
    void chosen(const QString &emoji, bool stays);
    void pointedAtChanged();
    void scrolled();
    /// The arrow up, in the first row.
    void leftUpwards();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Where a section is, from the top of all.
    struct Place
    {
        int firstCell = 0;
        int top = 0;
        int firstRow = 0; ///< where the first row of cells begins
        int bottom = 0;
    };

    int cellSize() const;
    int headingHeight() const;
    void layOut();
    int sectionOf(int cell) const;
    /// The cell `rows` below, or above if negative, through all sections; -1 above the first.
    int cellBelow(int cell, int rows) const;
    void moveTo(int cell);
    void tellFocus();
    void setHovered(int cell);
    void paintCell(QPainter &painter, int cell);
    /// Some more of those that are seen, or will be by a little scrolling.
    void drawAhead();

    QList<Section> m_sections;
    QList<Place> m_places;
    std::function<QString(const QString &)> m_naming;
    QString m_emptyText;
    int m_cell = 1; ///< side of a cell; with the next two from layOut(), as they are asked for very often
    int m_columns = 1;
    int m_margin = 0; ///< before the first column
    int m_count = 0;
    int m_current = -1;
    int m_hovered = -1;
    int m_pressed = -1;
    EmojiPictures m_pictures;
    QTimer m_ahead; ///< runs while some are still to be drawn
};

} // namespace natter
