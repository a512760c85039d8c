// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/view_header.h"

#include "ui/base/elided_label.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr double TitleScale = 1.3;
    constexpr int LeastTitle = 120;
    constexpr int Gap = 12;

    /// Lines break between the parts of a verdict, inside of one only where it is a sentence.
    QString inOneLine(const QString& part)
    {
        constexpr qsizetype Longest = 48;
        return part.size() > Longest
            ? part
            : QStringLiteral("<span style='white-space:nowrap'>%1</span>").arg(part);
    }
} // namespace

ViewHeader::ViewHeader(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_title(new ElidedLabel(this))
    , m_code(new ElidedLabel(this))
    , m_verdict(new QLabel(this))
    , m_head(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_choices(new QHBoxLayout)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    for (QLabel* label : {m_title, m_code, m_verdict}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_title->setTextFormat(Qt::PlainText);
    m_code->setTextFormat(Qt::PlainText);
    m_verdict->setTextFormat(Qt::RichText);
    m_verdict->setWordWrap(true);
    QSizePolicy wrapped(QSizePolicy::Ignored, QSizePolicy::Preferred);
    wrapped.setHeightForWidth(true);
    m_verdict->setSizePolicy(wrapped);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * TitleScale);
    large.setBold(true);
    m_title->setFont(large);
    // It gives way to the choices, which would be cut.
    m_title->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_title->setMinimumWidth(LeastTitle);
    m_code->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_code->setMinimumWidth(1);

    auto* words = new QHBoxLayout;
    words->setSpacing(Gap);
    words->addWidget(m_title);
    words->addWidget(m_code, 0, Qt::AlignBaseline);
    words->addStretch(1);
    m_choices->setSpacing(Gap);
    m_head->setSpacing(Gap / 2);
    m_head->addLayout(words, 1);
    m_head->addLayout(m_choices);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Gap, 10, Gap, 10);
    layout->setSpacing(4);
    layout->addLayout(m_head);
    layout->addWidget(m_verdict);
    connect(&m_theme, &Theme::changed, this, &ViewHeader::applyTheme);
    applyTheme();
}

void ViewHeader::applyTheme()
{
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, m_theme.mutedText());
    m_code->setPalette(muted);
    m_code->setFont(Theme::monospace());
    setVerdict(m_parts);
    const QString style =
        QStringLiteral("QToolButton { border: 1px solid %1; padding: 3px 9px; background: %2; }"
                       "QToolButton:checked { background: %3; border-color: %4; }"
                       "QToolButton:focus { border-color: %4; }")
            .arg(m_theme.hairline().name(), m_theme.panel().name(), m_theme.selection().name(),
                 m_theme.accent().name());
    for (QButtonGroup* group : std::as_const(m_groups)) {
        for (QAbstractButton* button : group->buttons()) {
            button->setStyleSheet(style);
        }
    }
    for (QToolButton* button : std::as_const(m_controls)) {
        button->setStyleSheet(
            style
            + QStringLiteral("QToolButton { padding-right: 22px; }"
                             "QToolButton::menu-indicator { width: 10px;"
                             " subcontrol-origin: padding;"
                             " subcontrol-position: center right; right: 6px; }"));
    }
}

int ViewHeader::choicesWidth() const
{
    return m_choices->minimumSize().width();
}

QSize ViewHeader::minimumSizeHint() const
{
    return {std::max(LeastTitle, choicesWidth()) + 2 * Gap, QFrame::minimumSizeHint().height()};
}

void ViewHeader::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    arrange();
}

/// The choices go below where the title, and something of the code, would be cut beside them.
void ViewHeader::arrange()
{
    constexpr int LeastCode = 90;
    const int code = m_code->isHidden() ? 0 : std::min(LeastCode, m_code->sizeHint().width());
    // Not its size hint, which is never below the minimum that is set here.
    const int title = m_title->fontMetrics().horizontalAdvance(m_title->text()) + 1;
    const int beside = title + code + choicesWidth() + 4 * Gap;
    m_title->setMinimumWidth(width() < beside ? std::min(LeastTitle, title)
                                              : title); // The code gives way first.
    const auto direction = width() < beside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (direction != m_head->direction()) {
        m_head->setDirection(direction);
        m_choices->setAlignment(direction == QBoxLayout::TopToBottom ? Qt::AlignLeft
                                                                     : Qt::Alignment());
    }
}

void ViewHeader::setTitle(const QString& title)
{
    m_title->setText(title);
    m_title->setToolTip(title);
    arrange();
}

void ViewHeader::setCode(const QString& code)
{
    m_code->setText(code);
    m_code->setVisible(!code.isEmpty());
    arrange();
}

void ViewHeader::setVerdict(const QStringList& parts)
{
    m_parts = parts;
    m_verdict->setVisible(!parts.isEmpty());
    QStringList shown;
    for (const QString& part : parts) {
        const QString text = inOneLine(part.toHtmlEscaped());
        shown << (shown.isEmpty() ? QStringLiteral("<b>%1</b>").arg(text)
                                  : QStringLiteral("<span style='color:%1'>%2</span>")
                                        .arg(m_theme.mutedText().name(), text));
    }
    // No line begins with the dot.
    m_verdict->setText(shown.join(QStringLiteral("&nbsp;&nbsp;·&nbsp; ")));
}

int ViewHeader::addChoice(const QStringList& texts, const QString& accessibleName)
{
    const int index = static_cast<int>(m_groups.size());
    auto* group = new QButtonGroup(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        auto* button = new QToolButton(this);
        button->setText(texts[i]);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(accessibleName + QStringLiteral(": ") + texts[i]);
        group->addButton(button, static_cast<int>(i));
        row->addWidget(button);
    }
    connect(group, &QButtonGroup::idClicked, this,
            [this, index](int id) { emit choiceMade(index, id); });
    m_choices->addLayout(row);
    m_groups.append(group);
    applyTheme();
    return index;
}

void ViewHeader::setChoice(int group, int index)
{
    if (auto* button = m_groups[group]->button(index)) {
        button->setChecked(true);
    } else if (auto* checked = m_groups[group]->checkedButton()) {
        m_groups[group]->setExclusive(false);
        checked->setChecked(false);
        m_groups[group]->setExclusive(true);
    }
}

void ViewHeader::addControl(QToolButton& button)
{
    m_choices->addWidget(&button);
    m_controls << &button;
    applyTheme();
}

void layOutView(QWidget& view, ViewHeader& header, QWidget& content)
{
    auto* layout = new QVBoxLayout(&view);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(&header);
    layout->addWidget(&content, 1);
}

} // namespace cboard::ui
