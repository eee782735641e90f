// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings_dialog.h"

#include "base/future.h"
#include "chat/mentions.h"
#include "chat/page_card.h"
#include "widgets/certificate_field.h"
#include "widgets/dependent_fields.h"
#include "widgets/error_text.h"
#include "widgets/form_labels.h"
#include "widgets/history_text.h"
#include "widgets/page_area.h"
#include "widgets/proxy_fields.h"
#include "widgets/security_dialog.h"
#include "widgets/security_text.h"
#include "widgets/treatment_menu.h"
#include "widgets/windows.h"

#include "ui_settings_dialog.h"

#include <QAbstractItemView>
#include <QAbstractProxyModel>
#include <QCompleter>
#include <QKeyEvent>
#include <QMenu>
#include <QShortcut>
#include <QTabBar>

namespace natter {

using Place = AccountSettings::PasswordPlace;

/// Beside a button in a form, a text of several lines is given the height of one.
static void showWhole(QLabel &label)
{
    constexpr int width = 280;
    label.setMinimumWidth(width);
    label.setMinimumHeight(label.heightForWidth(width));
}

SettingsDialog::SettingsDialog(const ChatServices &services, Dialogs &dialogs, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SettingsDialog>())
    , m_services(services)
    , m_dialogs(dialogs)
{
    m_ui->setupUi(this);
    addRows();
    QWidget::setTabOrder(m_proxy->last(), m_ui->allowPlain);
    enableWith(*m_ui->host, { m_ui->port, m_ui->tls });
    m_ui->shortcuts->bind(services.preferences);
    m_ui->ownData->bind(services.transfer, dialogs);
    letPagesScroll(*m_ui->tabs);
    centreFormLabels(this);
    setAttribute(Qt::WA_DeleteOnClose);
    for (ProblemLabel *label : { m_ui->problem, m_ui->notificationProblem, m_ui->trayProblem }) {
        label->hide();
    }
    m_ui->accounts->setAccessibleName(tr("Accounts"));
    m_ui->accounts->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents); // most people have one account
    m_ui->accounts->setMinimumHeight(fontMetrics().height() * 5);
    bindSwitches();
    m_ui->portableHint->hide();
    m_ui->scriptingNow->setVisible(services.preferences.isScriptingAllowedNow());
    m_ui->theme->setCurrentIndex(static_cast<int>(services.preferences.values().theme));
    connect(m_ui->theme, &QComboBox::currentIndexChanged, this, [this](int index) {
        auto values = m_services.preferences.values();
        values.theme = static_cast<Preferences::Theme>(index);
        m_services.preferences.set(values);
    });
    connect(&services.preferences, &Preferences::saveFailed, this, [this](const Error &error) {
        m_unsaved = errorText(error);
        m_ui->problem->say(error);
    });
    connect(&services.preferences, &Preferences::saved, this, [this] {
        if (m_ui->problem->text() == m_unsaved) { // it may be about an account by now
            m_ui->problem->hide();
        }
    });
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_ui->addAccount, &QPushButton::clicked, this, &SettingsDialog::accountWanted);
    connect(m_ui->removeAccount, &QPushButton::clicked, this, &SettingsDialog::removeAccount);
    connect(m_ui->accounts, &QListWidget::currentRowChanged, this, [this] {
        m_proxy->clear();
        showAccount();
    });
    connect(&services.accounts, &Accounts::added, this, &SettingsDialog::fillAccounts);
    connect(&services.accounts, &Accounts::removed, this, &SettingsDialog::fillAccounts);
    connect(&services.accounts, &Accounts::statusChanged, this, &SettingsDialog::showAccount);
    bindAccount();
    fillAccounts();
    offerSearch();
    const QMargins margins = layout()->contentsMargins();
    const int tabs = m_ui->tabs->tabBar()->sizeHint().width() + margins.left() + margins.right(); // in any language
    resizeWithinScreen(*this, sizeHint().expandedTo({ qMax(fontMetrics().averageCharWidth() * 96, tabs), 0 }));
}

