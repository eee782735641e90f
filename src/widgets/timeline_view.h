// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timeline_model.h"
#include "widgets/arrival_announcer.h"
#include "widgets/drag_scroller.h"
#include "widgets/message_choice.h"
#include "widgets/message_layout.h"
#include "widgets/timeline_rows.h"
#include "widgets/timeline_selection.h"

#include <QAbstractScrollArea>
#include <QSet>
#include <QTimer>

#include <memory>

namespace natter {

class Faces;
class MessageActions;

/// The messages of a conversation. At the live edge it follows what arrives; elsewhere it keeps what is being read in
/// place, whatever is added above or below.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);
    ~TimelineView() override;

    /// Null shows nothing. The model must outlive its use here.
    void setModel(TimelineModel *model);
    void setPeerName(const QString &name);
    /// What we are called in the room, to be seen where we are mentioned; empty: in none.
    void setOwnNick(const QString &nick);
    /// What those look like who say something in a room.
    void setFaces(Faces &faces);
    /// As MessageStyle::names.
    void setNames(const GuardedNames &names);
    /// Words that mean us in rooms as well.
    void setWatchedWords(const QStringList &words);
    void setCompact(bool compact);
    void setZoom(int points);
    bool isAtLiveEdge() const { return m_atLiveEdge; }
    void jumpToNewest();

    TimelineModel *model() const { return m_model; }
    /// What a screen reader says for a row.
    QString rowText(int row) const;
    QRect rowRect(int row) const; ///< in the viewport
    QRect bubbleRect(int row) const; ///< the same without what is left free around it
    int rowOf(qint64 message) const { return m_rows.rowOf(message); } ///< of the store's row; -1: it is not here
    /// Somebody has marked some of the text; not together with messages that are chosen.
    bool hasSelection() const { return !m_selection.isEmpty(); }
    /// What of it is to be copied, or of the messages that are chosen.
    QString selectedText() const;
    /// Of which something is selected, or which are chosen; oldest first.
    QList<ChatMessage> selectedMessages() const;
    int focusRow() const { return m_focusRow; }
    /// Messages are being chosen, each as a whole: a click, or the space bar, takes one more or leaves it out.
    bool isChoosing() const { return !m_choice.isEmpty(); }
    bool isChosen(int row) const { return row >= 0 && m_choice.contains(m_rows[row].id); }
    void toggleChoice(qint64 message); ///< by its row in the store
    void endChoice();
    /// Shows a message that is to be hidden (XEP-0382), by its row in the store.
    void reveal(qint64 message);

Q_SIGNALS:
    void linkClicked(const QString &link);
    /// The name or picture of its sender.
    void senderClicked(const natter::ChatMessage &message);
    /// Somebody types here, where nothing can be written.
    void textTyped(const QString &text);
    void retryRequested(const natter::ChatMessage &message);
    void editRequested(const natter::ChatMessage &message);
    void replyRequested(const natter::ChatMessage &message);
    /// Somebody wants to react, and chooses with what.
    void reactionRequested(const natter::ChatMessage &message);
    /// Somebody clicks a reaction, to join in or to take it back.
    /// Who has answered it with that is to be told, in the place of a tool tip with that text.
    void reactorsWanted(const natter::ChatMessage &message, const QString &emoji, const QString &toolTip);
    void reactionClicked(const natter::ChatMessage &message, const QString &emoji);
    /// Somebody wants to see what that message answers.
    void quoteClicked(const natter::ChatMessage &answer);
    /// Somebody wants to be where they were before they followed a quotation.
    void backWanted();
    /// Of what is chosen, or has the focus.
    void deletionRequested(const QList<natter::ChatMessage> &messages);
    /// That many are chosen by now.
    void choiceChanged(int count);
    /// Somebody wants to read all of a text that is too long to be shown here.
    void wholeTextRequested(const natter::ChatMessage &message);
    void copyRequested(const natter::ChatMessage &message);
    /// What is selected, if `forPasting` because somebody asks to copy it, else because it is.
    void textSelected(const QString &text, bool forPasting);
    /// `link` is the one that is meant, if any: under the mouse, or the only one of the message.
    void contextMenuRequested(const natter::ChatMessage &message, const QPoint &globalPosition, const QString &link);
    void liveEdgeChanged(bool atLiveEdge);
    /// This gap of the archive is to be filled.
    void missingWanted(qint64 gap);

protected:
    bool viewportEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildActions();
    bool clickPart(const ChatMessage &message, const MessageLayout &layout, const QPointF &inRow);
    QString toolTipAt(int row, const QPointF &inRow) const;
    void requestMenu(const ChatMessage &message, const QPoint &globalPosition);
    void showActions(int row);
    void refreshActions();
    bool areActionsFocused() const;
    void moveFocus(int step, bool selects);
    void showFocus();
    void bringFocusIntoSight();
    using Place = TimelineSelection::Place;
    Place placeAt(const QPoint &position) const;
    void selectTo(const QPoint &position);
    void endDrag();
    void clearSelection();
    void choose(int row, bool withThoseBetween);
    void choiceIsChanged(bool wasChoosing);
    int choiceWidth() const;
    template <typename Value> void change(Value &member, const Value &value);
    void rebuild();
    void reanchored(const TimelineRows::Anchor &anchor);
    void updateRow(int row);
    void appended(int first, int last);
    void removed(int first, int last);
    void moveSeparators();
    void forgetFar();
    QStringList eventsAlone() const;
    void measure(int first, int last);
    MessageLayout &layoutOf(int row) const;
    MessageStyle style() const;
    void updateScrollRange();
    TimelineRows::Anchor anchor() const;
    int contentTop() const;
    void noteScrolled();
    void setAtLiveEdge(bool atEdge);
    /// Marks it as well, for a moment.
    void goToMessage(qint64 message);

    TimelineModel *m_model = nullptr;
    TimelineRows m_rows;
    mutable std::unordered_map<qint64, std::unique_ptr<MessageLayout>> m_layouts; ///< of rows seen lately
    QSet<qint64> m_revealed; ///< spoilers that were asked for
    QString m_peerName;
    QString m_ownNick;
    GuardedNames m_names;
    Faces *m_faces = nullptr; ///< not there: there are only initials
    QStringList m_watchedWords;
    bool m_compact = false;
    int m_zoom = 0;
    bool m_atLiveEdge = true;
    bool m_settingRange = false;
    bool m_wantsNewest = false; ///< they are on their way
    int m_focusRow = -1;
    ArrivalAnnouncer m_announcer { *this };
    MessageActions *m_actions;
    TimelineSelection m_selection;
    MessageChoice m_choice;
    bool m_dragging = false; ///< the mouse selects
    DragScroller m_dragScroller { *this };
    qint64 m_marked = 0; ///< the message that was gone to
    QTimer m_mark; ///< runs while it is marked
};

} // namespace natter
