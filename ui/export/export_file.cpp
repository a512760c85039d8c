// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_file.h"

#include "core/io/png.h"
#include "core/service/file_replacement.h"
#include "ui/export/table_formats.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QWidget>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    constexpr int PdfResolution = 96;

    constexpr std::array Formats = {
        ExportFormatSpec{ExportFormat::Mail, "txt",
                         QT_TRANSLATE_NOOP("Export", "Text for a mail, 78 columns"), false},
        ExportFormatSpec{ExportFormat::Markdown, "md", QT_TRANSLATE_NOOP("Export", "Markdown"),
                         false},
        ExportFormatSpec{ExportFormat::Csv, "csv", QT_TRANSLATE_NOOP("Export", "CSV"), false},
        ExportFormatSpec{ExportFormat::Tsv, "tsv", QT_TRANSLATE_NOOP("Export", "TSV"), false},
        ExportFormatSpec{ExportFormat::Json, "json", QT_TRANSLATE_NOOP("Export", "JSON"), false},
        ExportFormatSpec{ExportFormat::Html, "html", QT_TRANSLATE_NOOP("Export", "HTML, one page"),
                         false},
        ExportFormatSpec{ExportFormat::Png, "png", QT_TRANSLATE_NOOP("Export", "Picture, PNG"),
                         true},
        ExportFormatSpec{ExportFormat::Svg, "svg", QT_TRANSLATE_NOOP("Export", "Drawing, SVG"),
                         true},
        ExportFormatSpec{ExportFormat::Pdf, "pdf", QT_TRANSLATE_NOOP("Export", "Drawing, PDF"),
                         true},
    };

    Result<QByteArray> paintSvg(const Picture& picture, const TaskContext& task)
    {
        QBuffer buffer;
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(picture.size);
        generator.setViewBox(QRect(QPoint(), picture.size));
        generator.setResolution(picture.dotsPerInch); // Else points become smaller pixels.
        generator.setTitle(picture.title);
        QPainter painter(&generator);
        CBOARD_TRY_VOID(picture.painting.replay(painter, task));
        painter.end();
        return buffer.data();
    }

    /// The writer puts the time and random ids into the document; they give way to constants of
    /// the same length, so that offsets inside stay right.
    QByteArray withoutClock(QByteArray pdf)
    {
        static const QByteArray date = "/CreationDate (";
        for (qsizetype at = pdf.indexOf(date); at >= 0; at = pdf.indexOf(date, at + 1)) {
            for (qsizetype i = at + date.size(); i < pdf.size() && pdf[i] != ')'; ++i) {
                if (pdf[i] >= '0' && pdf[i] <= '9') {
                    pdf[i] = '0';
                }
            }
        }
        const qsizetype id = pdf.lastIndexOf("/ID");
        const qsizetype end = id < 0 ? -1 : pdf.indexOf(']', id);
        bool isInside = false;
        for (qsizetype i = std::max<qsizetype>(id, 0); i < end; ++i) {
            isInside = pdf[i] == '<' || (isInside && pdf[i] != '>');
            if (isInside && pdf[i] != '<') {
                pdf[i] = '0';
            }
        }
        return pdf;
    }

    Result<QByteArray> paintPdf(const Picture& picture, const TaskContext& task)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        {
            QPdfWriter writer(&buffer);
            writer.setCreator(QStringLiteral("Checkerboard"));
            writer.setResolution(PdfResolution);
            constexpr double PointsPerPixel = 72.0 / PdfResolution;
            writer.setPageSize(QPageSize(QSizeF(picture.size) * PointsPerPixel, QPageSize::Point));
            writer.setPageMargins(QMarginsF());
            QPainter painter(&writer);
            CBOARD_TRY_VOID(picture.painting.replay(painter, task));
        }
        return withoutClock(buffer.data());
    }

    Result<QByteArray> paintPng(const Picture& picture, const TaskContext& task)
    {
        // Device pixels, as the painting has them: the image needs no ratio of its own.
        QImage image(picture.size * picture.scale, QImage::Format_RGB32);
        image.fill(picture.ground);
        QPainter painter(&image);
        CBOARD_TRY_VOID(picture.painting.replay(painter, task));
        painter.end();
        const auto width = static_cast<std::uint32_t>(image.width());
        const auto height = static_cast<std::uint32_t>(image.height());
        const auto* pixels = reinterpret_cast<const std::uint32_t*>(image.constBits());
        CBOARD_TRY(const std::string bytes,
                   io::packPng({width, height, {pixels, std::size_t(width) * height}}, task));
        return QByteArray::fromStdString(bytes);
    }

} // namespace

