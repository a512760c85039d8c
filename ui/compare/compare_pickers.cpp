// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_pickers.h"

#include "ui/compare/compare_columns.h"
#include "ui/compare/compare_sides.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QToolButton>

#include <algorithm>

namespace cboard::ui {

ComparePickers::ComparePickers(QWidget* parent)
    : QWidget(parent)
    , m_fieldRow(new QHBoxLayout)
    , m_add(new QToolButton(this))
    , m_offers(new QStringListModel(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 2);
    layout->setSpacing(8);
    layout->addLayout(m_fieldRow, 1);
    layout->addWidget(m_add);
    m_add->setText(tr("+ revision"));
    m_add->setToolTip(tr("Compare one more; at most %1").arg(MostSides));
    m_add->setFocusPolicy(Qt::TabFocus);
    m_add->setAutoRaise(true);
    connect(m_add, &QToolButton::clicked, this, [this] {
        addField();
        m_fields.back()->setFocus();
    });
    addField();
    addField();
}

void ComparePickers::addField()
{
    if (std::ssize(m_fields) == MostSides) {
        return;
    }
    const QString letter = sideLetter(m_fields.size());
    auto* label = new QLabel(letter, this);
    auto* field = new QLineEdit(this);
    label->setBuddy(field);
    field->setAccessibleName(tr("Revision %1").arg(letter));
    field->setPlaceholderText(m_fields.empty() ? tr("the one before that has results")
                                               : tr("hash, tag, HEAD~3, tree/branch"));
    if (m_fields.empty()) {
        field->setToolTip(
            tr("hash, tag, HEAD~3, tree/branch; branch:tree/branch is the newest there "
               "at the merge base with B, accepted the last that you found good"));
    }
    field->setMinimumWidth(120);
    auto* completer = new QCompleter(m_offers, field);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    field->setCompleter(completer);
    field->installEventFilter(this);
    connect(field, &QLineEdit::returnPressed, this, &ComparePickers::choose);
    m_fieldRow->addWidget(label);
    m_fieldRow->addWidget(field, 1);
    m_fields.push_back(field);
    m_add->setEnabled(std::ssize(m_fields) < MostSides);
}

QStringList ComparePickers::names() const
{
    QStringList names;
    for (const QLineEdit* field : m_fields) {
        const QString name = field->text().trimmed();
        if (names.isEmpty() || !name.isEmpty()) {
            names << name;
        }
    }
    return names;
}

void ComparePickers::setNames(const QStringList& names)
{
    while (std::ssize(m_fields) < names.size() && std::ssize(m_fields) < MostSides) {
        addField();
    }
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        m_fields[i]->setText(names.value(static_cast<qsizetype>(i)));
        m_fields[i]->setCursorPosition(0);
        if (m_fields[i]->hasFocus()) {
            m_fields[i]->selectAll();
        }
    }
}

void ComparePickers::setOffers(const QStringList& offers)
{
    m_offers->setStringList(offers);
}

void ComparePickers::focusFirst()
{
    m_fields.front()->setFocus();
    m_fields.front()->selectAll();
}

bool ComparePickers::hasFieldFocus() const
{
    return std::any_of(m_fields.begin(), m_fields.end(),
                       [](const QLineEdit* field) { return field->hasFocus(); });
}

bool ComparePickers::isTyping() const
{
    return std::any_of(m_fields.begin(), m_fields.end(), [](const QLineEdit* field) {
        return field->hasFocus() && field->isModified();
    });
}

void ComparePickers::choose()
{
    const QStringList chosen = names();
    emit left();
    if (chosen.size() > 1) {
        emit namesChosen(chosen);
    }
}

bool ComparePickers::eventFilter(QObject* watched, QEvent* event)
{
    // Esc is the window's key; in a field it leads out of it.
    if (event->type() == QEvent::KeyPress
        && static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        emit left();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace cboard::ui
