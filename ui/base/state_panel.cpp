// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/state_panel.h"

#include "ui/base/elided_label.h"
#include "ui/base/key_text.h"
#include "ui/base/task_list.h"
#include "ui/base/text_format.h"
#include "ui/base/view.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace cboard::ui {

namespace {

    constexpr int LoadingDelayMs = 150;
    constexpr int SecondMs = 1000;
    constexpr int TextWidth = 680;

    QLabel* makeLabel(QWidget* parent, double scale, bool isBold)
    {
        auto* label = new QLabel(parent);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        QFont font = label->font();
        font.setPointSizeF(font.pointSizeF() * scale);
        font.setBold(isBold);
        label->setFont(font);
        return label;
    }

    void cancelTitled(TaskList& tasks, const QString& title)
    {
        for (int row = 0; row < tasks.rowCount(); ++row) {
            if (tasks.index(row).data(TaskList::TitleRole).toString() == title) {
                tasks.cancel(row);
            }
        }
    }

    /// Rows where rows will be. Does not move, so that it disturbs nobody.
    class Skeleton : public QWidget {
    public:
        using QWidget::QWidget;

    protected:
        void paintEvent(QPaintEvent* /*event*/) override
        {
            constexpr int RowHeight = 36;
            constexpr int BarHeight = 10;
            constexpr int Left = 12;
            static constexpr std::array Shares = {0.34, 0.27, 0.41, 0.22, 0.38, 0.3};
            QPainter painter(this);
            painter.fillRect(rect(), palette().base());
            const QColor ink = palette().color(QPalette::Mid);
            for (int row = 1; (row + 1) * RowHeight < height(); ++row) {
                const double share = Shares[static_cast<std::size_t>(row) % Shares.size()];
                const int top = row * RowHeight + (RowHeight - BarHeight) / 2;
                const int name = static_cast<int>(width() * share);
                painter.fillRect(QRect(Left, top, name, BarHeight), ink);
                painter.fillRect(QRect(width() / 2, top, width() / 6, BarHeight), ink);
                painter.fillRect(QRect(width() * 3 / 4, top, width() / 8, BarHeight), ink);
            }
        }
    };

} // namespace

void setBusy(QProgressBar& bar)
{
    const bool mayMove = QApplication::isEffectEnabled(Qt::UI_General);
    bar.setRange(0, mayMove ? 0 : 1);
    bar.setValue(mayMove ? 0 : 1);
}

StatePanel::StatePanel(const Context& context, QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_content(content)
    , m_stack(new QStackedWidget(this))
    , m_skeleton(new QWidget(this))
    , m_line(new QProgressBar(this))
{
    m_line->setTextVisible(false);
    m_line->setFixedHeight(2);
    m_line->hide();
    m_waiting = makeLabel(m_skeleton, 1.0, false);
    m_waiting->setContentsMargins(12, 4, 12, 0);
    m_waiting->setAlignment(Qt::AlignLeft);
    auto* waiting = new QVBoxLayout(m_skeleton);
    waiting->setContentsMargins(0, 0, 0, 0);
    waiting->setSpacing(0);
    auto* cancel = new QPushButton(tr("Cancel"), m_skeleton);
    // Not in the way of the keys: the list that comes has them.
    cancel->setFocusPolicy(Qt::NoFocus);
    connect(cancel, &QPushButton::clicked, this,
            [this] { cancelTitled(*m_context.tasks, m_awaited); });
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 8, 12, 0);
    line->addWidget(m_waiting, 1);
    line->addWidget(cancel, 0, Qt::AlignTop);
    waiting->addLayout(line);
    waiting->addWidget(new Skeleton, 1);
    m_skeleton->setAutoFillBackground(true);
    m_skeleton->setBackgroundRole(QPalette::Base);
    createPage();
    for (QWidget* widget : {m_content, m_skeleton, m_page}) {
        m_stack->addWidget(widget);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_line);
    layout->addWidget(createStrip());
    layout->addWidget(m_stack, 1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(LoadingDelayMs);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        if (m_hasContent) {
            setBusy(*m_line);
            m_line->show();
        } else {
            showWaiting();
            m_seconds.start();
            showPart(m_skeleton);
        }
    });
    m_seconds.setInterval(SecondMs);
    connect(&m_seconds, &QTimer::timeout, this, &StatePanel::showWaiting);
    followKeys(m_context, this, [this] { nameKeys(); });
}

void StatePanel::createPage()
{
    m_page = new QWidget(this);
    m_sentence = makeLabel(m_page, 1.2, true);
    m_hint = makeLabel(m_page, 1.0, false);
    m_action = new QPushButton(m_page);
    connect(m_action, &QPushButton::clicked, this, &StatePanel::actionRequested);
    m_ways = new QVBoxLayout;
    m_ways->setSpacing(4);
    // A column of its own: a text that wraps is as high as it is in that width.
    auto* column = new QWidget(m_page);
    column->setMaximumWidth(TextWidth);
    auto* lines = new QVBoxLayout(column);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(12);
    lines->addWidget(m_sentence);
    lines->addWidget(m_hint);
    lines->addLayout(m_ways);
    lines->addWidget(m_action, 0, Qt::AlignHCenter);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(column, TextWidth);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(m_page);
    layout->addStretch(2);
    layout->addLayout(row);
    layout->addStretch(3);
    m_page->setAutoFillBackground(true);
    m_page->setBackgroundRole(QPalette::Base);
}

