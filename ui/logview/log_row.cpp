// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_row.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int TabCells = 8;

    bool isWide(char32_t c)
    {
        return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F)
            || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    }

    int widthOf(char32_t c)
    {
        const auto category = QChar::category(c);
        if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing
            || category == QChar::Other_Format) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    /// Turns decoded text into cells; remembers where each of its characters went.
    class CellWriter {
    public:
        explicit CellWriter(LogRow& row)
            : m_row(row)
        {
        }

        int position() const { return static_cast<int>(m_row.text.size()); }

        void append(QStringView text)
        {
            for (qsizetype i = 0; i < text.size(); ++i) {
                const QChar c = text[i];
                if (c == QLatin1Char('\t')) {
                    appendTab();
                } else if (c.unicode() < 0x80) {
                    put(c, 1);
                } else if (c.isHighSurrogate() && i + 1 < text.size()) {
                    put(c, widthOf(QChar::surrogateToUcs4(c, text[i + 1])));
                    put(text[++i], 0);
                } else {
                    put(c, widthOf(c.unicode()));
                }
            }
        }

        void finish()
        {
            if (m_isGrid) {
                m_row.cells.clear();
            } else {
                m_row.cells.push_back(m_cell);
            }
        }

    private:
        void put(QChar c, int width)
        {
            m_row.text.append(c);
            m_row.cells.push_back(m_cell);
            m_cell += width;
            m_isGrid = m_isGrid && width == 1;
        }

        void appendTab()
        {
            do {
                put(QLatin1Char(' '), 1);
            } while (m_cell % TabCells != 0);
        }

        LogRow& m_row;
        int m_cell = 0;
        bool m_isGrid = true;
    };

    QString fromBytes(std::string_view bytes)
    {
        return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }

} // namespace

int LogRow::cellOf(int character) const
{
    if (cells.empty()) {
        return character;
    }
    return cells[static_cast<std::size_t>(
        std::clamp(character, 0, static_cast<int>(cells.size()) - 1))];
}

int LogRow::characterAt(int cell) const
{
    const int length = static_cast<int>(text.size());
    if (cells.empty()) {
        return std::clamp(cell, 0, length);
    }
    const auto after = std::upper_bound(cells.begin(), cells.end(), std::max(cell, 0));
    int character = std::min(static_cast<int>(after - cells.begin()) - 1, length);
    while (character > 0 && character < length && text[character].isLowSurrogate()) {
        --character;
    }
    return character;
}

LogRow makeLogRow(qint64 row, const logs::DecodedRow& decoded, bool hidesPrefix)
{
    LogRow out;
    out.row = row;
    out.lavaLevel = decoded.lavaLevel;
    out.kernelLevel = decoded.kernelLevel;
    out.kernelTime = decoded.kernelTime;
    out.time = decoded.time;
    const std::string_view text = decoded.text;
    std::size_t at = hidesPrefix ? decoded.messageBegin : 0;
    CellWriter writer(out);
    const auto appendRun = [&](std::size_t end, const logs::TextStyle& style) {
        if (end <= at) {
            return;
        }
        const int begin = writer.position();
        writer.append(fromBytes(text.substr(at, end - at)));
        out.runs.push_back({begin, writer.position(), style});
        at = end;
    };
    logs::TextStyle dim;
    dim.isDim = true;
    appendRun(decoded.messageBegin, dim);
    for (const logs::StyledSpan& span : decoded.spans) {
        appendRun(span.begin, {});
        appendRun(span.end, span.style);
    }
    appendRun(text.size(), {});
    writer.finish();
    return out;
}

std::optional<CellRange> cellsOfBytes(const LogRow& row, const logs::DecodedRow& decoded,
                                      bool hidesPrefix, std::size_t begin, std::size_t end)
{
    const std::size_t first = hidesPrefix ? decoded.messageBegin : 0;
    if (end <= first) {
        return {};
    }
    begin = std::max(begin, first);
    // The same writer over the text before gives the cell, tabs and wide characters included.
    const auto cellAt = [&](std::size_t byte) {
        LogRow part;
        CellWriter writer(part);
        writer.append(fromBytes(std::string_view(decoded.text).substr(first, byte - first)));
        return row.cellOf(writer.position());
    };
    return CellRange{cellAt(begin), cellAt(end)};
}

} // namespace cboard::ui
