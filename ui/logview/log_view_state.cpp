// SPDX-License-Identifier: GPL-3.0-or-later
// What a link to a log holds, and what leaves lines out.
#include "ui/base/text_format.h"
#include "ui/find/find_bar.h"
#include "ui/logview/line_filter_bar.h"
#include "ui/logview/log_filter.h"
#include "ui/logview/log_finder.h"
#include "ui/logview/log_header.h"
#include "ui/logview/log_time.h"
#include "ui/logview/log_view.h"

namespace cboard::ui {

namespace {

    const QString FileOption = QStringLiteral("file");
    const QString LineOption = QStringLiteral("line");
    const QString WrapOption = QStringLiteral("wrap");
    const QString TimeOption = QStringLiteral("time");
    const QString HideOption = QStringLiteral("hide");
    const QString HideFromOption = QStringLiteral("hideFrom");
    const QString FindOption = QStringLiteral("find");
    const QString RawOption = QStringLiteral("raw");
    const QString BytesOption = QStringLiteral("bytes");
    const QString FollowOption = QStringLiteral("follow");
    const QString OnlyOption = QStringLiteral("only");
    const QString ContextOption = QStringLiteral("context");
    const QString ErrorsOption = QStringLiteral("errors");
    const QString WithoutOption = QStringLiteral("without");
    const QString MarkOption = QStringLiteral("mark");

    std::uint32_t namespacesWithout(const QString& hidden, const logs::LogText& text)
    {
        std::uint32_t shown = logs::LineSelection::AllNamespaces;
        const QStringList names = hidden.split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (std::size_t i = 0; i < text.namespaces().size(); ++i) {
            if (names.contains(fromUtf8(text.namespaces()[i].name))) {
                shown &= ~(1U << i);
            }
        }
        return shown;
    }

    std::uint32_t levelsWithout(const QString& hidden)
    {
        std::uint32_t levels = ~0U;
        const QStringList words = hidden.split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (std::size_t i = 0; i < logs::LavaLevelCount; ++i) {
            const auto word = logs::lavaLevelText(static_cast<logs::LavaLevel>(i));
            if (words.contains(QString::fromStdString(std::string(word)))) {
                levels &= ~(1U << i);
            }
        }
        return levels;
    }

    QString hiddenOf(std::uint32_t levels)
    {
        QStringList words;
        for (std::size_t i = 0; i < logs::LavaLevelCount; ++i) {
            if ((levels >> i & 1U) == 0) {
                words << QString::fromStdString(
                    std::string(logs::lavaLevelText(static_cast<logs::LavaLevel>(i))));
            }
        }
        return words.join(QLatin1Char(','));
    }

} // namespace

void LogView::applyOptions()
{
    if (!m_document || m_document->text->rowCount() == 0) {
        return;
    }
    const QMap<QString, QString>& options = m_state.options;
    m_canvas->setRaw(options.value(RawOption) == QLatin1String("1"));
    m_canvas->setWraps(options.value(WrapOption) == QLatin1String("1"));
    if (const auto mode = parseTimeMode(options.value(TimeOption))) {
        m_canvas->setTimeMode(*mode);
    }
    if (m_document->isLava()) {
        m_header->setShownLevels(levelsWithout(options.value(HideOption)));
        m_filter->setLevels(m_header->shownLevels());
        m_header->setShownNamespaces(
            namespacesWithout(options.value(HideFromOption), *m_document->text));
        m_filter->setNamespaces(m_header->shownNamespaces());
    }
    const LineFilterTexts texts{options.value(OnlyOption), options.value(ContextOption).toInt(),
                                options.value(ErrorsOption) == QLatin1String("1"),
                                options.value(WithoutOption), options.value(MarkOption)};
    m_filterBar->setTexts(texts);
    m_filter->setTexts(texts);
    setFollows(options.value(FollowOption) == QLatin1String("1"));
    if (options.contains(LineOption)) {
        m_canvas->setCurrentRow(openingRow(), LogCanvas::Reveal::Centre);
        selectLinkedLines();
    }
    if (const QString pattern = options.value(FindOption); !pattern.isEmpty()) {
        m_findBar->setPattern(pattern);
        m_findBar->show();
        m_finder->start();
    }
}

/// Names, comma-separated.
QString LogView::hiddenNamespaces() const
{
    QStringList names;
    if (m_document) {
        const auto& all = m_document->text->namespaces();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if ((m_header->shownNamespaces() >> i & 1U) == 0) {
                names << fromUtf8(all[i].name);
            }
        }
    }
    return names.join(QLatin1Char(','));
}

