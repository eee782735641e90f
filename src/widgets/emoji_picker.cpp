// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_picker.h"

#include "widgets/emoji_grid.h"
#include "widgets/emoji_pictures.h"
#include "widgets/icons.h"
#include "widgets/search_field.h"
#include "widgets/theme.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

namespace natter {

static constexpr int recentButton = 0; ///< the others are the groups, one further on
static constexpr int gap = 4; ///< to the button that it belongs to
static constexpr int toneIcon = 18;
static constexpr int groupIcon = 20;
static constexpr char32_t yellow = 0x1f7e8; ///< a square
static constexpr char32_t firstSkin = 0x1f3fb; ///< likewise; the other tones follow

static QString groupIconName(int button)
{
    static const QStringList names { QStringLiteral("clock"), QStringLiteral("smile"), QStringLiteral("people"),
                                     QStringLiteral("leaf"),  QStringLiteral("cup"),   QStringLiteral("car"),
                                     QStringLiteral("ball"),  QStringLiteral("bulb"),  QStringLiteral("heart"),
                                     QStringLiteral("flag") };
    return names.value(button);
}

static QFrame *hairline(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("role", QLatin1String("line"));
    return line;
}

EmojiPicker::EmojiPicker(const EmojiList &list, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_list(list)
    , m_search(new SearchField(this))
    , m_grid(new EmojiGrid(this))
    , m_name(new QLabel(this))
    , m_tones(new QButtonGroup(this))
    , m_groups(new QButtonGroup(this))
{
    setAttribute(Qt::WA_NoMouseReplay); // else a click on the button would close it and open it again
    setAccessibleName(tr("Emoji"));
    m_search->setPlaceholderText(tr("Search emoji"));
    m_search->setAccessibleName(tr("Search emoji"));
    m_search->installEventFilter(this);
    m_grid->setAccessibleName(tr("Emoji"));
    m_grid->setEmptyText(tr("No emoji is called that."));
    m_grid->setNaming([this](const QString &emoji) { return m_list.name(emoji); });
    m_name->setTextFormat(Qt::PlainText);
    m_name->setProperty("role", QLatin1String("muted"));
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long name takes no room from the tones

    auto *searching = new QVBoxLayout;
    searching->setContentsMargins(8, 8, 8, 8);
    searching->addWidget(m_search);
    auto *naming = new QHBoxLayout;
    naming->setContentsMargins(12, 4, 12, 4);
    naming->addWidget(m_name, 1);
    naming->addLayout(layOutTones());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    layout->addLayout(searching);
    layout->addWidget(hairline(this));
    layout->addWidget(m_grid);
    layout->addWidget(hairline(this));
    layout->addLayout(naming);
    layout->addWidget(hairline(this));
    layout->addLayout(layOutGroups());

    connect(m_search, &QLineEdit::textChanged, this, &EmojiPicker::fill);
    connect(m_grid, &EmojiGrid::chosen, this, &EmojiPicker::pick);
    connect(m_grid, &EmojiGrid::pointedAtChanged, this, &EmojiPicker::tellName);
    connect(m_grid, &EmojiGrid::scrolled, this, &EmojiPicker::tellGroup);
    connect(m_grid, &EmojiGrid::leftUpwards, m_search, qOverload<>(&QWidget::setFocus));
    updateLook();
}

QLayout *EmojiPicker::layOutTones()
{
    const QString names[EmojiList::toneCount] = { tr("No skin tone"), tr("Light skin"),       tr("Medium light skin"),
                                                  tr("Medium skin"),  tr("Medium dark skin"), tr("Dark skin") };
    auto *layout = new QHBoxLayout;
    layout->setSpacing(0);
    for (int tone = 0; tone < EmojiList::toneCount; ++tone) {
        auto *button = new QToolButton(this);
        button->setCheckable(true);
        button->setProperty("kind", QLatin1String("small"));
        button->setIconSize({ toneIcon, toneIcon });
        button->setToolTip(names[tone]);
        button->setAccessibleName(names[tone]);
        m_tones->addButton(button, tone);
        layout->addWidget(button);
    }
    m_tones->button(0)->setChecked(true);
    connect(m_tones, &QButtonGroup::idClicked, this, &EmojiPicker::chooseTone);
    return layout;
}

QLayout *EmojiPicker::layOutGroups()
{
    auto *layout = new QHBoxLayout;
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(0);
    for (int i = 0; i <= EmojiList::groupCount; ++i) {
        const QString name =
            i == recentButton ? tr("Recently used") : EmojiList::nameOf(static_cast<EmojiList::Group>(i - 1));
        auto *button = new QToolButton(this);
        button->setCheckable(true);
        button->setIconSize({ groupIcon, groupIcon });
        button->setToolTip(name);
        button->setAccessibleName(name);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_groups->addButton(button, i);
        layout->addWidget(button);
    }
    connect(m_groups, &QButtonGroup::idClicked, this, &EmojiPicker::showGroup);
    connect(m_groups, &QButtonGroup::idToggled, this, [this](int button, bool checked) {
        const Theme theme = Theme::of(this);
        m_groups->button(button)->setIcon(tintedIcon(groupIconName(button), checked ? theme.accent : theme.muted));
    });
    return layout;
}

void EmojiPicker::updateLook()
{
    const Theme theme = Theme::of(this);
    EmojiPictures pictures;
    pictures.setMeasures(font(), toneIcon, toneIcon - 2, devicePixelRatioF());
    for (int tone = 0; tone < EmojiList::toneCount; ++tone) {
        const char32_t sample = tone == 0 ? yellow : firstSkin + static_cast<char32_t>(tone) - 1;
        m_tones->button(tone)->setIcon(pictures.of(QString::fromUcs4(&sample, 1)));
    }
    for (int i = 0; i <= EmojiList::groupCount; ++i) {
        const bool checked = m_groups->button(i)->isChecked();
        m_groups->button(i)->setIcon(tintedIcon(groupIconName(i), checked ? theme.accent : theme.muted));
    }
}

void EmojiPicker::setRecent(const QStringList &recent)
{
    m_recent.clear();
    for (const QString &emoji : recent) {
        if (m_list.contains(emoji)) {
            m_recent.append(emoji);
        }
    }
    if (isVisible()) {
        fill();
    }
}

void EmojiPicker::setTone(int tone)
{
    m_tone = qBound(0, tone, EmojiList::toneCount - 1);
    m_tones->button(m_tone)->setChecked(true);
    if (isVisible()) {
        fill();
    }
}

void EmojiPicker::openAt(const QWidget &button) { openAt({ button.mapToGlobal(QPoint(0, 0)), button.size() }, button); }

void EmojiPicker::openAt(const QRect &anchor, const QWidget &widget)
{
    setLayoutDirection(widget.layoutDirection()); // which a popup does not take from its parent
    m_search->clear();
    m_search->setFocus(Qt::PopupFocusReason);
    ensurePolished();
    layout()->activate();
    const QRect room = widget.screen()->availableGeometry();
    const QSize size = sizeHint();
    const int x = isRightToLeft() ? anchor.right() + 1 - size.width() : anchor.left();
    const int above = anchor.top() - gap - size.height();
    const int y = above >= room.top() ? above : anchor.bottom() + 1 + gap;
    move(qBound(room.left(), x, qMax(room.left(), room.right() + 1 - size.width())),
         qBound(room.top(), y, qMax(room.top(), room.bottom() + 1 - size.height())));
    show();
}

void EmojiPicker::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    fill();
}

void EmojiPicker::fill()
{
    if (m_search->text().trimmed().isEmpty()) {
        fillWithAll();
        return;
    }
    QStringList found = m_list.search(m_search->text());
    for (QString &emoji : found) {
        emoji = m_list.withTone(emoji, m_tone);
    }
    m_grid->setSections({ { {}, found } });
    m_grid->setCurrent(0); // which Enter takes
}

void EmojiPicker::fillWithAll()
{
    QList<EmojiGrid::Section> sections;
    if (!m_recent.isEmpty()) {
        sections.append({ tr("Recently used"), m_recent });
    }
    for (int i = 0; i < EmojiList::groupCount; ++i) {
        const auto group = static_cast<EmojiList::Group>(i);
        QStringList emoji = m_list.ofGroup(group);
        if (m_tone > 0) {
            for (QString &one : emoji) {
                one = m_list.withTone(one, m_tone);
            }
        }
        sections.append({ EmojiList::nameOf(group), emoji });
    }
    m_groups->button(recentButton)->setVisible(!m_recent.isEmpty());
    m_grid->setSections(sections);
}

void EmojiPicker::pick(const QString &emoji, bool stays)
{
    m_recent = EmojiList::afterUse(m_recent, emoji); // shown when it opens again: nothing moves under the mouse
    Q_EMIT recentChanged(m_recent, m_tone);
    if (!stays) {
        close();
    }
    Q_EMIT picked(emoji);
}

void EmojiPicker::chooseTone(int tone)
{
    const int shown = m_grid->shownSection();
    setTone(tone);
    m_grid->showSection(shown);
    Q_EMIT recentChanged(m_recent, m_tone);
}

void EmojiPicker::showGroup(int button)
{
    m_search->clear();
    m_grid->showSection(m_recent.isEmpty() || m_grid->sections().size() == EmojiList::groupCount ? button - 1 : button);
    m_groups->button(button)->setChecked(true); // also of a section that cannot be scrolled to the top
}

void EmojiPicker::tellGroup()
{
    const auto sections = static_cast<int>(m_grid->sections().size());
    const bool isAll = sections >= EmojiList::groupCount;
    m_groups->setExclusive(isAll);
    if (isAll) {
        m_groups->button(m_grid->shownSection() + EmojiList::groupCount + 1 - sections)->setChecked(true);
    } else if (QAbstractButton *checked = m_groups->checkedButton()) {
        checked->setChecked(false);
    }
}

void EmojiPicker::tellName()
{
    const QString emoji = m_grid->pointedAt();
    const QString name = m_list.name(emoji);
    const QString both = name + QStringLiteral("  :") + m_list.shortcode(emoji) + u':';
    const QFontMetrics metrics = m_name->fontMetrics();
    const bool fits = !emoji.isEmpty() && metrics.horizontalAdvance(both) <= m_name->width();
    m_name->setText(fits ? both : metrics.elidedText(name, Qt::ElideRight, m_name->width()));
}

void EmojiPicker::enterGrid()
{
    if (m_grid->count() > 0) {
        m_grid->setFocus(Qt::TabFocusReason); // which has a cell become the current one
    }
}

bool EmojiPicker::takeSearchKey(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const QString emoji = m_grid->emojiAt(m_grid->current()); !emoji.isEmpty()) {
            pick(emoji, event->modifiers().testFlag(Qt::ShiftModifier));
        }
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!m_search->text().isEmpty()) {
            return false; // they move in it
        }
        [[fallthrough]];
    case Qt::Key_Down:
        enterGrid();
        return true;
    default:
        return false;
    }
}

bool EmojiPicker::eventFilter(QObject *watched, QEvent *event)
{
    return (watched == m_search && event->type() == QEvent::KeyPress && takeSearchKey(static_cast<QKeyEvent *>(event)))
        || QFrame::eventFilter(watched, event);
}

/// What nobody in here has taken: letters that are typed anywhere are searched for.
void EmojiPicker::keyPressEvent(QKeyEvent *event)
{
    const QString text = event->text();
    if (event->key() == Qt::Key_Escape) {
        if (m_search->text().isEmpty()) {
            close();
        } else {
            m_search->clear();
            m_search->setFocus();
        }
    } else if (!m_search->hasFocus() && !text.isEmpty() && (text[0].isPrint() || event->key() == Qt::Key_Backspace)
               && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
        m_search->setFocus();
        QCoreApplication::sendEvent(m_search, event);
    } else {
        QFrame::keyPressEvent(event);
    }
}

void EmojiPicker::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        updateLook();
    }
}

void EmojiPicker::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.panel);
    painter.setPen(theme.line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace natter
