// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filter_bar.h"

#include "core/query/filter.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/key_text.h"
#include "ui/base/text_format.h"
#include "ui/filter/baseline_menu.h"
#include "ui/filter/filter_chip.h"
#include "ui/filter/filter_completion.h"
#include "ui/filter/flow_layout.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr int HalfTypedDelayMs = 150; ///< Then it is no mistake of typing any more.
} // namespace

FilterBar::FilterBar(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_field(new QLineEdit(this))
    , m_completion(new FilterCompletion(context, *m_field))
    , m_baselines(new BaselineMenu(context, this))
    , m_chipRow(new QWidget(this))
    , m_error(new QLabel(this))
{
    buildLayout();
    m_delay.setSingleShot(true);
    m_delay.setInterval(HalfTypedDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &FilterBar::apply);
    connect(m_field, &QLineEdit::textEdited, this, [this](const QString& text) {
        // What is asked for is overtaken by the next key, so what is whole does not wait.
        const bool isWhole = query::parseFilter(text.toStdString()) && !endsInPartOfKey(text);
        isWhole ? apply() : m_delay.start();
        m_completion->ask();
    });
    connect(m_baselines, &BaselineMenu::chosen, this,
            [this](const QString& value) { emit optionChosen(BaselineOption, value); });
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && !m_filter.isEmpty()) {
            m_delay.start(); // The clear button edits without textEdited.
        }
    });
    followKeys(m_context, this, [this] { showChips(); });
}

void FilterBar::buildLayout()
{
    setFieldOn(true);
    m_field->setClearButtonEnabled(true);
    m_field->setAccessibleName(tr("Filter"));
    m_field->installEventFilter(this);
    m_completion->keepClearOf(m_error);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->hide();
    auto* chips = new FlowLayout(m_chipRow);
    chips->setContentsMargins(0, 0, 0, 0);
    chips->setSpacing(6);
    m_chipRow->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 6);
    layout->setSpacing(4);
    layout->addWidget(m_field);
    layout->addWidget(m_error);
    layout->addWidget(m_chipRow);
}

void FilterBar::setFilter(const QString& asked)
{
    const QString text = m_field->isEnabled() ? asked : QString();
    if (m_filter == text && (m_error->isHidden() || m_field->hasFocus())) {
        return; // What is being typed keeps its error.
    }
    m_filter = text;
    m_delay.stop();
    if (!m_field->hasFocus()) {
        m_field->setText(text);
    }
    m_error->hide();
    showChips();
}

void FilterBar::setScope(const QList<ScopeChip>& chips)
{
    if (m_scope != chips) {
        m_scope = chips;
        showChips();
    }
}

void FilterBar::setHiddenInfra(std::optional<qint64> count)
{
    if (m_hiddenInfra != count) {
        m_hiddenInfra = count;
        showChips();
    }
}

void FilterBar::setBranch(const query::BranchKey& branch)
{
    m_branch = branch;
    m_completion->setBranch(branch);
}

void FilterBar::toggleTerm(const QString& term)
{
    m_field->setText(withTermToggled(m_filter, term));
    apply();
}

void FilterBar::dropLastTerm()
{
    removeTerm(filterTerms(m_filter).size() - 1);
}

