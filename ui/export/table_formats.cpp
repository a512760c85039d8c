// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/table_formats.h"

#include "core/service/csv.h"
#include "ui/theme/status_palette.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>

namespace cboard::ui {

namespace {

    using Cell = TableExport::Cell;
    using Row = std::vector<Cell>;

    /// Goes through the rows, says how far it is, and ends when the task is stopped.
    void forEachRow(const TableExport& table, const TaskContext& task,
                    const std::function<void(const Row&)>& write)
    {
        constexpr std::size_t Between = 256; // Rows between two looks at the task.
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            if (i % Between == 0) {
                if (task.stopRequested()) {
                    return;
                }
                task.report({static_cast<qint64>(i), std::ssize(table.rows), "write"});
            }
            write(table.rows[i]);
        }
    }

    /// The number without the thin blanks that part its thousands on the screen.
    QString plainNumber(const QString& text)
    {
        QString plain = text;
        for (const char16_t blank : {u'\u2009', u'\u202f', u'\u00a0'}) {
            plain.remove(QChar(blank));
        }
        return plain;
    }

    QString plainText(const TableExport& table, const Row& row, std::size_t column)
    {
        const QString& text = row[column].text;
        return table.columns[column].isNumber ? plainNumber(text) : text;
    }

    QString oneLine(QString text)
    {
        for (const char16_t breaking : {u'\t', u'\n', u'\r'}) {
            text.replace(QChar(breaking), QLatin1Char(' '));
        }
        return text;
    }

    /// \p cell makes one cell of text, \p separator stands between.
    template <typename WriteCell>
    QByteArray delimited(const TableExport& table, char separator, const char* lineEnd,
                         const TaskContext& task, WriteCell writeCell)
    {
        QByteArray out;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            out += (i > 0 ? QByteArray(1, separator) : QByteArray())
                + writeCell(table.columns[i].title, false);
        }
        out += lineEnd;
        forEachRow(table, task, [&](const Row& row) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                out += (i > 0 ? QByteArray(1, separator) : QByteArray())
                    + writeCell(plainText(table, row, i), table.columns[i].isNumber);
            }
            out += lineEnd;
        });
        return out;
    }

    QByteArray jsonString(const QString& text)
    {
        QByteArray out = "\"";
        const QByteArray bytes = text.toUtf8();
        for (const char c : bytes) {
            if (c == '"' || c == '\\') {
                out += '\\';
                out += c;
            } else if (static_cast<unsigned char>(c) < 0x20) {
                out += "\\u00" + QByteArray(1, c).toHex();
            } else {
                out += c;
            }
        }
        return out + '"';
    }

    QByteArray jsonCell(const QString& text, bool isNumber)
    {
        bool isReallyNumber = false;
        const qlonglong number = text.toLongLong(&isReallyNumber);
        return isNumber && isReallyNumber ? QByteArray::number(number) : jsonString(text);
    }

    template <typename Items, typename Write>
    QByteArray jsonList(const Items& items, const char* separator, Write write)
    {
        QByteArray out;
        for (const auto& item : items) {
            out += (out.isEmpty() ? "" : separator) + write(item);
        }
        return out;
    }

    QByteArray markdownText(const QString& text)
    {
        QByteArray out;
        const QByteArray bytes = oneLine(text).toUtf8();
        for (const char c : bytes) {
            if (std::string_view("\\|<>*`[]").find(c) != std::string_view::npos) {
                out += '\\';
            }
            out += c;
        }
        return out;
    }

    QByteArray html(const QString& text)
    {
        return text.toHtmlEscaped().toUtf8();
    }

    QByteArray statusClassName(StatusClass status)
    {
        return "s" + QByteArray::number(static_cast<int>(status));
    }

    /// Colours of text for each status, on the ground of one theme.
    QByteArray statusStyle(ThemeKind kind)
    {
        const StatusPalette palette(kind);
        QByteArray css = "body{color:" + palette.normalText().name().toLatin1()
            + ";background:" + palette.window().name().toLatin1() + "}";
        for (std::size_t i = 0; i < StatusClassCount; ++i) {
            const auto status = static_cast<StatusClass>(i);
            css += "." + statusClassName(status)
                + "{color:" + palette.textColor(status).name().toLatin1() + "}";
        }
        return css;
    }

    /// How wide each column may be so that a line fits; the widest give way first, the first one,
    /// which names the row, last. Columns at the right that have no room left are not among them.
    std::vector<qsizetype> fittedWidths(const TableExport& table, qsizetype width,
                                        const TaskContext& task)
    {
        constexpr qsizetype Narrowest = 6;
        constexpr qsizetype NameWidth = 30;
        constexpr qsizetype Gap = 2;
        std::vector<qsizetype> widths;
        qsizetype least = -Gap;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            qsizetype most = table.columns[i].title.size();
            forEachRow(table, task,
                       [&](const Row& row) { most = std::max(most, row[i].text.size()); });
            least += Gap + std::min(most, i == 0 ? NameWidth : Narrowest);
            if (least > width) {
                break;
            }
            widths.push_back(most);
        }
        const auto gaps = widths.empty() ? 0 : Gap * (static_cast<qsizetype>(widths.size()) - 1);
        while (std::accumulate(widths.begin(), widths.end(), gaps) > width) {
            const auto widest = std::max_element(std::next(widths.begin()), widths.end());
            const bool hasRoom = widest != widths.end() && *widest > Narrowest;
            --*(hasRoom ? widest : widths.begin());
        }
        return widths;
    }

    QString fitted(const QString& text, qsizetype width, bool isNumber)
    {
        const QString line = oneLine(text);
        if (line.size() > width) {
            return line.left(width - 1) + QChar(0x2026);
        }
        return isNumber ? line.rightJustified(width) : line.leftJustified(width);
    }

    QByteArray mailLine(const QStringList& cells, int width)
    {
        QString line = cells.join(QStringLiteral("  "));
        while (line.endsWith(QLatin1Char(' '))) {
            line.chop(1);
        }
        return line.left(width).toUtf8() + '\n';
    }

} // namespace

