// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/find/find_bar.h"

#include "ui/base/context.h"
#include "ui/base/key_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace cboard::ui {

namespace {
    constexpr int TypingDelayMs = 120;
    constexpr int FieldWidth = 320;
    constexpr QChar CaseLetter = u'C';
    constexpr QChar WordLetter = u'O';
    constexpr QChar ExpressionLetter = u'R';
} // namespace

FindBar::FindBar(const Context& context, const QString& what, QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_case(addToggle(tr("Aa"), tr("Upper and lower case differ"), CaseLetter))
    , m_word(addToggle(tr("\u201cab\u201d"), tr("Whole words only"), WordLetter))
    , m_regex(addToggle(QStringLiteral(".*"), tr("Regular expression"), ExpressionLetter))
    , m_summary(new QLabel(this))
{
    m_field->setPlaceholderText(what);
    m_field->setAccessibleName(what);
    m_field->setClearButtonEnabled(true);
    m_field->setMaximumWidth(FieldWidth);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setObjectName(QStringLiteral("summary"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(6);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_case);
    layout->addWidget(m_word);
    layout->addWidget(m_regex);
    layout->addSpacing(8);
    layout->addWidget(m_summary);
    layout->addStretch(1);
    auto* hint = new QLabel(this);
    followKeys(context, hint, [hint, context] {
        hint->setText(withKeys(
            context, tr("{find-next} next \u00b7 {find-previous} previous \u00b7 {leave} close")));
    });
    hint->setEnabled(false);
    layout->addWidget(hint);

    m_delay.setSingleShot(true);
    m_delay.setInterval(TypingDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &FindBar::optionsChanged);
    connect(m_field, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
}

QString FindBar::letters()
{
    return QString(CaseLetter) + WordLetter + ExpressionLetter;
}

QToolButton* FindBar::addToggle(const QString& text, const QString& hint, QChar letter)
{
    const QKeySequence key(Qt::ALT | static_cast<Qt::Key>(letter.unicode()));
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(tr("%1 (%2)").arg(hint, key.toString(QKeySequence::NativeText)));
    button->setShortcut(key);
    button->setAccessibleName(button->toolTip());
    button->setCheckable(true);
    button->setAutoRaise(true);
    connect(button, &QToolButton::toggled, this, &FindBar::optionsChanged);
    return button;
}

logs::FindOptions FindBar::options() const
{
    return {.pattern = m_field->text().toStdString(),
            .isRegex = m_regex->isChecked(),
            .isCaseSensitive = m_case->isChecked(),
            .isWholeWord = m_word->isChecked()};
}

void FindBar::setPattern(const QString& pattern)
{
    m_field->setText(pattern);
}

void FindBar::setSummary(const QString& text, bool isError)
{
    m_summary->setText(text);
    QFont font = m_summary->font();
    font.setBold(isError);
    m_summary->setFont(font);
}

void FindBar::activate()
{
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    const bool isBack = (event->modifiers() & Qt::ShiftModifier) != 0;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_delay.isActive()) {
            m_delay.stop();
            emit optionsChanged();
        }
        isBack ? emit previousRequested() : emit nextRequested();
    } else if (event->key() == Qt::Key_Escape) {
        emit closed();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace cboard::ui
