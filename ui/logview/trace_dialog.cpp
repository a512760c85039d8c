// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/trace_dialog.h"

#include "core/service/symbol_search.h"
#include "ui/base/preferences.h"
#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr QSize UsualSize(900, 520);

    QString traceTitle(const logs::DecodedTrace& trace)
    {
        return QCoreApplication::translate("TraceDialog", "Lines %1 to %2")
            .arg(trace.lines.front().line)
            .arg(trace.lines.back().line);
    }

} // namespace

Result<TraceTexts> traceTexts(const LogDocument& document, const std::string& place,
                              std::int64_t row, const TaskContext& task)
{
    CBOARD_TRY(const auto decoded, service::decodeLog(*document.text, place, task));
    TraceTexts log;
    if (!decoded.symbols) {
        return log;
    }
    log.symbols = fromUtf8(decoded.symbols->path().string());
    for (const std::string& note : decoded.traces.notes) {
        log.notes.push_back(fromUtf8(note));
    }
    qint64 line = 0;
    bool isFound = false;
    for (const logs::DecodedTrace& trace : decoded.traces.traces) {
        if (!isFound) {
            log.nearest = line; // The last one where all lie before the reader.
            isFound = trace.lines.back().row >= row;
        }
        QString text = traceTitle(trace) + QLatin1Char('\n');
        for (const logs::DecodedLine& one : trace.lines) {
            text += fromUtf8(logs::decodedText(one)) + QLatin1Char('\n');
        }
        text += QLatin1Char('\n');
        line += text.count(QLatin1Char('\n'));
        log.text += text;
    }
    return log;
}

TraceDialog::TraceDialog(const Context& context, std::shared_ptr<const LogDocument> document,
                         std::int64_t row, QWidget* parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit(this))
    , m_says(new QLabel(this))
    , m_decode(*context.jobs, *context.tasks)
{
    setWindowTitle(tr("Call traces, decoded"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_text->setFont(context.theme->monospace());
    createLayout();
    m_says->setText(tr("Decoding the call traces \u2026"));
    const std::string place = context.preferences != nullptr
        ? context.preferences->value("log/symbols").toStdString()
        : std::string();
    m_decode.start(
        tr("Decoding call traces"),
        [document = std::move(document), place, row](const TaskContext& task) {
            return traceTexts(*document, place, row, task);
        },
        [this](const Result<TraceTexts>& decoded) { showTexts(decoded); });
}

void TraceDialog::createLayout()
{
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setAccessibleName(tr("Call traces"));
    m_says->setTextFormat(Qt::PlainText);
    m_says->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_copy = buttons->addButton(tr("Copy all"), QDialogButtonBox::ActionRole);
    m_copy->setEnabled(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_says);
    layout->addWidget(buttons);
    resize(UsualSize);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_text->toPlainText()); });
}

void TraceDialog::showTexts(const Result<TraceTexts>& decoded)
{
    if (!decoded) {
        m_says->setText(tr("%1. The setting \u201cSymbols of kernels\u201d names a vmlinux, a "
                           "System.map or a folder of them.")
                            .arg(fromUtf8(decoded.error().message)));
        return;
    }
    if (decoded->symbols.isEmpty()) {
        m_says->setText(tr("This log has no call trace."));
        return;
    }
    m_text->setPlainText(decoded->text);
    m_copy->setEnabled(true);
    const QTextBlock trace =
        m_text->document()->findBlockByNumber(static_cast<int>(decoded->nearest));
    m_text->setTextCursor(QTextCursor(trace));
    m_text->setFocus();
    const QStringList said = QStringList{tr("By %1").arg(decoded->symbols)} + decoded->notes;
    m_says->setText(said.join(QLatin1Char('\n')));
}

} // namespace cboard::ui
