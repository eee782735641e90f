// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_accessible.h"

#include "widgets/timeline_view.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <algorithm>

namespace natter {

/// What a screen reader finds in a timeline: a text without parts.
class AccessibleText : public QAccessibleInterface
{
public:
    explicit AccessibleText(TimelineView *view) : m_view(view) { }

    bool isValid() const override { return !m_view.isNull(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? name() : QString();
    }
    void setText(QAccessible::Text, const QString &) override { }
    QRect rect() const override { return {}; }
    QAccessible::State state() const override { return {}; }

protected:
    virtual QString name() const = 0;
    TimelineView *view() const { return m_view; }

private:
    QPointer<TimelineView> m_view;
};

/// One message.
class AccessibleMessage final : public AccessibleText
{
public:
    AccessibleMessage(TimelineView *view, int row) : AccessibleText(view), m_row(row) { }

    bool isValid() const override { return view() && view()->model() && m_row < view()->model()->rowCount(); }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QRect rect() const override
    {
        const QRect rect = isValid() ? view()->rowRect(m_row) : QRect();
        return isValid() ? QRect(view()->viewport()->mapToGlobal(rect.topLeft()), rect.size()) : QRect();
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = true;
        state.readOnly = true;
        state.focused = isValid() && view()->focusRow() == m_row;
        state.selectable = true;
        state.selected = isValid() && view()->isChosen(m_row);
        return state;
    }

protected:
    QString name() const override { return view()->rowText(m_row); }

private:
    int m_row;
};

/// What was said last: screen readers read a notification as soon as it shows, wherever the focus is.
class AccessibleAnnouncement final : public AccessibleText
{
public:
    using AccessibleText::AccessibleText;

    void say(const QString &text) { m_text = text; }
    QAccessible::Role role() const override { return QAccessible::Notification; }

protected:
    QString name() const override { return m_text; }

private:
    QString m_text;
};

/// The list of them.
class AccessibleTimeline final : public QAccessibleWidget
{
public:
    explicit AccessibleTimeline(TimelineView *view)
        : QAccessibleWidget(view, QAccessible::List)
        , m_view(view)
        , m_announcement(new AccessibleAnnouncement(view))
        , m_announcementId(QAccessible::registerAccessibleInterface(m_announcement))
    {
    }
    ~AccessibleTimeline() override
    {
        for (const auto &[row, id] : m_children) {
            QAccessible::deleteAccessibleInterface(id);
        }
        QAccessible::deleteAccessibleInterface(m_announcementId);
    }

    void announce(const QString &text)
    {
        m_announcement->say(text);
        QAccessibleEvent shown(m_announcement, QAccessible::ObjectShow);
        QAccessible::updateAccessibility(&shown);
    }

    int childCount() const override { return m_view->model() ? m_view->model()->rowCount() : 0; }
    QAccessibleInterface *child(int row) const override
    {
        if (row < 0 || row >= childCount()) {
            return nullptr;
        }
        auto known = m_children.find(row);
        if (known == m_children.end()) {
            const auto id = QAccessible::registerAccessibleInterface(new AccessibleMessage(m_view, row));
            known = m_children.emplace(row, id).first;
        }
        return QAccessible::accessibleInterface(known->second);
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto found = std::find_if(m_children.begin(), m_children.end(), [child](const auto &entry) {
            return QAccessible::accessibleInterface(entry.second) == child;
        });
        return found == m_children.end() ? -1 : found->first;
    }

private:
    TimelineView *m_view;
    mutable std::unordered_map<int, QAccessible::Id> m_children;
    AccessibleAnnouncement *m_announcement; ///< owned by the cache of Qt
    QAccessible::Id m_announcementId;
};

QAccessibleInterface *timelineAccessibleFactory(const QString &, QObject *object)
{
    auto *view = qobject_cast<TimelineView *>(object);
    return view ? new AccessibleTimeline(view) : nullptr;
}

void announce(TimelineView &view, const QString &text)
{
    if (auto *timeline = dynamic_cast<AccessibleTimeline *>(QAccessible::queryAccessibleInterface(&view))) {
        timeline->announce(text);
    }
}

} // namespace natter
