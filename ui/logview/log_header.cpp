// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_header.h"

#include "ui/base/joined_texts.h"
#include "ui/base/key_text.h"
#include "ui/base/record_field.h"
#include "ui/base/text_format.h"
#include "ui/filter/flow_layout.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    class StatusGlyph : public QWidget {
    public:
        StatusGlyph(const Theme& theme, QWidget* parent)
            : QWidget(parent)
            , m_theme(theme)
        {
            setFixedSize(18, 18);
        }

        void setStatus(StatusClass status)
        {
            m_status = status;
            setAccessibleName(statusWord(status));
            setVisible(status != StatusClass::None);
            update();
        }

    protected:
        void paintEvent(QPaintEvent* /*event*/) override
        {
            QPainter painter(this);
            painter.setRenderHint(QPainter::Antialiasing);
            const CellLook look{m_status, 0, m_theme.lettersMode()};
            paintCell(painter, QRectF(rect()), look, m_theme.status());
        }

    private:
        const Theme& m_theme;
        StatusClass m_status = StatusClass::None;
    };

    QLabel* makeLabel(QWidget* parent)
    {
        auto* label = new QLabel(parent);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        return label;
    }

    QString joined(const QStringList& parts)
    {
        return joinedTexts(parts, QStringLiteral("  \u00b7  "));
    }

} // namespace

QString recordTitle(const LogDocument& document)
{
    if (!document.record) {
        return fromUtf8(document.log->ownerId);
    }
    const query::RecordSnapshot& record = *document.record;
    if (record.kind == RecordKind::Build) {
        return joined({recordField(record, "config_name"), recordField(record, "architecture"),
                       recordField(record, "compiler")});
    }
    const QString path = recordField(record, "path");
    return path.isEmpty() ? fromUtf8(record.id) : path;
}

QString logOriginText(const LogDocument& document)
{
    if (document.isFile()) {
        const QString folder =
            LogHeader::tr("file in %1")
                .arg(QString::fromStdString(document.path.parent_path().string()));
        const QString packed = QLocale().formattedDataSize(
            static_cast<qint64>(document.file->size()), 1, QLocale::DataSizeSIFormat);
        return document.isPlainFile() ? folder
                                      : LogHeader::tr("%1, packed in %2").arg(folder, packed);
    }
    const QString url = fromUtf8(document.log->url);
    switch (document.log->origin) {
    case query::LogOrigin::Stored:
        return LogHeader::tr("stored log");
    case query::LogOrigin::Excerpt:
        return url.isEmpty()
            ? LogHeader::tr("excerpt sent with the record; no whole log is known")
            : LogHeader::tr("excerpt sent with the record; whole log at %1").arg(url);
    case query::LogOrigin::None:
        return url.isEmpty() ? LogHeader::tr("no log is known")
                             : LogHeader::tr("not stored; the log is at %1").arg(url);
    }
    return {};
}

LogHeader::LogHeader(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_glyph(new StatusGlyph(*context.theme, this))
    , m_title(makeLabel(this))
    , m_details(makeLabel(this))
    , m_origin(makeLabel(this))
    , m_levels(new QWidget(this))
    , m_levelLayout(new FlowLayout(m_levels)) // Whole words in a narrow window, too.
{
    QFont bold = m_title->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    m_title->setFont(bold);
    m_levelLayout->setContentsMargins(0, 2, 0, 0);
    m_levelLayout->setSpacing(2);

    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_glyph);
    first->addWidget(m_title, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 6);
    layout->setSpacing(3);
    layout->addLayout(first);
    layout->addWidget(m_details);
    layout->addWidget(m_origin);
    layout->addWidget(m_levels);
    connect(context.theme, &Theme::changed, this, &LogHeader::updateTexts);
    followKeys(m_context, this, [this] { updateTexts(); });
}

void LogHeader::setDocument(std::shared_ptr<const LogDocument> document)
{
    // Its errors came, or more of a file; or the file was read again.
    const bool isSame = m_document && document
        && (document->log == m_document->log
            || (document->isFile() && document->path == m_document->path));
    m_document = std::move(document);
    m_shownLevels = isSame ? m_shownLevels : ~0U;
    m_shownNamespaces = isSame ? m_shownNamespaces : ~0U;
    updateTexts();
    rebuildSwitches();
}

