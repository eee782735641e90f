// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/xml_console.h"

#include "base/log.h"
#include "stanza/element_builder.h"
#include "stanza/element_reader.h"
#include "stanza/namespaces.h"
#include "stanza/stanza.h"
#include "widgets/theme.h"
#include "widgets/windows.h"

#include "ui_xml_console.h"

#include <QClipboard>
#include <QGuiApplication>

#include <array>

namespace natter {

static constexpr int keptLines = 5000;
static constexpr int deepest = 16; ///< what lies deeper is left out

/// All others are left out, whatever they are.
static constexpr std::array shownAttributes { u"type", u"id",    u"from",    u"to",        u"var",      u"jid",
                                              u"node", u"ver",   u"name",    u"h",         u"resume",   u"max",
                                              u"by",   u"stamp", u"queryid", u"mechanism", u"complete", u"version" };

static bool isSecret(const Element &element)
{
    static const QStringList names { QStringLiteral("body"),    QStringLiteral("subject"), QStringLiteral("password"),
                                     QStringLiteral("payload"), QStringLiteral("value"),   QStringLiteral("token"),
                                     QStringLiteral("key") };
    return names.contains(element.localName());
}

static void copyWithoutContents(const Element &element, ElementBuilder &out, int depth)
{
    if (isSecret(element) && (!element.text().isEmpty() || element.firstChild())) {
        out.text(u"[hidden]");
        return;
    }
    out.text(element.text());
    for (const Element &child : element.children()) {
        if (depth == deepest) {
            out.text(u"[…]");
            return;
        }
        out.open({ child.namespaceUri(), child.localName() });
        for (const QStringView name : shownAttributes) {
            if (child.hasAttribute(name)) {
                out.attribute({}, name, child.attribute(name));
            }
        }
        copyWithoutContents(child, out, depth + 1);
        out.close();
    }
}

Element withoutContents(const Element &element)
{
    ElementBuilder out({ element.namespaceUri(), element.localName() });
    for (const QStringView name : shownAttributes) {
        if (element.hasAttribute(name)) {
            out.attribute({}, name, element.attribute(name));
        }
    }
    copyWithoutContents(element, out, 0);
    return out.build();
}

XmlConsole::XmlConsole(Accounts &accounts, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::XmlConsole>())
    , m_accounts(accounts)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, { 900, 600 });
    QFont fixed = font();
    fixed.setFamilies({ QStringLiteral("monospace") });
    m_ui->log->setFont(fixed);
    m_ui->log->setMaximumBlockCount(keptLines);
    m_ui->log->setAccessibleName(tr("What was sent and received"));
    m_ui->input->setFont(fixed);
    m_ui->input->setAccessibleName(tr("XML to send"));
    m_ui->problem->hide();
    const auto offer = [this](const Account *account) { m_ui->account->addItem(account->jid().toString()); };
    for (const Account *account : accounts.all()) {
        offer(account);
    }
    connect(&accounts, &Accounts::added, this, offer);
    connect(&accounts, &Accounts::aboutToRemove, this, [this](const Account *account) {
        m_ui->account->removeItem(m_ui->account->findText(account->jid().toString()));
    });
    connect(m_ui->account, &QComboBox::currentTextChanged, this, &XmlConsole::watch);
    connect(m_ui->clear, &QPushButton::clicked, m_ui->log, &QPlainTextEdit::clear);
    connect(m_ui->copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_ui->log->toPlainText()); });
    connect(m_ui->send, &QPushButton::clicked, this, &XmlConsole::send);
    connect(m_ui->input, &QLineEdit::returnPressed, this, &XmlConsole::send);
    watch(m_ui->account->currentText());
}

XmlConsole::~XmlConsole() { watch({}); }

void XmlConsole::watch(const QString &account)
{
    if (Account *before = m_accounts.find(m_watched)) {
        before->setTracing(false);
        before->disconnect(this);
    }
    m_watched = Jid::orNull(account);
    if (Account *now = m_accounts.find(m_watched)) {
        now->setTracing(true);
        connect(now, &Account::elementTraced, this, &XmlConsole::show);
    }
}

void XmlConsole::show(const Element &element, bool sent)
{
    const Theme theme = Theme::of(this);
    const Element shown = m_ui->showBodies->isChecked() ? element : withoutContents(element);
    QTextCharFormat format;
    format.setForeground(sent ? theme.accent : theme.text);
    QTextCursor cursor(m_ui->log->document());
    cursor.movePosition(QTextCursor::End);
    const QString time = QTime::currentTime().toString(QStringLiteral("hh:mm:ss "));
    cursor.insertText(time + (sent ? QStringLiteral("→ ") : QStringLiteral("← "))
                          + QString::fromUtf8(shown.toXml(ns::client)) + u'\n',
                      format);
}

/// Why `text` is not one complete stanza, which is otherwise put into `stanza`.
QString XmlConsole::problemOf(const QString &text, Element &stanza)
{
    if (text.isEmpty()) {
        return tr("There is nothing to send.");
    }
    QString problem;
    const auto parsed = parseElement("<x xmlns='jabber:client'>" + text.toUtf8() + "</x>");
    const Element around = parsed.value_or(Element());
    QList<Element> found;
    for (const Element &child : around.children()) {
        found.append(child);
    }
    if (!text.startsWith(u'<') || (parsed && (found.isEmpty() || !around.text().trimmed().isEmpty()))) {
        problem = tr("This is plain text, not a stanza.");
    } else if (!parsed) {
        problem = tr("This stanza is not complete: something in it is not closed, or stands where it may not.");
    } else if (found.size() > 1) {
        problem = tr("This is more than one stanza.");
    } else if (found.first().namespaceUri() == ns::client && !isStanza(found.first())) {
        problem = tr("“%1” is no stanza.").arg(withVisibleControls(found.first().localName()));
    } else {
        stanza = found.first();
        return {};
    }
    return problem + u' '
        + tr("Enter one complete stanza: <message>, <presence> or <iq>, with all that is in it and its closing tag.");
}

void XmlConsole::send()
{
    Account *account = m_accounts.find(m_watched);
    Element stanza;
    QString problem = problemOf(m_ui->input->text().trimmed(), stanza);
    if (!account) {
        problem = tr("Add an account first.");
    } else if (problem.isEmpty() && account->status().phase != AccountStatus::Phase::Online) {
        problem = tr("This account is not online, so nothing was sent.");
    }
    m_ui->problem->setText(problem);
    m_ui->problem->setVisible(!problem.isEmpty());
    if (problem.isEmpty()) {
        account->sendRaw(stanza);
        m_ui->input->clear();
    }
}

} // namespace natter
