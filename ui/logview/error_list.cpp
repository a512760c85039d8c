// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/error_list.h"

#include "ui/base/text_format.h"
#include "ui/logview/log_painter.h"
#include "ui/theme/selection_ground.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    constexpr std::array<const char*, logs::MarkKindCount> KindTexts{
        QT_TRANSLATE_NOOP("ErrorList", "Kernel panic"),
        QT_TRANSLATE_NOOP("ErrorList", "Oops"),
        QT_TRANSLATE_NOOP("ErrorList", "BUG"),
        QT_TRANSLATE_NOOP("ErrorList", "Warning"),
        QT_TRANSLATE_NOOP("ErrorList", "Call trace"),
        QT_TRANSLATE_NOOP("ErrorList", "Error"),
        QT_TRANSLATE_NOOP("ErrorList", "Not ok"),
        QT_TRANSLATE_NOOP("ErrorList", "LAVA error"),
    };

    QString messageOf(logs::RowFormat format, std::string_view bytes)
    {
        logs::DecodedRow decoded;
        logs::RowDecoder(format).decode(bytes, decoded);
        return QString::fromStdString(decoded.text.substr(decoded.messageBegin)).simplified();
    }

    QString textOf(std::string_view text)
    {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }

    QString severityText(logs::Severity severity)
    {
        return textOf(logs::severityKey(severity));
    }

    /// As much of a fingerprint as tells two apart at a glance.
    QString ruleText(const std::optional<logs::MarkedError>& error)
    {
        constexpr qsizetype Shown = 11;
        if (!error) {
            return {};
        }
        return QStringLiteral("%1 \u00b7 %2 \u00b7 %3")
            .arg(textOf(error->kind), severityText(error->severity),
                 textOf(error->fingerprint).left(Shown));
    }

    /// Those that rules found come first.
    std::vector<std::uint32_t> orderOf(const logs::LogText& text)
    {
        const std::vector<logs::ErrorMark>& marks = text.marks();
        const auto ruled = static_cast<std::size_t>(text.ruleMarkCount());
        if (ruled == 0 || ruled == marks.size()) {
            return {};
        }
        std::vector<std::uint32_t> order(marks.size());
        std::size_t nextRuled = 0;
        std::size_t nextAside = ruled;
        for (std::size_t i = 0; i < marks.size(); ++i) {
            order[marks[i].rule != 0 ? nextRuled++ : nextAside++] = static_cast<std::uint32_t>(i);
        }
        return order;
    }

    QString textOfRow(const LogDocument& document, std::int64_t row)
    {
        QString text;
        const auto status =
            document.text->forRows(row, 1, [&](std::int64_t, std::string_view bytes) {
                text = messageOf(document.text->format(), bytes);
                return true;
            });
        return status ? text : QString::fromStdString(status.error().message);
    }

} // namespace

QString markText(const logs::LogText& text, const logs::ErrorMark& mark)
{
    const std::string_view rule = text.ruleKindOf(mark);
    return rule.empty()
        ? QCoreApplication::translate("ErrorList", KindTexts[static_cast<std::size_t>(mark.kind)])
        : textOf(rule);
}

ErrorListModel::ErrorListModel(LogRows& rows, QObject* parent)
    : QAbstractListModel(parent)
    , m_rows(rows)
{
    connect(&rows, &LogRows::arrived, this, [this] {
        if (rowCount() > 0) {
            emit dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::DisplayRole});
        }
    });
}

QString ErrorListModel::lineText(qint64 logRow) const
{
    const auto error = m_document->errors->inRow(logRow);
    if (error && !error->title.empty()) {
        return textOf(error->title).simplified();
    }
    const std::string* bytes = m_rows.row(logRow);
    return bytes != nullptr ? messageOf(m_document->text->format(), *bytes) : QString();
}

void ErrorListModel::setDocument(std::shared_ptr<const LogDocument> document)
{
    beginResetModel();
    m_document = std::move(document);
    m_rows.setText(m_document ? m_document->text : nullptr);
    m_order = m_document ? orderOf(*m_document->text) : std::vector<std::uint32_t>();
    endResetModel();
}

const logs::ErrorMark& ErrorListModel::markAt(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return m_document->text->marks()[m_order.empty() ? place : m_order[place]];
}

int ErrorListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_document ? 0 : static_cast<int>(m_document->text->marks().size());
}

