// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/base/table_export.h"
#include "ui/export/painting.h"

#include <QByteArray>
#include <QColor>
#include <QString>

#include <optional>
#include <span>

class QWidget;

/// A view as a file: its picture or its table. The GUI thread only says what is to be painted;
/// painting, packing and what touches the disk is done by finishPicture() and writeFile(),
/// wherever they are called.
namespace cboard::ui {

enum class ExportFormat : std::uint8_t { Mail, Markdown, Csv, Tsv, Json, Html, Png, Svg, Pdf };

struct ExportFormatSpec {
    ExportFormat format;
    const char* suffix; ///< Of the file, without dot.
    const char* title; ///< Untranslated; context "Export".
    bool isPicture;
};
/// In the order of the dialog.
std::span<const ExportFormatSpec> exportFormats();
const ExportFormatSpec& exportFormat(ExportFormat format);
/// By the suffix of a file name; nothing for an unknown one.
std::optional<ExportFormat> formatOfFile(const QString& file);
/// "the output must end in .png, ..."
Error unknownSuffix(const QString& file);

/// What a widget shows, to be painted into a file of this format.
struct Picture {
    Painting painting;
    ExportFormat format = ExportFormat::Png;
    QSize size; ///< Of the widget.
    double scale = 1; ///< Pixels per unit of a PNG.
    int dotsPerInch = 96;
    QColor ground; ///< Where the widget leaves a bitmap free.
    QString title;
};
/// Takes down what \p widget shows now; GUI thread.
Picture takePicture(QWidget& widget, ExportFormat format, double scale);
/// The bytes of the file; the same picture gives the same, whenever it was taken. Errors:
/// Cancelled.
Result<QByteArray> finishPicture(const Picture& picture, const TaskContext& task = {});

/// The bytes of a table in a format that is no picture.
QByteArray tableBytes(const TableExport& table, ExportFormat format, const TaskContext& task = {});

/// Replaces the file in one step. Errors: Io, Cancelled.
Result<void> writeFile(const QString& file, const QByteArray& bytes, const TaskContext& task = {});

} // namespace cboard::ui
