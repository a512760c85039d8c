// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/line_selection.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/logview/line_filter_texts.h"
#include "ui/logview/log_document.h"

#include <QObject>

#include <memory>
#include <vector>

namespace cboard::ui {

class LogCanvas;

/// Leaves lines out of the canvas: by level, by what they say, by folding. Works in the background;
/// the reader keeps the place.
class LogFilter : public QObject {
    Q_OBJECT

public:
    LogFilter(const Context& context, LogCanvas& canvas, QObject* parent = nullptr);

    /// Another log, or the same with more rows: what is folded stays only in the latter.
    void setDocument(std::shared_ptr<const LogDocument> document, bool isGrown);
    /// Errors in patterns are said through failed().
    void setTexts(const LineFilterTexts& texts);
    const LineFilterTexts& texts() const { return m_texts; }
    /// Off: lines that do not match are shown for a while; the texts stay.
    void setEnabled(bool isEnabled);
    bool isEnabled() const { return m_isEnabled; }
    void setLevels(std::uint32_t levels);
    void setNamespaces(std::uint32_t namespaces);

    /// What is folded, ascending, apart.
    const std::vector<logs::RowRange>& folded() const { return m_folded; }
    void setFolded(std::vector<logs::RowRange> folded);
    bool isRunning() const { return m_select.isRunning(); }

signals:
    void changed(); ///< Rows are shown or left out; isRunning() differs.
    void failed(const QString& reason);

private:
    logs::LineSelection selection() const;
    void apply();

    LogCanvas& m_canvas;
    std::shared_ptr<const LogDocument> m_document;
    LineFilterTexts m_texts;
    bool m_isEnabled = true;
    std::uint32_t m_levels = logs::LineSelection::AllLevels;
    std::uint32_t m_namespaces = logs::LineSelection::AllNamespaces;
    std::vector<logs::RowRange> m_folded;
    logs::LineSelection m_applied;
    BackgroundTask<std::shared_ptr<const logs::RowList>> m_select;
};

} // namespace cboard::ui