void SettingsDialog::bindSwitches()
{
    bind(m_ui->compact, &Preferences::Values::compact);
    bind(m_ui->enterSends, &Preferences::Values::enterSends);
    bind(m_ui->offerPreviews, &Preferences::Values::offerPreviews);
    m_ui->offerPreviews->setVisible(canReadPages());
    bind(m_ui->sendTyping, &Preferences::Values::sendTyping);
    bind(m_ui->sendReceipts, &Preferences::Values::sendReceipts);
    bind(m_ui->sendReading, &Preferences::Values::sendReading);
    bind(m_ui->notifications, &Preferences::Values::notifications);
    bind(m_ui->notificationText, &Preferences::Values::notificationText);
    bind(m_ui->notificationSound, &Preferences::Values::notificationSound);
    bind(m_ui->closeToTray, &Preferences::Values::closeToTray);
    bind(m_ui->startAtLogin, &Preferences::Values::startAtLogin);
    bind(m_ui->startHidden, &Preferences::Values::startHidden);
    bind(m_ui->allowScripting, &Preferences::Values::allowScripting);
    m_ui->watchedWords->setText(m_services.preferences.values().watchedWords.join(QStringLiteral(", ")));
    connect(m_ui->watchedWords, &QLineEdit::editingFinished, this, &SettingsDialog::saveWords);
}

/// As they are taken: each once, and not too many.
void SettingsDialog::saveWords()
{
    auto values = m_services.preferences.values();
    values.watchedWords = watchedWordsIn(m_ui->watchedWords->text());
    m_ui->watchedWords->setText(values.watchedWords.join(QStringLiteral(", ")));
    m_services.preferences.set(values);
}

/// What several forms share.
void SettingsDialog::addRows()
{
    m_proxy = new ProxyFields(*m_ui->layout6, 4, m_ui->tls);
    m_certificate = new CertificateField(m_dialogs, m_ui->allowPlain, m_ui->accountDetails);
    m_certificate->setObjectName(QStringLiteral("clientCertificate"));
    m_ui->layout6->insertRow(9, tr("Your own certificate"), m_certificate);
}

/// What else a setting is found by: what can be chosen there, and what the form says others call it.
static QString otherWords(const QWidget &widget)
{
    QStringList words { widget.property("alsoFoundBy").toString() };
    const auto *choice = qobject_cast<const QComboBox *>(&widget);
    for (int i = 0; choice && i < choice->count(); ++i) {
        words.append(choice->itemText(i));
    }
    return words.join(u' ');
}

/// Everything with a label that can be set.
QList<SettingsDialog::Topic> SettingsDialog::topicsIn(const QTabWidget &tabs)
{
    QList<Topic> topics;
    for (int page = 0; page < tabs.count(); ++page) {
        const auto add = [&](QString label, const QWidget *widget) {
            topics.append({ tabs.tabText(page) + QStringLiteral(" › ") + label.remove(u'&'), widget->objectName(),
                            otherWords(*widget) });
        };
        const auto children = tabs.widget(page)->findChildren<QWidget *>();
        for (const QWidget *child : children) {
            const auto *box = qobject_cast<const QCheckBox *>(child);
            const auto *label = qobject_cast<const QLabel *>(child);
            if (!child->isVisibleTo(tabs.widget(page))) {
                continue; // it makes no sense as things stand
            }
            if (box) {
                add(box->text(), box);
            } else if (label && label->buddy() && !label->buddy()->objectName().isEmpty()) {
                add(label->text(), label->buddy());
            }
        }
    }
    return topics;
}

QList<SettingsDialog::Topic> SettingsDialog::topics() const { return topicsIn(*m_ui->tabs); }

void SettingsDialog::setSurroundings(const Surroundings &surroundings)
{
    const bool notifies = surroundings.hasTray || surroundings.noNotifications.isEmpty();
    m_ui->notificationProblem->setVisible(!notifies);
    m_ui->trayProblem->setVisible(!surroundings.hasTray);
    m_ui->startAtLogin->setEnabled(!surroundings.isPortable && !surroundings.isFlatpak);
    m_ui->portableHint->setVisible(surroundings.isPortable);
    m_ui->flatpakHint->setVisible(surroundings.isFlatpak && !surroundings.isPortable);
    if (!notifies) {
        m_ui->notificationProblem->say(tr("Neither a notification service nor a tray answers here, so nothing is shown "
                                          "when a message arrives. Start the notification service of your desktop."),
                                       surroundings.noNotifications);
    }
    if (!surroundings.hasTray) {
        m_ui->trayProblem->say(tr("There is no tray here, so Natter ends when its window is closed, and starts in a "
                                  "window. Some desktops have a tray as an extension that can be installed."),
                               QStringLiteral("no StatusNotifierWatcher, and no system tray"));
    }
}

void SettingsDialog::goTo(const QString &widget)
{
    auto *found = widget.isEmpty() ? nullptr : m_ui->tabs->findChild<QWidget *>(widget);
    for (int page = 0; found && page < m_ui->tabs->count(); ++page) {
        if (m_ui->tabs->widget(page)->isAncestorOf(found)) {
            m_ui->tabs->setCurrentIndex(page);
            setAttribute(Qt::WA_KeyboardFocusChange); // so that one sees which it is
            firstToFillIn(found)->setFocus(Qt::ShortcutFocusReason);
            qobject_cast<QScrollArea *>(m_ui->tabs->widget(page))->ensureWidgetVisible(found);
        }
    }
}