QWidget* StatePanel::createStrip()
{
    m_strip = new QWidget(this);
    m_stripText = new ElidedLabel(m_strip);
    m_stripText->setTextFormat(Qt::PlainText);
    m_stripText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_stripText->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_stripRetry = new QToolButton(m_strip);
    m_stripRetry->setText(tr("Retry"));
    connect(m_stripRetry, &QToolButton::clicked, this, &StatePanel::actionRequested);
    m_stripGroup = new QToolButton(m_strip);
    m_stripGroup->setText(tr("Group by …"));
    connect(m_stripGroup, &QToolButton::clicked, this, &StatePanel::groupRows);
    auto* row = new QHBoxLayout(m_strip);
    row->setContentsMargins(12, 4, 12, 4);
    row->addWidget(m_stripText, 1);
    row->addWidget(m_stripGroup);
    row->addWidget(m_stripRetry);
    m_strip->setAutoFillBackground(true);
    m_strip->setBackgroundRole(QPalette::AlternateBase);
    m_strip->hide();
    return m_strip;
}

void StatePanel::setSentence(QLabel* label, const QString& text)
{
    m_sentences.insert(label, text);
    label->setText(withKeys(m_context, text));
}

/// Again, since the keys may be other ones now.
void StatePanel::nameKeys()
{
    for (auto sentence = m_sentences.cbegin(); sentence != m_sentences.cend(); ++sentence) {
        sentence.key()->setText(withKeys(m_context, sentence.value()));
    }
    m_stripText->setToolTip(m_stripText->text());
}

void StatePanel::showWaiting()
{
    const auto seconds = m_since.elapsed() / SecondMs;
    setSentence(m_waiting,
                seconds < 1 ? m_awaited
                            : tr("%1, %2 s; {cancel-task} stops it").arg(m_awaited).arg(seconds));
}

void StatePanel::showStrip(const QString& text, bool canRetry)
{
    setSentence(m_stripText, text);
    m_stripText->setToolTip(m_stripText->text());
    m_stripRetry->setVisible(canRetry);
    m_stripGroup->setVisible(text.contains(QLatin1String("{group-rows}")));
    m_strip->setVisible(!text.isEmpty());
}

/// As the key does in the view around this.
void StatePanel::groupRows()
{
    for (QWidget* widget = parentWidget(); widget != nullptr; widget = widget->parentWidget()) {
        if (auto* view = qobject_cast<View*>(widget)) {
            view->perform(ActionId::GroupRows);
            return;
        }
    }
}

/// A stack hands the focus to the first widget of the new part that takes it; in the content it
/// belongs to what the view says. Where nothing takes it the panel keeps it, else it would go to
/// whatever stands beside.
void StatePanel::showPart(QWidget* part)
{
    const QWidget* focus = QApplication::focusWidget();
    const bool hadFocus = focus != nullptr && (focus == this || isAncestorOf(focus));
    if (hadFocus && part == m_skeleton) {
        setFocus(Qt::OtherFocusReason);
    }
    m_stack->setCurrentWidget(part);
    if (part != m_skeleton) {
        m_seconds.stop();
    }
    if (hadFocus && part == m_content) {
        parentWidget()->setFocus(Qt::OtherFocusReason);
    } else if (hadFocus && !isAncestorOf(QApplication::focusWidget())) {
        setFocus(Qt::OtherFocusReason);
    }
}

void StatePanel::showContent(const QString& partial)
{
    m_delay.stop();
    m_line->hide();
    m_hasContent = true;
    m_errorCount = 0;
    showStrip(partial, false);
    showPart(m_content);
}

void StatePanel::showLoading(const QString& what)
{
    m_awaited = what;
    m_since.start();
    m_delay.start();
}

void StatePanel::showPage()
{
    m_delay.stop();
    m_line->hide();
    m_hasContent = false;
    showStrip({}, false);
    showPart(m_page);
}

void StatePanel::showMessage(const QString& sentence, const QString& hint, const QString& action)
{
    clearWays();
    setSentence(m_sentence, sentence);
    setSentence(m_hint, hint);
    m_hint->setVisible(!hint.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_errorCount = 0;
    showPage();
}

void StatePanel::showFilteredOut(const QString& sentence, const QList<FilterWay>& ways)
{
    showMessage(sentence, tr("Take a term out to see more; {drop-term} drops the last."));
    for (const FilterWay& way : ways) {
        auto* button = new QPushButton(m_page);
        button->setText(way.gives
                            ? tr("%1   remove (gives %2)").arg(way.term, countText(*way.gives))
                            : tr("%1   remove").arg(way.term));
        button->setMinimumWidth(TextWidth / 2);
        connect(button, &QPushButton::clicked, this,
                [this, index = m_ways->count()] { emit termDropped(index); });
        m_ways->addWidget(button, 0, Qt::AlignHCenter);
    }
}

void StatePanel::clearWays()
{
    while (QLayoutItem* item = m_ways->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

void StatePanel::showError(const QString& headline, const QString& details)
{
    if (!m_hasContent) {
        showMessage(headline, details, tr("Try again"));
        return;
    }
    m_delay.stop();
    m_line->hide();
    m_errorCount = details == m_lastError ? m_errorCount + 1 : 1;
    m_lastError = details;
    const QString times = m_errorCount > 1 ? tr("  (%1 times)").arg(m_errorCount) : QString();
    showStrip(tr("%1: %2%3").arg(headline, details, times), true);
}

bool StatePanel::showsFilteredOut() const
{
    return m_stack->currentWidget() == m_page && m_ways->count() > 0;
}

bool StatePanel::showsContent() const
{
    return m_stack->currentWidget() == m_content;
}

} // namespace cboard::ui