QByteArray toCsv(const TableExport& table, const TaskContext& task)
{
    return delimited(table, ',', "\r\n", task, [](const QString& text, bool isNumber) {
        return QByteArray::fromStdString(service::csvCell(text.toStdString(), isNumber));
    });
}

QByteArray toTsv(const TableExport& table, const TaskContext& task)
{
    return delimited(table, '\t', "\n", task, [](const QString& text, bool isNumber) {
        const bool isFormula =
            !isNumber && !text.isEmpty() && QStringView(u"=+-@").contains(text.front());
        return (isFormula ? QByteArray("'") : QByteArray()) + oneLine(text).toUtf8();
    });
}

QByteArray toJson(const TableExport& table, const TaskContext& task)
{
    QByteArray out =
        "{\n  \"schema\": 1,\n  \"title\": " + jsonString(table.title) + ",\n  \"facts\": {";
    out += jsonList(table.facts, ", ", [](const auto& fact) {
        return jsonString(fact.first) + ": " + jsonString(fact.second);
    });
    out += "},\n  \"columns\": ["
        + jsonList(table.columns, ", ", [](const auto& column) { return jsonString(column.title); })
        + "],\n  \"rows\": [";
    const char* separator = "\n    [";
    forEachRow(table, task, [&](const Row& row) {
        out += separator;
        for (std::size_t i = 0; i < row.size(); ++i) {
            out +=
                (i > 0 ? ", " : "") + jsonCell(plainText(table, row, i), table.columns[i].isNumber);
        }
        out += ']';
        separator = ",\n    [";
    });
    return out + (table.rows.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

QByteArray toMarkdown(const TableExport& table, const TaskContext& task)
{
    // Copied rows have no title.
    QByteArray out = table.title.isEmpty() ? "" : "# " + markdownText(table.title) + "\n\n";
    for (const auto& [name, value] : table.facts) {
        out += "- " + markdownText(name) + ": " + markdownText(value) + "\n";
    }
    out += table.facts.isEmpty() ? "|" : "\n|";
    QByteArray rule = "|";
    for (const auto& column : table.columns) {
        out += ' ' + markdownText(column.title) + " |";
        rule += column.isNumber ? " ---: |" : " --- |";
    }
    out += '\n' + rule + '\n';
    forEachRow(table, task, [&](const Row& row) {
        out += '|';
        for (const Cell& cell : row) {
            out += ' ' + markdownText(cell.text);
            if (!cell.second.isEmpty()) {
                out += (cell.text.isEmpty() ? "" : " · ") + markdownText(cell.second);
            }
            out += " |";
        }
        out += '\n';
    });
    return out;
}

QByteArray toHtml(const TableExport& table, const TaskContext& task)
{
    QByteArray out = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>"
        + html(table.title)
        + "</title>\n<style>body{font:14px sans-serif;margin:2em}"
          "table{border-collapse:collapse}td,th{padding:4px 10px;text-align:left;"
          "border-bottom:1px solid #8884}td.n,th.n{text-align:right}dt{float:left;clear:left;"
          "min-width:9em;opacity:.7}small{display:block;opacity:.7}"
        + statusStyle(ThemeKind::Light) + "@media(prefers-color-scheme:dark){"
        + statusStyle(ThemeKind::Dark) + "}</style>\n<h1>" + html(table.title) + "</h1>\n<dl>";
    for (const auto& [name, value] : table.facts) {
        out += "<dt>" + html(name) + "</dt><dd>" + html(value) + "</dd>";
    }
    out += "</dl>\n<table>\n<thead><tr>";
    for (const auto& column : table.columns) {
        out += (column.isNumber ? "<th class=\"n\">" : "<th>") + html(column.title) + "</th>";
    }
    out += "</tr></thead>\n<tbody>\n";
    forEachRow(table, task, [&](const Row& row) {
        out += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            QByteArray classes = table.columns[i].isNumber ? "n" : "";
            if (row[i].status) {
                classes += (classes.isEmpty() ? "" : " ") + statusClassName(*row[i].status);
            }
            out += (classes.isEmpty() ? QByteArray("<td>") : "<td class=\"" + classes + "\">")
                + html(row[i].text);
            if (!row[i].second.isEmpty()) {
                out += "<small>" + html(row[i].second) + "</small>";
            }
            out += "</td>";
        }
        out += "</tr>\n";
    });
    return out + "</tbody>\n</table>\n</html>\n";
}

QByteArray toMail(const TableExport& table, const TaskContext& task, int width)
{
    const auto widths = fittedWidths(table, width, task);
    QByteArray out = mailLine(
        {fitted(table.title, std::min<qsizetype>(width, table.title.size()), false)}, width);
    for (const auto& [name, value] : table.facts) {
        const QString line = name + QStringLiteral(": ") + oneLine(value);
        out += mailLine({line.size() > width ? fitted(line, width, false) : line}, width);
    }
    out += '\n';
    QStringList cells;
    QStringList rule;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        cells << fitted(table.columns[i].title, widths[i], table.columns[i].isNumber);
        rule << QString(widths[i], QLatin1Char('-'));
    }
    out += mailLine(cells, width) + mailLine(rule, width);
    forEachRow(table, task, [&](const Row& row) {
        cells.clear();
        for (std::size_t i = 0; i < widths.size(); ++i) {
            cells << fitted(row[i].text, widths[i], table.columns[i].isNumber);
        }
        out += mailLine(cells, width);
    });
    if (const std::size_t left = table.columns.size() - widths.size(); left > 0) {
        out += "\n(" + QByteArray::number(static_cast<qulonglong>(left))
            + " more columns have no room in a mail)\n";
    }
    return out;
}

} // namespace cboard::ui
