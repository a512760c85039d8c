// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/triage/waive_dialog.h"

#include "ui/base/text_format.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

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
    , m_time(new QComboBox(this))
{
    setWindowTitle(tr("Expect this failure"));
    setAttribute(Qt::WA_DeleteOnClose);
    QString state;
    for (const QString& cell : cells) {
        const auto place = known.find(cell);
        if (place != known.end()) {
            m_waived << cell;
            m_reason->setText(fromUtf8(place->reason));
            state = stateText(*place, now);
        }
    }
    for (const auto& [text, days] : {std::pair(tr("for 2 weeks"), 14),
                                     {tr("for 30 days"), 30},
                                     {tr("for 90 days"), 90},
                                     {tr("until it is taken back"), 0}}) {
        m_time->addItem(text, days);
    }
    createLayout(what, cells.size(), state);
    m_reason->selectAll();
    m_reason->setFocus();
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
    form->addRow(tr("&Time"), m_time);
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
    connect(this, &QDialog::accepted, this, [this] { emit waived(m_reason->text(), until()); });
}

std::optional<Timestamp> WaiveDialog::until() const
{
    const int days = m_time->currentData().toInt();
    return days == 0 ? std::nullopt : std::optional(m_now + std::chrono::days(days));
}

} // namespace cboard::ui
