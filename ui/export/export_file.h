// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/base/table_export.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <optional>
#include <span>
#include <variant>

class QWidget;

/// A view as a file: its picture or its table. The GUI thread only paints; what costs time and
/// what touches the disk is done by finishPicture() and writeFile(), wherever they are called.
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

/// What painting leaves: a bitmap that is still to be packed, or a document.
using Picture = std::variant<QImage, QByteArray>;
/// Paints \p widget as it is now; GUI thread. \p scale: pixels per unit of a PNG.
Picture paintPicture(QWidget& widget, ExportFormat format, double scale);
/// The bytes of the file; the same picture gives the same, whenever it was painted. A task that is
/// stopped gets what there is by then.
QByteArray finishPicture(const Picture& picture, const TaskContext& task = {});

/// The bytes of a table in a format that is no picture.
QByteArray tableBytes(const TableExport& table, ExportFormat format, const TaskContext& task = {});

/// Replaces the file in one step. Errors: Io, Cancelled.
Result<void> writeFile(const QString& file, const QByteArray& bytes, const TaskContext& task = {});

} // namespace cboard::ui
