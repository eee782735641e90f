// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/about_dialog.h"

#include "widgets/icons.h"
#include "widgets/windows.h"

#include "ui_about_dialog.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QSysInfo>

namespace natter {

static QString lineOf(const ProgramPart &part)
{
    const QString name = part.version.isEmpty() ? part.name : part.name + u' ' + part.version;
    return name + QStringLiteral(" – ") + part.licence;
}

static QList<ProgramPart> allParts() { return programParts() + bundledParts(QCoreApplication::applicationDirPath()); }

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::AboutDialog>())
    , m_parts(allParts())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, { 640, 600 });
    m_ui->icon->setPixmap(programIcon().pixmap(QSize(64, 64), devicePixelRatioF()));
    m_ui->version->setText(tr("Version %1").arg(QStringLiteral(NATTER_VERSION)));
    m_ui->licence->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont)); // its lines are broken already
    m_ui->licence->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_ui->licence->setLayoutDirection(Qt::LeftToRight); // it is English
    m_ui->parts->setWordWrap(true);
    for (const ProgramPart &part : m_parts) {
        m_ui->parts->addItem(lineOf(part));
    }
    connect(m_ui->parts, &QListWidget::currentRowChanged, this, &AboutDialog::showLicence);
    connect(m_ui->copy, &QPushButton::clicked, this, &AboutDialog::copyVersions);
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::accept);
    m_ui->parts->setCurrentRow(0);
}

AboutDialog::~AboutDialog() = default;

void AboutDialog::copyVersions() const
{
    QStringList lines;
    for (const ProgramPart &part : m_parts) {
        lines << lineOf(part);
    }
    lines << QSysInfo::prettyProductName();
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void AboutDialog::showLicence(int row)
{
    const ProgramPart part = m_parts.value(row);
    m_ui->licenceLabel->setText(tr("The licence of %1:").arg(part.name));
    m_ui->licence->setPlainText(licenceText(part));
}

} // namespace natter
