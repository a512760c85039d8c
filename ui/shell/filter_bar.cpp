// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/filter_bar.h"

#include "core/query/filter.h"
#include "ui/shell/text_format.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int TypingDelayMs = 150;

    std::vector<std::string> termTexts(const QString& filter)
    {
        std::vector<std::string> texts;
        if (const auto parsed = query::parseFilter(filter.toStdString())) {
            for (const query::FilterTerm& term : parsed->terms) {
                texts.push_back(query::formatTerm(term));
            }
        }
        return texts;
    }

    QString joined(const std::vector<std::string>& terms)
    {
        QStringList texts;
        for (const std::string& term : terms) {
            texts << fromUtf8(term);
        }
        return texts.join(QLatin1Char(' '));
    }

} // namespace

bool containsTerm(const QString& filter, const QString& term)
{
    const auto terms = termTexts(filter);
    return std::find(terms.begin(), terms.end(), term.toStdString()) != terms.end();
}

QString withTermToggled(const QString& filter, const QString& term)
{
    auto terms = termTexts(filter);
    const auto place = std::find(terms.begin(), terms.end(), term.toStdString());
    if (place == terms.end()) {
        terms.push_back(term.toStdString());
    } else {
        terms.erase(place);
    }
    return joined(terms);
}

FilterBar::FilterBar(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_field(new QLineEdit(this))
    , m_chips(new QHBoxLayout)
    , m_error(new QLabel(this))
{
    m_field->setPlaceholderText(tr("Filter this view, for example  status:fail board:rk3399*"));
    m_field->setClearButtonEnabled(true);
    m_field->setAccessibleName(tr("Filter"));
    m_field->installEventFilter(this);
    m_error->setTextFormat(Qt::PlainText);
    m_error->hide();
    m_chips->setSpacing(6);

    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_field, 1);
    line->addLayout(m_chips);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 6);
    layout->setSpacing(3);
    layout->addLayout(line);
    layout->addWidget(m_error);

    m_delay.setSingleShot(true);
    m_delay.setInterval(TypingDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &FilterBar::apply);
    connect(m_field, &QLineEdit::textEdited, &m_delay, qOverload<>(&QTimer::start));
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && !m_filter.isEmpty()) {
            m_delay.start(); // The clear button edits without textEdited.
        }
    });
}

void FilterBar::setFilter(const QString& text)
{
    if (m_filter == text && m_error->isHidden()) {
        return;
    }
    m_filter = text;
    m_delay.stop();
    if (!m_field->hasFocus()) {
        m_field->setText(text);
    }
    m_error->hide();
    showChips();
}

void FilterBar::toggleTerm(const QString& term)
{
    m_field->setText(withTermToggled(m_filter, term));
    apply();
}

void FilterBar::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

bool FilterBar::hasFieldFocus() const
{
    return m_field->hasFocus();
}

QString FilterBar::errorText() const
{
    return m_error->isHidden() ? QString() : m_error->text();
}

void FilterBar::apply()
{
    m_delay.stop();
    const std::string text = m_field->text().toStdString();
    const auto parsed = query::parseFilter(text);
    if (!parsed) {
        const auto& error = parsed.error();
        const auto column =
            QString::fromUtf8(text.data(), static_cast<qsizetype>(error.position)).size();
        m_error->setText(tr("At character %1: %2").arg(column + 1).arg(fromUtf8(error.message)));
        QPalette palette = m_error->palette();
        palette.setColor(QPalette::WindowText, m_theme.status().textColor(StatusClass::Fail));
        m_error->setPalette(palette);
        m_error->show();
        return;
    }
    m_error->hide();
    if (m_filter != m_field->text()) {
        m_filter = m_field->text();
        showChips();
        emit filterChanged(m_filter);
    }
}

void FilterBar::showChips()
{
    while (QLayoutItem* item = m_chips->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const auto terms = termTexts(m_filter);
    for (std::size_t i = 0; i < terms.size(); ++i) {
        auto* chip = new QToolButton(this);
        chip->setText(fromUtf8(terms[i]) + QStringLiteral("  ✕"));
        chip->setToolTip(tr("Remove this term"));
        chip->setAccessibleName(tr("Remove %1").arg(fromUtf8(terms[i])));
        chip->setFocusPolicy(Qt::TabFocus);
        connect(chip, &QToolButton::clicked, this,
                [this, i] { removeTerm(static_cast<qsizetype>(i)); });
        m_chips->addWidget(chip);
    }
}

void FilterBar::removeTerm(qsizetype index)
{
    auto terms = termTexts(m_filter);
    if (index < static_cast<qsizetype>(terms.size())) {
        terms.erase(terms.begin() + index);
        m_field->setText(joined(terms));
        apply();
    }
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape) {
            key == Qt::Key_Escape ? m_field->setText(m_filter) : apply();
            if (key == Qt::Key_Escape || m_error->isHidden()) {
                m_error->hide();
                emit left();
            }
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace cboard::ui
