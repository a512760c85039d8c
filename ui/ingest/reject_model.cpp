// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/reject_model.h"

#include "core/logs/line_decoder.h"
#include "core/logs/line_index.h"
#include "ui/shell/text_format.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace cboard::ui {

void RejectModel::setRejects(std::vector<store::Reject> rejects)
{
    beginResetModel();
    m_rejects = std::move(rejects);
    endResetModel();
}

const store::Reject* RejectModel::rejectAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rejects[static_cast<std::size_t>(row)] : nullptr;
}

int RejectModel::rowOfId(std::int64_t id) const
{
    const auto found = std::find_if(m_rejects.begin(), m_rejects.end(),
                                    [id](const store::Reject& reject) { return reject.id == id; });
    return found == m_rejects.end() ? -1 : static_cast<int>(found - m_rejects.begin());
}

int RejectModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rejects.size());
}

int RejectModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RejectModel::data(const QModelIndex& index, int role) const
{
    const store::Reject* reject = rejectAt(index.row());
    if (reject == nullptr) {
        return {};
    }
    if (role == IdRole) {
        return static_cast<qint64>(reject->id);
    }
    if (role == Qt::ToolTipRole) {
        return QStringLiteral("%1\n%2: %3")
            .arg(fromUtf8(reject->path), refusalPlaceText(reject->refusal),
                 fromUtf8(reject->refusal.message));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case PathColumn:
        return fromUtf8(reject->path);
    case FormatColumn:
        return fromUtf8(reject->refusal.version.empty()
                            ? reject->refusal.format
                            : reject->refusal.format + " " + reject->refusal.version);
    case PlaceColumn:
        return refusalPlaceText(reject->refusal);
    case ReasonColumn:
        return fromUtf8(reject->refusal.message);
    case SizeColumn:
        return QLocale().formattedDataSize(reject->bytes, 1, QLocale::DataSizeSIFormat);
    case TimeColumn:
        return exactTimeText(reject->arrival);
    default:
        return {};
    }
}

QVariant RejectModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case PathColumn:
        return tr("Document");
    case FormatColumn:
        return tr("Format");
    case PlaceColumn:
        return tr("Place");
    case ReasonColumn:
        return tr("Reason");
    case SizeColumn:
        return tr("Size");
    case TimeColumn:
        return tr("Came");
    default:
        return {};
    }
}

QString refusalPlaceText(const Refusal& refusal)
{
    QStringList parts;
    if (refusal.line) {
        parts << RejectModel::tr("line %1").arg(countText(*refusal.line));
    }
    if (!refusal.pointer.empty()) {
        parts << fromUtf8(refusal.pointer);
    }
    return parts.isEmpty() ? RejectModel::tr("whole document") : parts.join(QStringLiteral(", "));
}

QString refusalExcerpt(const std::string& bytes, const Refusal& refusal)
{
    constexpr std::int64_t LinesBefore = 6;
    constexpr std::int64_t Lines = 40;
    constexpr qsizetype LongestLine = 400;
    const std::int64_t place = refusal.line.value_or(0);
    const std::int64_t first = std::max<std::int64_t>(1, place - LinesBefore);
    logs::RowDecoder decoder(logs::RowFormat::Plain);
    logs::DecodedRow row;
    QString text;
    std::int64_t number = 1;
    for (std::size_t begin = 0; begin < bytes.size() && number < first + Lines; ++number) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        if (number >= first) {
            const auto shown = std::string_view(bytes).substr(begin, end - begin);
            decoder.decode(shown.substr(0, static_cast<std::size_t>(4 * LongestLine)), row);
            QString line = fromUtf8(row.text);
            if (line.size() > LongestLine) {
                line = line.left(LongestLine) + QChar(0x2026);
            }
            text += QStringLiteral("%1 %2  %3\n")
                        .arg(number == place ? QStringLiteral("\u25b6") : QStringLiteral(" "))
                        .arg(number, 6)
                        .arg(line);
        }
        begin = end + 1;
    }
    return text.isEmpty() ? RejectModel::tr("The document is empty.") : text;
}

} // namespace cboard::ui
