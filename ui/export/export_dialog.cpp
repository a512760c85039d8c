// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>

namespace cboard::ui {

QString fileNameOf(const QString& text)
{
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9._+-]+"));
    static const QRegularExpression ends(QStringLiteral("^[-.]+|[-.]+$"));
    QString name = text;
    name = name.replace(others, QStringLiteral("-")).remove(ends).left(100);
    return name.isEmpty() ? QStringLiteral("view") : name;
}

ExportDialog::ExportDialog(const Context& context, const QString& name, const QString& last,
                           bool withTable, QWidget* parent)
    : QDialog(parent)
    , m_format(new QComboBox(this))
    , m_file(new QLineEdit(this))
    , m_hint(new QLabel(this))
    , m_look(*context.queries, *context.tasks)
    , m_folder(*context.queries, *context.tasks)
{
    setWindowTitle(tr("Export"));
    setAttribute(Qt::WA_DeleteOnClose);
    for (const ExportFormatSpec& spec : exportFormats()) {
        if (withTable || spec.isPicture) {
            m_format->addItem(QCoreApplication::translate("Export", spec.title),
                              static_cast<int>(spec.format));
        }
    }
    const auto lastFormat = formatOfFile(last);
    const int index = lastFormat ? m_format->findData(static_cast<int>(*lastFormat)) : 0;
    m_format->setCurrentIndex(std::max(index, 0));
    const qsizetype folderEnd = last.lastIndexOf(QLatin1Char('/')) + 1;
    m_file->setText(QDir::toNativeSeparators(last.left(folderEnd) + name));
    m_file->setAccessibleName(tr("File"));
    m_format->setAccessibleName(tr("Format"));
    m_hint->setTextFormat(Qt::PlainText);
    auto* browseButton = new QPushButton(tr("Browse…"), this);
    browseButton->setAutoDefault(false);
    auto* fileRow = new QHBoxLayout;
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(browseButton);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* write = buttons->addButton(tr("Write"), QDialogButtonBox::AcceptRole);
    write->setDefault(true);
    auto* layout = new QFormLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setVerticalSpacing(10);
    layout->addRow(tr("Format"), m_format);
    layout->addRow(tr("File"), fileRow);
    layout->addRow(QString(), m_hint);
    layout->addRow(buttons);
    constexpr int Width = 620;
    setMinimumWidth(Width);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::onFormatChanged);
    connect(m_file, &QLineEdit::textChanged, this, &ExportDialog::onFileChanged);
    connect(browseButton, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { emit chosen(file()); });
    onFormatChanged();
    m_file->setFocus();
    if (folderEnd == 0) {
        askForFolder(m_file->text());
    }
}

/// Documents' folder before a bare \p name, unless the user has typed by then.
void ExportDialog::askForFolder(const QString& name)
{
    m_folder.start(
        tr("Looking for the folder of documents"),
        [](const TaskContext&) -> Result<QString> {
            return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        },
        [this, name](const Result<QString>& folder) {
            if (folder && m_file->text() == name) {
                m_file->setText(QDir::toNativeSeparators(*folder + QLatin1Char('/') + name));
                onFormatChanged();
            }
        });
}

QString ExportDialog::file() const
{
    return QDir::fromNativeSeparators(m_file->text().trimmed());
}

void ExportDialog::onFormatChanged()
{
    const auto format = static_cast<ExportFormat>(m_format->currentData().toInt());
    const QString suffix = QLatin1Char('.') + QLatin1String(exportFormat(format).suffix);
    QString name = m_file->text();
    if (const auto old = formatOfFile(name)) {
        name.chop(QFileInfo(name).suffix().size() + 1);
    }
    m_file->setText(name + suffix);
    const qsizetype folder = m_file->text().lastIndexOf(QDir::separator()) + 1;
    m_file->setSelection(static_cast<int>(folder),
                         static_cast<int>(m_file->text().size() - folder - suffix.size()));
}

void ExportDialog::onFileChanged()
{
    const QString asShown = tr("What is shown, as it is sorted and filtered.");
    m_hint->setText(asShown);
    m_look.start(
        tr("Looking for the file"),
        [file = file()](const TaskContext&) -> Result<bool> { return QFileInfo::exists(file); },
        [this, asShown](const Result<bool>& exists) {
            m_hint->setText(exists.value_or(false) ? tr("This file exists and will be replaced.")
                                                   : asShown);
        });
    if (const auto format = formatOfFile(file())) {
        const QSignalBlocker blocker(m_format);
        const int index = m_format->findData(static_cast<int>(*format));
        m_format->setCurrentIndex(index >= 0 ? index : m_format->currentIndex());
    }
}

void ExportDialog::browse()
{
    auto* chooser = new QFileDialog(this, tr("Export to"), file());
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    connect(chooser, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    chooser->open();
}

} // namespace cboard::ui