void LogHeader::setFollows(bool follows)
{
    m_follows = follows;
    updateTexts();
}

void LogHeader::updateTexts()
{
    if (!m_document) {
        return;
    }
    const auto& record = m_document->record;
    auto* glyph = static_cast<StatusGlyph*>(m_glyph);
    glyph->setStatus(record ? record->status : StatusClass::None);
    m_title->setText(recordTitle(*m_document));
    const qint64 lines = m_document->text->rowCount() > 0
        ? m_document->text->index().lineNumber(m_document->text->rowCount() - 1)
        : 0;
    QStringList details;
    if (record) {
        details << statusWord(record->status) << fromUtf8(record->platform)
                << fromUtf8(record->lab);
        if (record->revision) {
            details << branchText(*record->revision) << revisionText(*record->revision);
        }
    }
    m_details->setText(joined(details));
    m_details->setVisible(!m_details->text().isEmpty());
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, m_context.theme->mutedText());
    m_origin->setPalette(muted);
    const QString size = QLocale().formattedDataSize(
        static_cast<qint64>(m_document->showsBytes() ? m_document->content()->size()
                                                     : m_document->text->byteCount()),
        1, QLocale::DataSizeSIFormat);
    const QString follows =
        m_follows ? withKeys(m_context, tr("following, {follow} stops")) : QString();
    const QString form =
        m_document->showsBytes() ? tr("as bytes") : tr("%1 lines").arg(countText(lines));
    m_origin->setText(lines > 0 ? joined({follows, logOriginText(*m_document), form, size})
                                : logOriginText(*m_document));
    m_origin->setToolTip(m_origin->text());
}

void LogHeader::rebuildSwitches()
{
    while (QLayoutItem* item = m_levelLayout->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->deleteLater();
        }
        std::unique_ptr<QLayoutItem> owned(item);
    }
    m_levels->setVisible(m_document && m_document->isLava());
    if (!m_document || !m_document->isLava()) {
        return;
    }
    for (std::size_t i = 0; i < logs::LavaLevelCount; ++i) {
        const auto level = static_cast<logs::LavaLevel>(i);
        const QString word = QString::fromStdString(std::string(logs::lavaLevelText(level)));
        addSwitch(word, m_document->text->levelCounts()[level],
                  tr("Show or hide lines of level %1").arg(word), m_shownLevels, i,
                  &LogHeader::shownLevelsChanged);
    }
    const auto& namespaces = m_document->text->namespaces();
    for (std::size_t i = 0; i < namespaces.size(); ++i) {
        const QString name = fromUtf8(namespaces[i].name);
        addSwitch(tr("from %1").arg(name), namespaces[i].rowCount,
                  tr("Show or hide feedback of %1").arg(name), m_shownNamespaces, i,
                  &LogHeader::shownNamespacesChanged);
    }
}

/// None for what no line has.
void LogHeader::addSwitch(const QString& name, std::int64_t count, const QString& tip,
                          std::uint32_t& shown, std::size_t bit,
                          void (LogHeader::*changed)(std::uint32_t))
{
    if (count == 0) {
        return;
    }
    auto* button = new QToolButton(m_levels);
    button->setText(QStringLiteral("%1 %2").arg(name, countText(count)));
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setChecked((shown >> bit & 1U) != 0);
    button->setToolTip(tip);
    button->setAccessibleName(button->text());
    connect(button, &QToolButton::toggled, this, [this, &shown, bit, changed](bool isOn) {
        shown = isOn ? shown | 1U << bit : shown & ~(1U << bit);
        emit(this->*changed)(shown);
    });
    m_levelLayout->addWidget(button);
}

void LogHeader::setShownNamespaces(std::uint32_t namespaces)
{
    if (namespaces != m_shownNamespaces) {
        m_shownNamespaces = namespaces;
        rebuildSwitches();
        emit shownNamespacesChanged(namespaces);
    }
}

void LogHeader::setShownLevels(std::uint32_t levels)
{
    if (levels != m_shownLevels) {
        m_shownLevels = levels;
        rebuildSwitches();
        emit shownLevelsChanged(levels);
    }
}

} // namespace cboard::ui