void FilterBar::setFieldOn(bool isOn)
{
    m_field->setEnabled(isOn);
    m_field->setPlaceholderText(isOn
                                    ? tr("Filter this view, for example  status:fail board:rk3399*")
                                    : tr("This view has no filter"));
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

QStringList FilterBar::chipTexts() const
{
    QStringList texts;
    for (const FilterChip* chip : m_chips) {
        texts << chip->text();
    }
    return texts;
}

void FilterBar::apply()
{
    m_delay.stop();
    const std::string text = m_field->text().toStdString();
    const auto parsed = query::parseFilter(text);
    if (!parsed) {
        const auto& error = parsed.error();
        const auto column = fromUtf8(text.substr(0, error.position)).size();
        showError(tr("At character %1: %2").arg(column + 1).arg(fromUtf8(error.message)));
        return;
    }
    m_error->hide();
    QString filter = m_field->text();
    while (filter.endsWith(QLatin1Char(' '))) {
        filter.chop(1); // Where the next term will begin.
    }
    if (m_filter != filter) {
        m_filter = filter;
        showChips();
        emit filterChanged(m_filter);
    }
}

void FilterBar::showError(const QString& sentence)
{
    m_error->setText(sentence);
    QPalette palette = m_error->palette();
    palette.setColor(QPalette::WindowText, m_context.theme->status().textColor(StatusClass::Fail));
    m_error->setPalette(palette);
    m_error->show();
}

void FilterBar::showChips()
{
    const auto focused = std::find_if(m_chips.begin(), m_chips.end(),
                                      [](const FilterChip* chip) { return chip->hasFocus(); });
    const qsizetype focus = focused == m_chips.end() ? -1 : focused - m_chips.begin();
    for (FilterChip* chip : std::as_const(m_chips)) {
        chip->hide(); // Gone at once for the eye; the object may be the sender.
        m_chipRow->layout()->removeWidget(chip);
        chip->deleteLater();
    }
    m_chips.clear();
    const QStringList terms = filterTerms(m_filter);
    for (qsizetype i = 0; i < terms.size(); ++i) {
        FilterChip* chip = addTermChip(terms[i], i);
        if (terms[i] == NoInfraTerm && m_hiddenInfra) {
            chip->setText(tr("infra hidden: %1").arg(countText(*m_hiddenInfra)));
        }
    }
    for (const ScopeChip& scope : std::as_const(m_scope)) {
        addScopeChip(scope);
    }
    m_chipRow->setVisible(!m_chips.isEmpty());
    QWidget* before = m_field; // New widgets stand last in the window's order.
    for (FilterChip* chip : std::as_const(m_chips)) {
        setTabOrder(before, chip);
        before = chip;
    }
    if (focus >= 0) {
        focusChip(std::min(focus, m_chips.size() - 1));
    }
}

FilterChip* FilterBar::addTermChip(const QString& term, qsizetype index)
{
    auto* chip = new FilterChip(*m_context.theme, FilterChip::Kind::Term, term, m_chipRow);
    chip->setToolTip(tr("%1\nEnter edits, Delete removes this term").arg(term));
    connect(chip, &FilterChip::clicked, this, [this, index] { editTerm(index); });
    connect(chip, &FilterChip::removeRequested, this, [this, index] { removeTerm(index); });
    appendChip(chip);
    return chip;
}

void FilterBar::addScopeChip(const ScopeChip& scope)
{
    auto* chip = new FilterChip(*m_context.theme, FilterChip::Kind::Scope, scope.text, m_chipRow);
    chip->setRemovable(scope.withoutValue.has_value());
    QStringList tip{withKeys(m_context, scope.tip)};
    if (!scope.choices.isEmpty() || scope.option == BaselineOption) {
        tip << tr("Enter changes it");
    }
    if (scope.withoutValue) {
        tip << tr("Delete takes it out");
    }
    chip->setToolTip(tip.join(QLatin1Char('\n')));
    connect(chip, &FilterChip::clicked, this, [this, chip, scope] { offerChoices(chip, scope); });
    connect(chip, &FilterChip::removeRequested, this, [this, scope] {
        emit optionChosen(scope.option, scope.withoutValue.value_or(QString()));
    });
    appendChip(chip);
}

void FilterBar::appendChip(FilterChip* chip)
{
    connect(chip, &FilterChip::moveRequested, this,
            [this, index = m_chips.size()](int step) { focusChip(index + step); });
    connect(chip, &FilterChip::leaveRequested, this, &FilterBar::left);
    m_chipRow->layout()->addWidget(chip);
    chip->show(); // At once: it may get the focus.
    m_chips << chip;
}

void FilterBar::offerChoices(FilterChip* chip, const ScopeChip& scope)
{
    if (scope.option == BaselineOption) {
        m_baselines->popUp(chip, m_branch);
        return;
    }
    if (scope.choices.isEmpty()) {
        return;
    }
    auto* menu = new QMenu(chip);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const OptionChoice& choice : scope.choices) {
        menu->addAction(choice.text, this, [this, option = scope.option, value = choice.value] {
            emit optionChosen(option, value);
        });
    }
    menu->popup(chip->mapToGlobal(chip->rect().bottomLeft()));
    menu->setActiveAction(menu->actions().constFirst());
}

/// The term is selected in the field: what is typed replaces it.
void FilterBar::editTerm(qsizetype index)
{
    const auto range = termRange(m_filter, index);
    if (!range) {
        return;
    }
    m_field->setText(m_filter);
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->setSelection(static_cast<int>(range->begin), static_cast<int>(range->length));
}

void FilterBar::removeTerm(qsizetype index)
{
    m_field->setText(withoutTerm(m_filter, index));
    apply();
}

void FilterBar::focusChip(qsizetype index)
{
    if (index < 0 || m_chips.isEmpty()) {
        m_field->setFocus(Qt::OtherFocusReason);
    } else {
        m_chips[std::min(index, m_chips.size() - 1)]->setFocus(Qt::TabFocusReason);
    }
}

void FilterBar::leave(bool applies)
{
    m_completion->close();
    applies ? apply() : m_field->setText(m_filter);
    if (applies && !m_error->isHidden()) {
        return;
    }
    if (applies) {
        m_history.add(m_filter);
    }
    m_error->hide();
    emit left();
}

bool FilterBar::handleKey(int key)
{
    const bool isOpen = m_completion->isOpen();
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_completion->hasCurrent() ? m_completion->accept() : leave(true);
        return true;
    case Qt::Key_Escape:
        isOpen ? m_completion->close() : leave(false);
        return true;
    case Qt::Key_Tab:
        if (isOpen) {
            m_completion->accept();
        }
        return isOpen; // Else on to the chips.
    case Qt::Key_Down:
        isOpen ? m_completion->moveCurrent(1) : m_field->setText(m_history.newer(m_field->text()));
        return true;
    case Qt::Key_Up:
        m_completion->hasCurrent() ? m_completion->moveCurrent(-1)
                                   : m_field->setText(m_history.older(m_field->text()));
        return true;
    default:
        return false;
    }
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field) {
        if (event->type() == QEvent::KeyPress) {
            const auto* key = static_cast<QKeyEvent*>(event);
            if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
                m_completion->ask();
                return true;
            }
            if (handleKey(key->key())) {
                return true;
            }
        } else if (event->type() == QEvent::FocusOut) {
            m_completion->close();
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace cboard::ui