QList<ScopeChip> LogView::scopeChips() const
{
    QList<ScopeChip> chips;
    const auto add = [&chips](const QString& text, const QString& tip, const QString& option) {
        ScopeChip chip;
        chip.text = text;
        chip.tip = tip;
        chip.option = option;
        chip.withoutValue = QString();
        chips << chip;
    };
    const LineFilterTexts& texts = m_filter->texts();
    if (!texts.only.isEmpty()) {
        add(m_filter->isEnabled() ? tr("only lines with: %1").arg(texts.only)
                                  : tr("lines with: %1 (off)").arg(texts.only),
            tr("{filter-lines} turns it off and on"), OnlyOption);
    }
    if (texts.errorsOnly) {
        add(tr("errors only"), tr("Lines without an error mark are left out"), ErrorsOption);
    }
    if (!texts.without.isEmpty()) {
        add(tr("lines hidden: %1").arg(texts.without), tr("Lines with these are left out"),
            WithoutOption);
    }
    if (const QString hidden = hiddenOf(m_header->shownLevels()); !hidden.isEmpty()) {
        add(tr("levels hidden: %1").arg(hidden), tr("Lines of these levels are left out"),
            HideOption);
    }
    if (const QString hidden = hiddenNamespaces(); !hidden.isEmpty()) {
        add(tr("hidden: from %1").arg(hidden), tr("Feedback of these is left out"), HideFromOption);
    }
    return chips;
}

ViewState LogView::state() const
{
    ViewState state = m_state;
    if (!m_document) {
        return state;
    }
    state.options.clear();
    if (m_document->isFile()) {
        state.options.insert(FileOption, QString::fromStdString(m_document->path.string()));
    }
    if (const QString lines = lineText(); !lines.isEmpty()) {
        state.options.insert(LineOption, lines);
    }
    if (m_canvas->wraps()) {
        state.options.insert(WrapOption, QStringLiteral("1"));
    }
    if (m_document->showsBytes()) {
        state.options.insert(BytesOption, QStringLiteral("1"));
    }
    state.options.insert(TimeOption, timeModeKey(m_canvas->timeMode()));
    if (const QString hidden = hiddenOf(m_header->shownLevels()); !hidden.isEmpty()) {
        state.options.insert(HideOption, hidden);
    }
    if (const QString hidden = hiddenNamespaces(); !hidden.isEmpty()) {
        state.options.insert(HideFromOption, hidden);
    }
    const LineFilterTexts& texts = m_filter->texts();
    const auto addText = [&state](const QString& option, const QString& text) {
        if (!text.isEmpty()) {
            state.options.insert(option, text);
        }
    };
    addText(OnlyOption, texts.only);
    addText(ContextOption, texts.context > 0 ? QString::number(texts.context) : QString());
    addText(ErrorsOption, texts.errorsOnly ? QStringLiteral("1") : QString());
    addText(WithoutOption, texts.without);
    addText(MarkOption, texts.marked);
    addText(RawOption, m_canvas->isRaw() ? QStringLiteral("1") : QString());
    addText(FollowOption, m_follows ? QStringLiteral("1") : QString());
    if (!m_findBar->isHidden() && !m_findBar->options().pattern.empty()) {
        state.options.insert(FindOption, QString::fromStdString(m_findBar->options().pattern));
    }
    return state;
}

} // namespace cboard::ui
