// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_copy.h"

#include "ui/logview/log_row.h"
#include "ui/logview/log_time.h"

#include <QApplication>
#include <QClipboard>
#include <QSaveFile>

namespace cboard::ui {

namespace {

    QString prefixOf(const LogCopyRequest& request, qint64 row, const logs::DecodedRow& decoded)
    {
        const LogDocument& document = *request.document;
        QString prefix =
            QString::number(document.text->index().lineNumber(row)) + QLatin1Char('\t');
        if (document.clock == LogClock::Host) {
            prefix += decoded.time ? QString::fromStdString(formatIso(*decoded.time)) : QString();
            prefix += QLatin1Char('\t');
        } else if (decoded.kernelTime) {
            prefix += logTimeText(LogTimeMode::SinceStart, decoded.kernelTime->count(), 0, {})
                + QLatin1Char('\t');
        }
        if (decoded.lavaLevel) {
            prefix += QString::fromStdString(std::string(logs::lavaLevelText(*decoded.lavaLevel)))
                + QLatin1Char('\t');
        }
        return prefix;
    }

    QString lineOf(const LogCopyRequest& request, qint64 position, qint64 row,
                   const logs::DecodedRow& decoded)
    {
        const bool isPart = (position == request.first && request.firstCharacter > 0)
            || (position == request.last && request.lastCharacter >= 0);
        if (request.withTimes || !isPart) {
            const bool hides = request.withTimes && request.document->clock == LogClock::Kernel;
            const std::string_view text =
                std::string_view(decoded.text)
                    .substr(hides || (request.hidesPrefix && !isPart) ? decoded.messageBegin : 0);
            const QString line =
                QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
            return request.withTimes ? prefixOf(request, row, decoded) + line : line;
        }
        const LogRow shown = makeLogRow(row, decoded, request.hidesPrefix);
        const qsizetype begin = position == request.first ? request.firstCharacter : 0;
        const qsizetype end = position == request.last && request.lastCharacter >= 0
            ? request.lastCharacter
            : shown.text.size();
        return shown.text.mid(begin, end - begin);
    }

    /// Hands out the text in pieces; \p sink returns false to end.
    class CopiedText {
    public:
        using Sink = std::function<bool(const QString& piece)>;

        CopiedText(const LogCopyRequest& request, const TaskContext& task, Sink sink)
            : m_request(request)
            , m_task(task)
            , m_sink(std::move(sink))
            , m_decoder(request.document->text->format())
        {
        }

        Result<void> run()
        {
            const logs::LogText& text = *m_request.document->text;
            if (!m_request.shown) {
                CBOARD_TRY_VOID(text.forRows(m_request.first, m_request.rowCount(),
                                             [this](std::int64_t row, std::string_view bytes) {
                                                 return take(row, row, bytes);
                                             }));
                return m_task.check();
            }
            for (qint64 position = m_request.first; position <= m_request.last; ++position) {
                CBOARD_TRY_VOID(m_task.check());
                const qint64 row = m_request.shown->rowAt(position);
                if (row < 0) {
                    continue; // A blank has no text.
                }
                bool mayGoOn = true;
                CBOARD_TRY_VOID(text.forRows(row, 1, [&](std::int64_t at, std::string_view bytes) {
                    mayGoOn = take(position, at, bytes);
                    return mayGoOn;
                }));
                if (!mayGoOn) {
                    break;
                }
            }
            return m_task.check();
        }

    private:
        bool take(qint64 position, qint64 row, std::string_view bytes)
        {
            m_decoder.decode(bytes, m_row);
            const bool isRest = row == m_openRow;
            QString piece;
            if (position > m_request.first && !isRest) {
                piece += QLatin1Char('\n');
            }
            LogCopyRequest request = m_request;
            request.withTimes = m_request.withTimes && !isRest; // They stand before the line.
            piece += lineOf(request, position, row, m_row);
            m_openRow = logs::withoutLineEnd(bytes).size() == bytes.size() ? row + 1 : -1;
            return m_sink(piece) && !m_task.stopRequested();
        }

        const LogCopyRequest& m_request;
        const TaskContext& m_task;
        const Sink m_sink;
        logs::RowDecoder m_decoder;
        logs::DecodedRow m_row;
        qint64 m_openRow = -1; ///< Goes on the line of the row before.
    };

    Error writeError(const QSaveFile& file)
    {
        return {ErrorKind::Io,
                0,
                "writing " + file.fileName().toStdString() + ": "
                    + file.errorString().toStdString(),
                {}};
    }

} // namespace

Result<QString> copyLogText(const LogCopyRequest& request, const TaskContext& task)
{
    QString text;
    CBOARD_TRY_VOID(CopiedText(request, task, [&text](const QString& piece) {
                        text += piece;
                        return text.size() <= MostCopied;
                    }).run());
    if (text.size() > MostCopied) {
        return fail(ErrorKind::Limit,
                    "this is more than 32 million characters; save the lines to a file instead");
    }
    return text;
}

Result<qint64> saveLogText(const LogCopyRequest& request, const QString& file,
                           const TaskContext& task)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly)) {
        return tl::unexpected<Error>(writeError(out));
    }
    bool isWritten = true;
    bool endsLine = false;
    const auto write = [&](const QString& piece) {
        const QByteArray bytes = piece.toUtf8();
        isWritten = out.write(bytes) == bytes.size();
        endsLine = bytes.isEmpty() ? endsLine : bytes.endsWith('\n');
        return isWritten;
    };
    CBOARD_TRY_VOID(CopiedText(request, task, write).run());
    isWritten = isWritten && (endsLine || write(QStringLiteral("\n")));
    const qint64 size = out.size();
    if (!isWritten || !out.commit()) {
        return tl::unexpected<Error>(writeError(out));
    }
    return size;
}

void copyToClipboard(const LogCopyRequest& request, BackgroundTask<QString>& copying,
                     std::function<void(const QString&)> failed)
{
    copying.start(
        QCoreApplication::translate("LogCopy", "Copying"),
        [request](const TaskContext& task) { return copyLogText(request, task); },
        [failed = std::move(failed)](Result<QString> text) {
            if (text) {
                QApplication::clipboard()->setText(*text);
            } else if (text.error().kind != ErrorKind::Cancelled) {
                failed(QCoreApplication::translate("LogCopy", "Nothing was copied: %1")
                           .arg(QString::fromStdString(text.error().message)));
            }
        });
}

} // namespace cboard::ui
