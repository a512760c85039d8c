// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/triage/waive_dialog.h"

#include "ui/base/text_format.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int OwnDate = -1;

    qint64 secondsOf(Timestamp time)
    {
        return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
    }

    QLabel* makeText(const QString& text, QWidget* parent)
    {
        auto* label = new QLabel(text, parent);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        return label;
    }

    /// Whether a waiver holds, and why it was made.
    QString stateText(const store::UserData::Waiver& waiver, Timestamp now)
    {
        const QString reason = fromUtf8(waiver.reason);
        if (!waiver.until) {
            return WaiveDialog::tr("Expected until it is taken back: %1").arg(reason);
        }
        const QString time = exactTimeText(waiver.until);
        return *waiver.until > now ? WaiveDialog::tr("Expected until %1: %2").arg(time, reason)
                                   : WaiveDialog::tr("Was expected until %1: %2").arg(time, reason);
    }

} // namespace

WaiveDialog::WaiveDialog(const QString& what, const QStringList& cells, const Waivers& known,
                         Timestamp now, QWidget* parent)
    : QDialog(parent)
    , m_now(now)
    , m_reason(new QLineEdit(this))
    , m_scope(new QComboBox(this))
    , m_time(new QComboBox(this))
    , m_date(new QDateEdit(this))
    , m_scopes(waiveScopes(cells))
{
    setWindowTitle(tr("Expect this failure"));
    setAttribute(Qt::WA_DeleteOnClose);
    QString state;
    for (const WaiveScope& scope : m_scopes) { // A wider one holds for the cell, too.
        for (const QString& cell : scope.cells) {
            const auto place = known.find(cell);
            if (place != known.end() && !m_waived.contains(cell)) {
                m_waived << cell;
                m_reason->setText(fromUtf8(place->reason));
                state = stateText(*place, now);
            }
        }
    }
    for (const WaiveScope& scope : m_scopes) {
        m_scope->addItem(scope.text);
    }
    fillTimes();
    createLayout(what, cells.size(), state);
    m_reason->selectAll();
    m_reason->setFocus();
}

void WaiveDialog::fillTimes()
{
    for (const auto& [text, days] : {std::pair(tr("for 2 weeks"), 14),
                                     {tr("for 30 days"), 30},
                                     {tr("for 90 days"), 90},
                                     {tr("until a date"), OwnDate},
                                     {tr("until it is taken back"), 0}}) {
        m_time->addItem(text, days);
    }
    const QDate today = QDateTime::fromSecsSinceEpoch(secondsOf(m_now), Qt::UTC).date();
    m_date->setCalendarPopup(true);
    m_date->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_date->setMinimumDate(today.addDays(1));
    m_date->setDate(today.addDays(14));
    m_date->hide();
    connect(m_time, qOverload<int>(&QComboBox::currentIndexChanged), this,
            [this] { m_date->setVisible(m_time->currentData().toInt() == OwnDate); });
}

void WaiveDialog::createLayout(const QString& what, qsizetype cellCount, const QString& state)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* waive = buttons->addButton(tr("Expect it"), QDialogButtonBox::AcceptRole);
    waive->setDefault(true);
    waive->setEnabled(!m_reason->text().trimmed().isEmpty());
    if (!m_waived.isEmpty()) {
        QPushButton* end = buttons->addButton(tr("Take back"), QDialogButtonBox::DestructiveRole);
        connect(end, &QPushButton::clicked, this, [this] {
            emit ended(m_waived);
            reject();
        });
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(makeText(what, this));
    if (cellCount > 1) {
        layout->addWidget(makeText(countedText(cellCount, tr("%1 cell"), tr("%1 cells")), this));
    }
    if (!state.isEmpty()) {
        layout->addWidget(makeText(state, this));
    }
    auto* form = new QFormLayout;
    form->addRow(tr("&Reason"), m_reason);
    form->addRow(tr("&Where"), m_scope);
    auto* time = new QHBoxLayout;
    time->addWidget(m_time, 1);
    time->addWidget(m_date);
    form->addRow(tr("&Time"), time);
    static_cast<QLabel*>(form->labelForField(time))->setBuddy(m_time);
    m_date->setAccessibleName(tr("The last day"));
    layout->addLayout(form);
    layout->addWidget(makeText(tr("It is shown struck through and counts neither as new nor as "
                                  "still failing; others do not see this."),
                               this));
    layout->addWidget(buttons);
    constexpr int Width = 480;
    setMinimumWidth(Width);
    connect(m_reason, &QLineEdit::textChanged, waive,
            [waive](const QString& reason) { waive->setEnabled(!reason.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] {
        const auto scope = static_cast<std::size_t>(std::max(0, m_scope->currentIndex()));
        emit waived(m_scopes[scope].cells, m_reason->text(), until());
    });
}

std::optional<Timestamp> WaiveDialog::until() const
{
    const int days = m_time->currentData().toInt();
    if (days == OwnDate) { // To the end of that day.
        const qint64 end = m_date->date().addDays(1).startOfDay(Qt::UTC).toSecsSinceEpoch();
        return Timestamp(std::chrono::seconds(end));
    }
    return days == 0 ? std::nullopt : std::optional(m_now + std::chrono::days(days));
}

} // namespace cboard::ui
