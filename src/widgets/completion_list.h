// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>

class QFrame;
class QKeyEvent;
class QListView;
class QPlainTextEdit;
class QStandardItemModel;
class QStyledItemDelegate;

namespace natter {

/// What may take the place of what is being typed into an editor, which keeps the focus: a list beside it, for the
/// arrows, Enter, Tab, Escape and the mouse. What is in it, and when, is up to whoever has it.
class CompletionList : public QObject
{
    Q_OBJECT

public:
    enum class Side { Below, Above }; ///< where there is room for it

    /// Belongs to the editor, and owns the delegate. `name` is what a screen reader calls it.
    CompletionList(QPlainTextEdit *edit, const QString &name, QStyledItemDelegate *delegate);

    /// To be filled before open(), with a text for screen readers in each item.
    QStandardItemModel &offered() { return *m_offered; }
    /// Shows what is offered for what begins at `start` of the document, with the first row chosen. Nothing offered
    /// closes it.
    void open(int start, Side side);
    void close();
    /// What was typed has ended: closes the list, and it may open again wherever it was turned away.
    void leave();
    bool isOpen() const;
    /// The person has closed it for what begins there.
    bool isTurnedAway(int start) const { return start == m_turnedAway; }
    /// An input method is at work, which nothing may disturb.
    bool isComposing() const { return m_composing; }
    /// Asked while a row is chosen whether Enter is left to the editor, and only closes the list; it never is without
    /// this.
    void setLeavesEnter(const std::function<bool(int row)> &leavesEnter) { m_leavesEnter = leavesEnter; }

Q_SIGNALS:
    /// The text is another, by a key or an input method, or while the list was open.
    void typed();
    /// The person wants nothing of it.
    void turnedAway();
    /// That row is to be written; the list is closed.
    void taken(int row);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void watchEdit(QEvent *event);
    void watchWindow();
    /// Whether a key is for the list, which is open.
    bool isOurs(const QKeyEvent &event) const;
    void press(int key);
    void place(Side side);
    void choose(int row);
    void take(int row);

    QPlainTextEdit *m_edit;
    QFrame *m_frame;
    QListView *m_view;
    QStandardItemModel *m_offered;
    QPointer<QWidget> m_window; ///< that is watched
    std::function<bool(int)> m_leavesEnter;
    int m_start = 0; ///< of what it is open for
    int m_turnedAway = -1; ///< where that begins for which nothing is to be offered
    bool m_composing = false; ///< an input method does
    bool m_typing = false; ///< what changes the text now is a key
};

} // namespace natter
