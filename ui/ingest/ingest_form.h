// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ingest/ingest_progress.h"

#include <QWidget>

#include <array>

class QComboBox;
class QLineEdit;

namespace cboard::ui {

/// How documents are merged, and what to assume where a file does not say it.
class IngestForm : public QWidget {
    Q_OBJECT

public:
    explicit IngestForm(QWidget* parent = nullptr);

    /// With \p arrival as the time of ingest.
    ingest::Options options(Timestamp arrival) const;
    /// By the names of the command line: "merge", "tree", "platform" ...
    void setOption(const QString& name, const QString& value);
    QString option(const QString& name) const;

private:
    struct Row {
        const char* name; ///< As on the command line.
        const char* label;
        const char* placeholder;
        std::string formats::ReadOptions::*member;
    };
    static constexpr std::size_t RowCount = 9;
    static const std::array<Row, RowCount>& rows();

    QComboBox* m_policy;
    std::array<QLineEdit*, RowCount> m_fields{};
};

} // namespace cboard::ui
