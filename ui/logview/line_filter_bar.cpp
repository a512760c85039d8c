// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/line_filter_bar.h"

#include "core/logs/line_selection.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace cboard::ui {

namespace {
    constexpr int TypingDelayMs = 200;
} // namespace

LineFilterBar::LineFilterBar(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(6);
    m_only = addField(tr("Only"), tr("lines with this text, or /expression/"));
    m_context = new QSpinBox(this);
    m_context->setRange(0, static_cast<int>(logs::LineSelection::MostContext));
    m_context->setPrefix(QStringLiteral("\u00b1 "));
    m_context->setAccessibleName(tr("Lines shown before and behind each"));
    m_context->setToolTip(m_context->accessibleName());
    layout->addWidget(m_context);
    m_errors = new QCheckBox(tr("errors"), this);
    m_errors->setToolTip(tr("Only the lines that are marked as errors, and those that match"));
    layout->addWidget(m_errors);
    layout->addSpacing(8);
    m_without = addField(tr("Hide"), tr("lines with one of these; divided by \u201c ; \u201d"));
    m_marked = addField(tr("Colour"), tr("each of these, divided by \u201c ; \u201d"));
    m_summary = new QLabel(this);
    m_summary->setTextFormat(Qt::PlainText);
    layout->addWidget(m_summary);

    m_delay.setSingleShot(true);
    m_delay.setInterval(TypingDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &LineFilterBar::changed);
    connect(m_context, &QSpinBox::valueChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_errors, &QCheckBox::toggled, this, &LineFilterBar::changed);
}

QLineEdit* LineFilterBar::addField(const QString& label, const QString& hint)
{
    auto* field = new QLineEdit(this);
    field->setPlaceholderText(hint);
    field->setToolTip(hint);
    field->setAccessibleName(label + QLatin1Char(' ') + hint);
    field->setClearButtonEnabled(true);
    auto* caption = new QLabel(label, this);
    caption->setBuddy(field);
    layout()->addWidget(caption);
    static_cast<QHBoxLayout*>(layout())->addWidget(field, 1);
    connect(field, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    return field;
}

LineFilterTexts LineFilterBar::texts() const
{
    return {m_only->text(), m_context->value(), m_errors->isChecked(), m_without->text(),
            m_marked->text()};
}

void LineFilterBar::setTexts(const LineFilterTexts& texts)
{
    if (texts == this->texts()) {
        return;
    }
    const QSignalBlocker errors(m_errors);
    m_only->setText(texts.only);
    m_context->setValue(texts.context);
    m_errors->setChecked(texts.errorsOnly);
    m_without->setText(texts.without);
    m_marked->setText(texts.marked);
    m_delay.stop();
}

void LineFilterBar::setSummary(const QString& text)
{
    m_summary->setText(text);
}

void LineFilterBar::activate()
{
    show();
    m_only->setFocus(Qt::ShortcutFocusReason);
    m_only->selectAll();
}

void LineFilterBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_delay.isActive()) {
            m_delay.stop();
            emit changed();
        }
        emit left();
    } else if (event->key() == Qt::Key_Escape) {
        emit closed();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace cboard::ui
