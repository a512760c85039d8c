// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector.h"

#include "ui/inspector/history_strip.h"
#include "ui/shell/text_format.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    /// JSON has no blanks outside strings; let long values break after a comma.
    QString breakable(const QString& text)
    {
        QString result = text.toHtmlEscaped();
        result.replace(QLatin1Char(','), QStringLiteral(",\u200B"));
        result.replace(QLatin1Char('/'), QStringLiteral("/\u200B"));
        result.replace(QLatin1Char('\n'), QStringLiteral("<br>"));
        return result;
    }

    QString fieldName(const std::string& key)
    {
        QString name = fromUtf8(key);
        return name.replace(QLatin1Char('_'), QLatin1Char(' '));
    }

} // namespace

Inspector::Inspector(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_caption(new QLabel(this))
    , m_status(new QLabel(this))
    , m_history(new HistoryStrip(*context.theme, this))
    , m_fields(new QTextBrowser(this))
    , m_load(*context.queries, *context.tasks)
{
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setWordWrap(true);
    m_caption->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont bold = font();
    bold.setBold(true);
    m_caption->setFont(bold);
    m_status->setTextFormat(Qt::PlainText);
    m_fields->setFrameShape(QFrame::NoFrame);
    m_fields->setOpenLinks(false);
    m_fields->setAccessibleName(tr("Fields of the selected record"));
    m_fields->viewport()->setBackgroundRole(QPalette::Window);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 8);
    layout->setSpacing(6);
    layout->addWidget(m_caption);
    layout->addWidget(m_status);
    layout->addWidget(m_history);
    layout->addWidget(m_fields, 1);
    setMinimumWidth(240);
    m_delay.setSingleShot(true);
    m_delay.setInterval(0); // A load that is overtaken is cancelled, so nothing waits.
    connect(&m_delay, &QTimer::timeout, this, &Inspector::load);
    connect(m_context.theme, &Theme::changed, this, [this] {
        if (m_record) {
            m_fields->setHtml(fieldsHtml(*m_record));
        }
    });
    showNothing(tr("Nothing is selected."));
}

void Inspector::showNothing(const QString& sentence)
{
    m_record.reset();
    m_caption->setText(m_selection.caption);
    m_caption->setVisible(!m_selection.caption.isEmpty());
    m_status->setText(sentence);
    m_status->setVisible(!sentence.isEmpty());
    m_status->setPalette(palette());
    m_fields->clear();
    m_history->setVisible(false);
}

void Inspector::inspect(const Selection& selection)
{
    m_selection = selection;
    m_delay.start();
}

void Inspector::load()
{
    if (m_selection.id.isEmpty() && !m_selection.history) {
        m_load.cancel();
        showNothing(m_selection.caption.isEmpty()     ? tr("Nothing is selected.")
                        : m_selection.facts.isEmpty() ? tr("No result here.")
                                                      : QString());
        m_fields->setHtml(factsHtml());
        emit settled();
        return;
    }
    query::RecordRequest request{m_context.common(), m_selection.kind,
                                 m_selection.id.toStdString()};
    auto history = m_selection.history;
    if (history) {
        history->common = m_context.common();
    }
    m_load.start(
        tr("Reading the record"),
        [engine = m_context.engine, request, history](const TaskContext& task) -> Result<Loaded> {
            Loaded loaded;
            if (!request.id.empty()) {
                CBOARD_TRY(loaded.record, engine->record(request, task));
            }
            if (history) {
                CBOARD_TRY(loaded.history, engine->history(*history, task));
            }
            return loaded;
        },
        [this](const Result<Loaded>& loaded) {
            if (loaded) {
                show(*loaded);
            } else {
                showNothing(fromUtf8(describe(loaded.error())));
            }
            emit settled();
        });
}

void Inspector::show(const Loaded& loaded)
{
    m_record = loaded.record;
    m_caption->setText(m_selection.caption);
    m_caption->setVisible(!m_selection.caption.isEmpty());
    m_history->setVisible(loaded.history != nullptr);
    m_history->setHistory(loaded.history);
    m_status->show();
    if (!m_record) {
        m_status->setText(tr("No result here."));
        m_fields->clear();
        return;
    }
    QString where = statusWord(m_record->status);
    if (m_record->revision) {
        where = tr("%1 on %2").arg(where, revisionText(*m_record->revision));
    }
    m_status->setText(where);
    QPalette palette = m_status->palette();
    palette.setColor(QPalette::WindowText, m_context.theme->status().textColor(m_record->status));
    m_status->setPalette(palette);
    m_fields->setHtml(fieldsHtml(*m_record));
}

QString Inspector::factsHtml() const
{
    QString html;
    for (const auto& [name, value] : m_selection.facts) {
        html +=
            QStringLiteral("<div style='color:%1; margin-top:8px'>%2</div><div>%3</div>")
                .arg(m_context.theme->mutedText().name(), name.toHtmlEscaped(), breakable(value));
    }
    return html;
}

QString Inspector::fieldsHtml(const query::RecordSnapshot& record) const
{
    const QString muted = m_context.theme->mutedText().name();
    const QString mono = m_context.theme->monospace().family();
    QString html;
    for (const query::RecordField& field : record.fields) {
        const bool isCode = field.isJson || field.key == "id" || field.key.ends_with("_id")
            || field.key.ends_with("hash") || field.key == "log_excerpt";
        html += QStringLiteral("<div style='color:%1; margin-top:8px'>%2</div>"
                               "<div style='%3'>%4</div>")
                    .arg(muted, fieldName(field.key).toHtmlEscaped(),
                         isCode ? QStringLiteral("font-family:\"%1\"").arg(mono) : QString(),
                         breakable(fromUtf8(field.value)));
    }
    if (!record.versions.empty()) {
        html += QStringLiteral("<div style='color:%1; margin-top:12px'>%2</div>")
                    .arg(muted, tr("Earlier versions stored: %1").arg(record.versions.size()));
    }
    return html;
}

QString Inspector::fieldsText() const
{
    return m_status->text() + QLatin1Char('\n') + m_fields->toPlainText();
}

} // namespace cboard::ui
