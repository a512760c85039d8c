// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/drop_area.h"

#include "ui/theme/theme.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr int MostNames = 6;

    QStringList localPaths(const QMimeData& data)
    {
        QStringList paths;
        for (const QUrl& url : data.urls()) {
            if (url.isLocalFile()) {
                paths << url.toLocalFile();
            }
        }
        return paths;
    }

} // namespace

DropArea::DropArea(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_headline(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_start(new QPushButton(this))
    , m_clear(new QPushButton(tr("Choose none"), this))
{
    setAcceptDrops(true);
    setAccessibleName(tr("Files to read"));
    QFont large = m_headline->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setBold(true);
    m_headline->setFont(large);
    for (QLabel* label : {m_headline, m_detail}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto* files = new QPushButton(tr("Choose &files\u2026"), this);
    auto* folder = new QPushButton(tr("Choose a f&older\u2026"), this);
    connect(files, &QPushButton::clicked, this, [this] { choose(false); });
    connect(folder, &QPushButton::clicked, this, [this] { choose(true); });
    connect(m_start, &QPushButton::clicked, this, &DropArea::startRequested);
    connect(m_clear, &QPushButton::clicked, this, [this] { setPaths({}); });
    m_start->setAutoDefault(true);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_start);
    buttons->addWidget(files);
    buttons->addWidget(folder);
    buttons->addWidget(m_clear);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(8);
    layout->addWidget(m_headline);
    layout->addWidget(m_detail);
    layout->addLayout(buttons);
    updateTexts();
}

void DropArea::setPaths(const QStringList& paths)
{
    m_paths = paths;
    m_paths.removeAll(QString());
    m_paths.removeDuplicates();
    updateTexts();
    emit pathsChanged();
    if (!m_paths.isEmpty()) {
        m_start->setFocus();
    }
}

void DropArea::addPaths(const QStringList& paths)
{
    setPaths(m_paths + paths);
}

void DropArea::setBusy(bool isBusy)
{
    setEnabled(!isBusy);
}

void DropArea::updateTexts()
{
    m_start->setVisible(!m_paths.isEmpty());
    m_clear->setVisible(!m_paths.isEmpty());
    if (m_paths.isEmpty()) {
        m_headline->setText(tr("Drop result files or folders here"));
        m_detail->setText(tr("KCIDB JSON, LAVA callbacks and logs, build.json, boot.json, JUnit, "
                             "TAP and kselftest; plain or packed. The content decides, not the "
                             "name. Reading the same file again changes nothing."));
        return;
    }
    QStringList names;
    for (const QString& path : m_paths.mid(0, MostNames)) {
        const QFileInfo info(path);
        names << (info.fileName().isEmpty() ? QDir::toNativeSeparators(path) : info.fileName());
    }
    if (m_paths.size() > MostNames) {
        names << tr("and %1 more").arg(m_paths.size() - MostNames);
    }
    m_headline->setText(tr("Ready to read: %1").arg(names.join(QStringLiteral(", "))));
    m_detail->setText(tr("Folders are read with all that is below them."));
    m_start->setText(tr("&Read them now"));
}

void DropArea::choose(bool isFolder)
{
    auto* dialog = new QFileDialog(this, isFolder ? tr("Choose a folder") : tr("Choose files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(isFolder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &DropArea::addPaths);
    dialog->open();
}

void DropArea::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_isHovered ? m_theme.selection() : m_theme.window());
    QPen pen(m_isHovered ? m_theme.accent() : m_theme.mutedText(), 1, Qt::DashLine);
    painter.setPen(pen);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void DropArea::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
        m_isHovered = true;
        update();
    }
}

void DropArea::dragLeaveEvent(QDragLeaveEvent* /*event*/)
{
    m_isHovered = false;
    update();
}

void DropArea::dropEvent(QDropEvent* event)
{
    m_isHovered = false;
    event->acceptProposedAction();
    addPaths(localPaths(*event->mimeData()));
    update();
}

} // namespace cboard::ui
