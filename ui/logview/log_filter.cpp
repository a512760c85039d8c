// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_filter.h"

#include "ui/logview/log_canvas.h"

namespace cboard::ui {

LogFilter::LogFilter(const Context& context, LogCanvas& canvas, QObject* parent)
    : QObject(parent)
    , m_canvas(canvas)
    , m_select(*context.jobs, *context.tasks)
{
}

void LogFilter::setDocument(std::shared_ptr<const LogDocument> document, bool isGrown)
{
    m_select.cancel();
    m_document = std::move(document);
    if (!isGrown) {
        m_folded.clear();
        m_isEnabled = true;
        m_canvas.setFolded({});
    }
    m_applied = {}; // The canvas shows all of a new log.
    if (isGrown && !selection().showsAll()) {
        apply();
    }
}

void LogFilter::setTexts(const LineFilterTexts& texts)
{
    m_texts = texts;
    m_canvas.setMarked(parsePatterns(texts.marked));
    apply();
}

void LogFilter::setEnabled(bool isEnabled)
{
    m_isEnabled = isEnabled;
    apply();
}

void LogFilter::setLevels(std::uint32_t levels)
{
    m_levels = levels;
    apply();
}

void LogFilter::setNamespaces(std::uint32_t namespaces)
{
    m_namespaces = namespaces;
    apply();
}

void LogFilter::setFolded(std::vector<logs::RowRange> folded)
{
    m_folded = std::move(folded);
    m_canvas.setFolded(m_folded);
    apply();
}

logs::LineSelection LogFilter::selection() const
{
    logs::LineSelection selection;
    selection.levels = m_levels;
    selection.namespaces = m_namespaces;
    selection.hidden = parsePatterns(m_texts.without);
    if (m_isEnabled) {
        const auto only = parsePatterns(m_texts.only);
        selection.matching = only.empty() ? std::nullopt : std::optional(only.front());
        selection.onlyErrors = m_texts.errorsOnly;
        selection.context = m_texts.context;
    }
    // What matches is not hidden in a fold.
    if (!selection.matching && !selection.onlyErrors) {
        selection.folded = m_folded;
        selection.context = 0;
    }
    return selection;
}

void LogFilter::apply()
{
    const logs::LineSelection wanted = selection();
    if (!m_document || wanted == m_applied) {
        return;
    }
    m_applied = wanted;
    if (wanted.showsAll()) {
        m_select.cancel();
        m_canvas.setShownRows({});
        emit changed();
        return;
    }
    using Rows = std::shared_ptr<const logs::RowList>;
    m_select.start(
        tr("Filtering lines"),
        [text = m_document->text, wanted](const TaskContext& task) -> Result<Rows> {
            CBOARD_TRY(auto rows, logs::selectRows(*text, wanted, task));
            return std::make_shared<const logs::RowList>(std::move(rows));
        },
        [this](Result<Rows> rows) {
            if (rows) {
                m_canvas.setShownRows(std::move(*rows));
            } else {
                emit failed(QString::fromStdString(rows.error().message));
            }
            emit changed();
        });
    emit changed();
}

} // namespace cboard::ui