std::span<const ExportFormatSpec> exportFormats()
{
    return Formats;
}

const ExportFormatSpec& exportFormat(ExportFormat format)
{
    return *std::find_if(Formats.begin(), Formats.end(),
                         [format](const auto& spec) { return spec.format == format; });
}

std::optional<ExportFormat> formatOfFile(const QString& file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    for (const ExportFormatSpec& spec : Formats) {
        if (suffix == QLatin1String(spec.suffix)) {
            return spec.format;
        }
    }
    return suffix == QLatin1String("htm") ? std::optional(ExportFormat::Html) : std::nullopt;
}

Error unknownSuffix(const QString& file)
{
    QStringList suffixes;
    for (const ExportFormatSpec& spec : Formats) {
        suffixes << QLatin1Char('.') + QLatin1String(spec.suffix);
    }
    return Error{ErrorKind::Invalid,
                 0,
                 file.toStdString() + ": the output must end in "
                     + suffixes.join(QStringLiteral(", ")).toStdString(),
                 {}};
}

Picture takePicture(QWidget& widget, ExportFormat format, double scale)
{
    const bool isBitmap = format == ExportFormat::Png;
    Picture picture;
    picture.format = format;
    picture.size = widget.size();
    picture.scale = isBitmap ? scale : 1;
    picture.dotsPerInch = format == ExportFormat::Pdf ? PdfResolution : widget.logicalDpiY();
    picture.ground = widget.palette().color(QPalette::Window);
    picture.title = widget.windowTitle();
    PaintingRecorder recorder({.size = picture.size * picture.scale,
                               .dotsPerInch = picture.dotsPerInch,
                               .devicePixelRatio = picture.scale,
                               .isBitmap = isBitmap});
    QPainter painter(&recorder);
    widget.render(&painter);
    painter.end();
    picture.painting = recorder.take();
    return picture;
}

Result<QByteArray> finishPicture(const Picture& picture, const TaskContext& task)
{
    switch (picture.format) {
    case ExportFormat::Svg:
        return paintSvg(picture, task);
    case ExportFormat::Pdf:
        return paintPdf(picture, task);
    default:
        return paintPng(picture, task);
    }
}

QByteArray tableBytes(const TableExport& table, ExportFormat format, const TaskContext& task)
{
    switch (format) {
    case ExportFormat::Mail:
        return toMail(table, task);
    case ExportFormat::Markdown:
        return toMarkdown(table, task);
    case ExportFormat::Csv:
        return toCsv(table, task);
    case ExportFormat::Tsv:
        return toTsv(table, task);
    case ExportFormat::Json:
        return toJson(table, task);
    case ExportFormat::Html:
        return toHtml(table, task);
    case ExportFormat::Png:
    case ExportFormat::Svg:
    case ExportFormat::Pdf:
        break;
    }
    return {};
}

Result<void> writeFile(const QString& file, const QByteArray& bytes, const TaskContext& task)
{
    constexpr std::size_t Piece = 1 << 20;
    CBOARD_TRY(auto replacement, service::FileReplacement::create(file.toStdString()));
    const std::string_view all(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    for (std::size_t at = 0; at < all.size(); at += Piece) {
        CBOARD_TRY_VOID(task.check());
        CBOARD_TRY_VOID(replacement.write(all.substr(at, Piece)));
    }
    CBOARD_TRY_VOID(task.check());
    return replacement.commit();
}

} // namespace cboard::ui
