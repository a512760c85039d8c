// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/table_export.h"
#include "ui/logview/log_document.h"
#include "ui/logview/log_rows.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

#include <memory>

namespace cboard::ui {

class Theme;

/// The marked lines of a log, one row each: first what rules found with its title, then the lines
/// of which no rule knows but that say "error:", with the text of the line, which is read when it
/// is shown.
class ErrorListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        RowRole = Qt::UserRole + 1,
        LineNumberRole,
        KindRole,
        RuleRole, ///< "kernel.panic \u00b7 fatal \u00b7 f3:0123\u2026"; empty for built-in marks.
        FingerprintRole,
        IsAsideRole ///< No rule knows the line, while rules found errors in the log.
    };

    /// \p rows reads the lines that are shown.
    explicit ErrorListModel(LogRows& rows, QObject* parent = nullptr);

    void setDocument(std::shared_ptr<const LogDocument> document);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// List row of the mark of \p logRow, else of the last one above it that rules found (where
    /// they found none: of the last one above it); -1 when there is none.
    int rowAtOrAbove(qint64 logRow) const;

private:
    const logs::ErrorMark& markAt(int row) const;
    QString lineText(qint64 logRow) const;

    LogRows& m_rows;
    std::shared_ptr<const LogDocument> m_document;
    /// Places in the marks of the text: those by rules, then the others. Empty: as they are.
    std::vector<std::uint32_t> m_order;
};

/// "Kernel panic", "Call trace" ...; of a mark by a rule, what the rule is called.
QString markText(const logs::LogText& text, const logs::ErrorMark& mark);

/// Bar in the colour of the kind, line number, text; below that what the rule says, where one found
/// it.
class ErrorListDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit ErrorListDelegate(const Theme& theme, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

/// All rows are of one height, so that texts which arrive move none: QListView would place the two
/// hundred thousand that there may be anew each time.
class ErrorListView : public QListView {
    Q_OBJECT

public:
    using QListView::QListView;

protected:
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                     const QList<int>& roles) override
    {
        QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    }
};

/// The errors found in a log as a table: line, kind, text, severity, fingerprint.
TableExport errorTable(const LogDocument& document, const QString& title, const TaskContext& task);

} // namespace cboard::ui
