// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_copy.h"

#include "ui/logview/log_row.h"
#include "ui/logview/log_time.h"

#include <QApplication>
#include <QClipboard>

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

} // namespace

Result<QString> copyLogText(const LogCopyRequest& request, const TaskContext& task)
{
    QString text;
    logs::RowDecoder decoder(request.document->text->format());
    logs::DecodedRow decoded;
    const auto append = [&](qint64 position, qint64 row, std::string_view bytes) {
        decoder.decode(bytes, decoded);
        if (position > request.first) {
            text += QLatin1Char('\n');
        }
        text += lineOf(request, position, row, decoded);
        return !task.stopRequested();
    };
    if (!request.shown) {
        CBOARD_TRY_VOID(request.document->text->forRows(
            request.first, request.rowCount(),
            [&](std::int64_t row, std::string_view bytes) { return append(row, row, bytes); }));
        CBOARD_TRY_VOID(task.check());
        return text;
    }
    for (qint64 position = request.first; position <= request.last; ++position) {
        CBOARD_TRY_VOID(task.check());
        const qint64 row = request.shown->rowAt(position);
        if (row < 0) {
            continue; // A blank has no text.
        }
        CBOARD_TRY_VOID(
            request.document->text->forRows(row, 1, [&](std::int64_t at, std::string_view bytes) {
                return append(position, at, bytes);
            }));
    }
    return text;
}

void copyToClipboard(const LogCopyRequest& request, BackgroundTask<QString>& copying)
{
    copying.start(
        QCoreApplication::translate("LogCopy", "Copying"),
        [request](const TaskContext& task) { return copyLogText(request, task); },
        [](Result<QString> text) {
            if (text) {
                QApplication::clipboard()->setText(*text);
            }
        });
}

} // namespace cboard::ui
