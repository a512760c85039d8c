// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_file.h"

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

    /// Takes nothing more once the task is stopped: that is how packing a picture is ended.
    class StoppableBuffer : public QBuffer {
    public:
        explicit StoppableBuffer(const TaskContext& task)
            : m_task(task)
        {
            open(QIODevice::WriteOnly);
        }

    protected:
        qint64 writeData(const char* bytes, qint64 size) override
        {
            return m_task.stopRequested() ? -1 : QBuffer::writeData(bytes, size);
        }

    private:
        const TaskContext& m_task;
    };

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

    QByteArray paintSvg(QWidget& widget)
    {
        QBuffer buffer;
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(widget.size());
        generator.setViewBox(widget.rect());
        generator.setResolution(widget.logicalDpiY()); // Else points become smaller pixels.
        generator.setTitle(widget.windowTitle());
        QPainter painter(&generator);
        widget.render(&painter);
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

    QByteArray paintPdf(QWidget& widget)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        {
            QPdfWriter writer(&buffer);
            writer.setCreator(QStringLiteral("Checkerboard"));
            writer.setResolution(PdfResolution);
            constexpr double PointsPerPixel = 72.0 / PdfResolution;
            writer.setPageSize(QPageSize(QSizeF(widget.size()) * PointsPerPixel, QPageSize::Point));
            writer.setPageMargins(QMarginsF());
            QPainter painter(&writer);
            widget.render(&painter);
        }
        return buffer.data();
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

Picture paintPicture(QWidget& widget, ExportFormat format, double scale)
{
    if (format == ExportFormat::Svg) {
        return paintSvg(widget);
    }
    if (format == ExportFormat::Pdf) {
        return paintPdf(widget);
    }
    QImage image(widget.size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(widget.palette().color(QPalette::Window));
    widget.render(&image);
    return image;
}

QByteArray finishPicture(const Picture& picture, const TaskContext& task)
{
    if (const auto* document = std::get_if<QByteArray>(&picture)) {
        return document->startsWith("%PDF") ? withoutClock(*document) : *document;
    }
    StoppableBuffer buffer(task);
    std::get<QImage>(picture).save(&buffer, "PNG");
    return buffer.data();
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