void SettingsDialog::offerSearch()
{
    m_found.setOffered([this] {
        QList<Command> all;
        const auto found = topics();
        for (const Topic &topic : found) {
            all.append({ topic.text, {}, [this, topic] { goTo(topic.widget); }, topic.alsoFoundBy });
        }
        return all;
    });
    m_found.setNothing(tr("Nothing found."));
    auto *completer = new QCompleter(&m_found, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // the model finds
    completer->setMaxVisibleItems(12);
    m_ui->search->setAccessibleName(m_ui->search->placeholderText());
    m_ui->search->setCompleter(completer);
    completer->popup()->installEventFilter(this);
    connect(m_ui->search, &QLineEdit::textEdited, &m_found, &CommandModel::setText);
    connect(completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, [this](const QModelIndex &chosen) {
        const auto *completions = qobject_cast<const QAbstractProxyModel *>(chosen.model());
        choose(completions ? completions->mapToSource(chosen) : QModelIndex());
    });
    new QShortcut(QKeySequence::Find, m_ui->search, [this] { m_ui->search->setFocus(Qt::ShortcutFocusReason); });
}

/// Enter takes the first that was found, if nobody has gone to another one.
bool SettingsDialog::eventFilter(QObject *watched, QEvent *event)
{
    QAbstractItemView *popup = m_ui->search->completer()->popup();
    if (watched == popup && event->type() == QEvent::KeyPress && !popup->currentIndex().isValid()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_found.index(0).flags().testFlag(Qt::ItemIsEnabled)) {
            popup->hide();
            choose(m_found.index(0));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void SettingsDialog::choose(const QModelIndex &found)
{
    const Command command = m_found.at(found);
    // Queued: the completer puts its text into the field first
    QMetaObject::invokeMethod(
        this,
        [this, command] {
            m_ui->search->clear();
            m_found.setText({});
            command.run();
        },
        Qt::QueuedConnection);
}

/// Enter is for what has the focus: it neither closes the dialog nor presses another button.
void SettingsDialog::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && m_ui->search->hasFocus() && m_found.index(0).flags().testFlag(Qt::ItemIsEnabled)) {
        choose(m_found.index(0));
    }
    if (!enter || qobject_cast<QPushButton *>(focusWidget())) {
        QDialog::keyPressEvent(event);
    }
}

SettingsDialog::~SettingsDialog()
{
    hide(); // a field that loses the focus is saved, and must not find us gone
}

void SettingsDialog::bind(QCheckBox *box, bool Preferences::Values::*member)
{
    box->setChecked(m_services.preferences.values().*member);
    connect(box, &QCheckBox::toggled, this, [this, member](bool checked) {
        auto values = m_services.preferences.values();
        values.*member = checked;
        m_services.preferences.set(values);
    });
}

void SettingsDialog::bindAccount()
{
    connect(m_ui->enabled, &QCheckBox::toggled, this, &SettingsDialog::saveAccount);
    connect(m_ui->allowPlain, &QCheckBox::toggled, this, &SettingsDialog::saveAccount);
    connect(m_ui->host, &QLineEdit::editingFinished, this, &SettingsDialog::saveAccount);
    connect(m_ui->port, &QSpinBox::editingFinished, this, &SettingsDialog::saveAccount);
    connect(m_ui->tls, &QComboBox::activated, this, &SettingsDialog::saveAccount);
    connect(m_ui->history, &QComboBox::activated, this, &SettingsDialog::saveAccount);
    connect(&m_services.accounts, &Accounts::historyChanged, this, &SettingsDialog::showHistory);
    connect(m_ui->pauseHistory, &QPushButton::clicked, this, [this] {
        if (Account *account = current()) {
            account->history().setPaused(!account->history().isPaused());
        }
    });
    connect(m_proxy, &ProxyFields::edited, this, &SettingsDialog::saveAccount);
    connect(m_proxy, &ProxyFields::passwordEdited, this, [this] {
        if (const Account *account = current()) {
            m_services.accounts.provideProxyPassword(account->jid(), m_proxy->password());
        }
    });
    // Not a list that the arrows walk through: each place that is passed would get the password, or lose it
    auto *places = new QMenu(m_ui->passwordPlace);
    for (const Place place : { Place::Keychain, Place::PrivateFile, Place::AskEachTime }) {
        QAction *action = places->addAction(textOf(place), this, [this, place] { movePassword(place); });
        action->setCheckable(true);
        action->setData(static_cast<int>(place));
    }
    m_ui->passwordPlace->setMenu(places);
    auto *learns = new QMenu(m_ui->disclosure);
    m_ui->disclosure->setMenu(learns);
    connect(learns, &QMenu::aboutToShow, this, [this, learns] { fillDisclosure(*learns); });
    connect(m_ui->showSecurity, &QPushButton::clicked, this, [this] {
        if (const Account *account = current()) {
            (new SecurityDialog(m_services.accounts, account->jid(), this))->show();
        }
    });
    m_ui->archiveRule->hide(); // until it is known that there is a choice
    m_ui->archiveRuleLabel->hide();
    connect(m_ui->archiveRule, &ArchiveRuleField::failed, m_ui->problem, qOverload<const Error &>(&ProblemLabel::say));
    connect(m_ui->archiveRule, &ArchiveRuleField::offered, this, [this](bool isOffered) {
        m_ui->archiveRule->setVisible(isOffered);
        m_ui->archiveRuleLabel->setVisible(isOffered);
    });
    connect(m_certificate, &CertificateField::edited, this, &SettingsDialog::setCertificate);
    connect(m_certificate, &CertificateField::failed, m_ui->problem,
            qOverload<const QString &, const QString &>(&ProblemLabel::say));
    connect(m_ui->forgetPin, &QPushButton::clicked, this, [this] {
        if (Account *account = current()) {
            AccountSettings settings = account->settings();
            settings.pinnedCertificate.clear();
            m_services.accounts.change(settings);
        }
    });
}

Account *SettingsDialog::current() const
{
    const QListWidgetItem *item = m_ui->accounts->currentItem();
    return item ? m_services.accounts.find(Jid::orNull(item->text())) : nullptr;
}

void SettingsDialog::fillAccounts()
{
    const QString selected = m_ui->accounts->currentItem() ? m_ui->accounts->currentItem()->text() : QString();
    m_ui->accounts->clear();
    for (const Account *account : m_services.accounts.all()) {
        m_ui->accounts->addItem(account->jid().toString());
    }
    m_ui->noAccounts->setVisible(m_ui->accounts->count() == 0);
    const auto found = m_ui->accounts->findItems(selected, Qt::MatchExactly);
    m_ui->accounts->setCurrentItem(found.isEmpty() ? m_ui->accounts->item(0) : found.first());
    showAccount();
}

static CertificateField::Lasts howLongCertificateLasts(const Account &account)
{
    using Lasts = CertificateField::Lasts;
    const bool kept = account.settings().passwordPlace != Place::AskEachTime;
    const auto known = account.known(VaultEntry::Certificate);
    if (known ? known->isEmpty() : !kept) { // what is kept may just not be read yet
        return Lasts::NoMore;
    }
    return kept ? Lasts::Always : Lasts::ThisRun;
}

void SettingsDialog::showAccount()
{
    Account *account = current();
    m_ui->accountDetails->setVisible(account != nullptr);
    m_ui->removeAccount->setEnabled(account != nullptr);
    if (!account) {
        return;
    }
    m_filling = true;
    const AccountSettings &settings = account->settings();
    m_ui->enabled->setChecked(settings.enabled);
    m_ui->allowPlain->setChecked(settings.allowPlain);
    if (!m_ui->host->hasFocus()) {
        m_ui->host->setText(settings.server ? settings.server->host : QString());
    }
    if (!m_ui->port->hasFocus()) {
        m_ui->port->setValue(settings.server ? settings.server->port : 5222);
    }
    m_proxy->fill(settings.proxy);
    m_certificate->fill(settings.clientCertificate, howLongCertificateLasts(*account));
    m_ui->tls->setCurrentIndex(settings.server && settings.server->tls == AccountSettings::Tls::Direct ? 1 : 0);
    m_ui->passwordPlace->setText(textOf(settings.passwordPlace));
    const auto places = m_ui->passwordPlace->menu()->actions();
    for (QAction *place : places) {
        place->setChecked(place->data() == static_cast<int>(settings.passwordPlace));
    }
    m_ui->history->setCurrentIndex(static_cast<int>(settings.history));
    m_ui->disclosure->setText(settings.disclosure == Disclosure() ? tr("as chosen for all accounts")
                                                                  : tr("as chosen for this account"));
    showHistory();
    m_ui->archiveRule->follow(current());
    const bool pinned = !settings.pinnedCertificate.isEmpty();
    m_ui->pin->setText(pinned ? tr("only the one you accepted") : tr("checked normally"));
    m_ui->forgetPin->setVisible(pinned);
    const auto verdict = ConnectionSecurity::of(ConnectionFacts::of(*account)).verdict;
    const bool failed = verdict == ConnectionSecurity::Verdict::NotConnected && account->status().error;
    m_ui->security->setText(failed ? errorText(*account->status().error) : verdictText(verdict));
    showWhole(*m_ui->security);
    m_filling = false;
}

/// Over what holds for all accounts.
void SettingsDialog::fillDisclosure(QMenu &menu)
{
    Account *account = current();
    menu.clear();
    if (!account) {
        return;
    }
    const Preferences::Values &all = m_services.preferences.values();
    addDisclosureActions(menu, account->settings().disclosure, { all.sendReceipts, all.sendReading, all.sendTyping },
                         [this](const Disclosure &own) {
                             if (Account *changed = current()) {
                                 AccountSettings settings = changed->settings();
                                 settings.disclosure = own;
                                 if (const auto done = m_services.accounts.change(settings); !done) {
                                     m_ui->problem->say(done.error());
                                 }
                                 showAccount();
                             }
                         });
}

void SettingsDialog::showHistory()
{
    if (const Account *account = current()) {
        const HistoryBackfill &history = account->history();
        m_ui->historyState->setText(historyText(history));
        m_ui->pauseHistory->setText(history.isPaused() ? tr("Continue") : tr("Stop"));
        m_ui->pauseHistory->setVisible(history.isUnderWay() || history.isPaused());
    }
}

void SettingsDialog::saveAccount()
{
    Account *account = current();
    if (!account || m_filling) {
        return;
    }
    m_ui->problem->hide();
    if (!m_proxy->isComplete()) {
        m_ui->problem->say(tr("Enter the host of the proxy. Until then nothing is changed."));
        return;
    }
    AccountSettings settings = account->settings();
    settings.proxy = m_proxy->proxy();
    settings.enabled = m_ui->enabled->isChecked();
    settings.allowPlain = m_ui->allowPlain->isChecked();
    settings.history = static_cast<AccountSettings::History>(m_ui->history->currentIndex());
    settings.server.reset();
    if (!m_ui->host->text().trimmed().isEmpty()) {
        const bool direct = m_ui->tls->currentIndex() == 1;
        settings.server =
            AccountSettings::Server { m_ui->host->text().trimmed(), quint16(m_ui->port->value()),
                                      direct ? AccountSettings::Tls::Direct : AccountSettings::Tls::StartTls };
    }
    if (settings == account->settings()) {
        return;
    }
    if (const auto changed = m_services.accounts.change(settings); !changed) {
        m_ui->problem->say(changed.error());
        showAccount(); // as it still is
    }
}

QString SettingsDialog::textOf(Place place)
{
    switch (place) {
    case Place::Keychain:
        break;
    case Place::PrivateFile:
        return tr("kept in a file that only you can read");
    case Place::AskEachTime:
        return tr("asked for each time");
    }
    return tr("kept in the system keychain");
}

void SettingsDialog::setCertificate(const Secret &certificate)
{
    const Account *account = current();
    if (!account) {
        return;
    }
    m_ui->problem->hide();
    m_certificate->setEnabled(false);
    whenDone(m_services.accounts.setClientCertificate(account->jid(), certificate), this,
             [this](const Result<> &result) {
                 m_certificate->setEnabled(true);
                 if (!result) {
                     m_ui->problem->say(result.error());
                 }
                 showAccount();
             });
}

void SettingsDialog::movePassword(Place place)
{
    const Account *account = current();
    if (!account) {
        return;
    }
    m_ui->problem->hide();
    m_ui->passwordPlace->setEnabled(false);
    whenDone(m_services.accounts.setPasswordPlace(account->jid(), place), this, [this](const Result<> &result) {
        m_ui->passwordPlace->setEnabled(true);
        if (!result) {
            m_ui->problem->say(result.error());
        }
        showAccount();
    });
}

void SettingsDialog::removeAccount()
{
    const Jid jid = current() ? current()->jid() : Jid();
    if (jid.isNull()) {
        return;
    }
    const auto remove = [this, jid] {
        if (!m_services.accounts.find(jid)) {
            return; // meanwhile it was removed
        }
        if (const auto removed = m_services.accounts.remove(jid); !removed) {
            m_ui->problem->say(removed.error());
        }
        fillAccounts();
    };
    m_dialogs.confirm(this, tr("Remove %1 from Natter?").arg(jid.toString()),
                      tr("Its password, contacts and messages are removed from this computer. The account on the "
                         "server stays."),
                      tr("Remove"), remove);
}

} // namespace natter