QVariant ErrorListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const logs::ErrorMark& mark = markAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return lineText(mark.row);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString rule = data(index, RuleRole).toString();
        return tr("%1, line %2: %3")
                   .arg(markText(*m_document->text, mark))
                   .arg(m_document->text->index().lineNumber(mark.row))
                   .arg(lineText(mark.row))
            + (rule.isEmpty() ? QString() : QLatin1Char('\n') + rule);
    }
    case RuleRole:
        return data(index, IsAsideRole).toBool()
            ? tr("%1 \u00b7 known to no rule").arg(markText(*m_document->text, mark))
            : ruleText(m_document->errors->inRow(mark.row));
    case FingerprintRole: {
        const auto error = m_document->errors->inRow(mark.row);
        return error ? textOf(error->fingerprint) : QString();
    }
    case IsAsideRole:
        return mark.rule == 0 && m_document->text->ruleMarkCount() > 0;
    case RowRole:
        return static_cast<qint64>(mark.row);
    case LineNumberRole:
        return static_cast<qint64>(m_document->text->index().lineNumber(mark.row));
    case KindRole:
        return static_cast<int>(mark.kind);
    default:
        return {};
    }
}

int ErrorListModel::rowAtOrAbove(qint64 logRow) const
{
    // Both parts of the list ascend by row.
    const auto lastUpTo = [this, logRow](int begin, int end) {
        while (begin < end) {
            const int middle = begin + (end - begin) / 2;
            markAt(middle).row <= logRow ? begin = middle + 1 : end = middle;
        }
        return begin - 1;
    };
    const int count = rowCount();
    const int ruled = m_order.empty() ? count : static_cast<int>(m_document->text->ruleMarkCount());
    const int aside = lastUpTo(ruled, count);
    return aside >= ruled && markAt(aside).row == logRow ? aside : lastUpTo(0, ruled);
}

ErrorListDelegate::ErrorListDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize ErrorListDelegate::sizeHint(const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const bool hasRule = !index.data(ErrorListModel::RuleRole).toString().isEmpty();
    return {200, option.fontMetrics.height() * (hasRule ? 2 : 1) + 8};
}

void ErrorListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    constexpr int BarWidth = 3;
    constexpr int Gap = 8;
    const QRect rect = option.rect;
    const auto kind = static_cast<logs::MarkKind>(index.data(ErrorListModel::KindRole).toInt());
    const bool isSelected = (option.state & QStyle::State_Selected) != 0;
    painter->save();
    painter->fillRect(
        rect, isSelected ? selectionGround(m_theme.palette(), option.widget) : m_theme.window());
    painter->fillRect(QRect(rect.left(), rect.top() + 1, BarWidth, rect.height() - 2),
                      markColor(m_theme, kind));
    const QString number = index.data(ErrorListModel::LineNumberRole).toString();
    const QString rule = index.data(ErrorListModel::RuleRole).toString();
    const QFontMetrics metrics(option.font);
    const int numberWidth = metrics.horizontalAdvance(QStringLiteral("000000"));
    const int lineHeight = rule.isEmpty() ? rect.height() : metrics.height();
    const int top = rule.isEmpty() ? rect.top() : rect.top() + 4;
    const QRect numberRect(rect.left() + BarWidth + Gap, top, numberWidth, lineHeight);
    painter->setFont(option.font);
    painter->setPen(m_theme.mutedText());
    painter->drawText(numberRect, Qt::AlignRight | Qt::AlignVCenter, number);
    QRect textRect(numberRect.right() + Gap, top, rect.right() - numberRect.right() - 2 * Gap,
                   lineHeight);
    const auto drawElided = [&](const QString& text) {
        painter->drawText(textRect, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(text, Qt::ElideRight, textRect.width()));
        textRect.translate(0, lineHeight);
    };
    painter->setPen(index.data(ErrorListModel::IsAsideRole).toBool() ? m_theme.mutedText()
                                                                     : m_theme.text());
    drawElided(index.data().toString());
    painter->setPen(m_theme.mutedText());
    drawElided(rule);
    painter->restore();
}

TableExport errorTable(const LogDocument& document, const QString& title, const TaskContext& task)
{
    TableExport table;
    table.title = title;
    table.columns = {{QCoreApplication::translate("ErrorList", "Line"), true},
                     {QCoreApplication::translate("ErrorList", "Kind")},
                     {QCoreApplication::translate("ErrorList", "Text")},
                     {QCoreApplication::translate("ErrorList", "Severity")},
                     {QCoreApplication::translate("ErrorList", "Fingerprint")}};
    for (const logs::ErrorMark& mark : document.text->marks()) {
        if (task.stopRequested()) {
            break;
        }
        const std::int64_t line = document.text->index().lineNumber(mark.row);
        const auto error = document.errors->inRow(mark.row);
        table.rows.push_back(
            {{QString::number(line), std::nullopt},
             {markText(*document.text, mark), std::nullopt},
             {error && !error->title.empty() ? textOf(error->title) : textOfRow(document, mark.row),
              std::nullopt},
             {error ? severityText(error->severity) : QString(), std::nullopt},
             {error ? textOf(error->fingerprint) : QString(), std::nullopt}});
    }
    return table;
}

} // namespace cboard::ui
