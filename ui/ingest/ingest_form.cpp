// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/ingest_form.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace cboard::ui {

const std::array<IngestForm::Row, IngestForm::RowCount>& IngestForm::rows()
{
    using Read = formats::ReadOptions;
    static constexpr std::array<Row, RowCount> Rows{{
        {"origin", QT_TR_NOOP("Origin"), "local", &Read::origin},
        {"tree", QT_TR_NOOP("Tree"), "mainline", &Read::tree},
        {"branch", QT_TR_NOOP("Branch"), "master", &Read::branch},
        {"commit", QT_TR_NOOP("Commit"), "0f3a12c9d4e1", &Read::commit},
        {"platform", QT_TR_NOOP("Board"), "rk3399-gru-kevin", &Read::platform},
        {"config", QT_TR_NOOP("Config"), "defconfig", &Read::config},
        {"arch", QT_TR_NOOP("Architecture"), "arm64", &Read::architecture},
        {"compiler", QT_TR_NOOP("Compiler"), "gcc-12", &Read::compiler},
        {"lab", QT_TR_NOOP("Lab"), "lab-mine", &Read::lab},
    }};
    return Rows;
}

IngestForm::IngestForm(QWidget* parent)
    : QWidget(parent)
    , m_policy(new QComboBox(this))
{
    constexpr std::size_t PerLine = 3;
    m_policy->addItem(tr("The first value stays; later ones fill gaps"), QStringLiteral("first"));
    m_policy->addItem(tr("The last to arrive wins"), QStringLiteral("last"));
    m_policy->addItem(tr("The newest by its own time wins"), QStringLiteral("newest"));
    m_policy->setAccessibleName(tr("When a record comes again"));

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(6);
    grid->addWidget(new QLabel(tr("When a record comes again"), this), 0, 0);
    grid->addWidget(m_policy, 0, 1, 1, 3);
    auto* hint = new QLabel(tr("Where a file does not say it, take:"), this);
    grid->addWidget(hint, 1, 0, 1, 6);
    for (std::size_t i = 0; i < RowCount; ++i) {
        const Row& row = rows()[i];
        auto* label = new QLabel(tr(row.label), this);
        auto* field = new QLineEdit(this);
        field->setPlaceholderText(row.member == &formats::ReadOptions::origin
                                      ? tr(row.placeholder)
                                      : tr("for example %1").arg(tr(row.placeholder)));
        field->setClearButtonEnabled(true);
        label->setBuddy(field);
        field->setAccessibleName(tr(row.label));
        m_fields[i] = field;
        const int line = 2 + static_cast<int>(i / PerLine);
        const int column = static_cast<int>(i % PerLine) * 2;
        grid->addWidget(label, line, column);
        grid->addWidget(field, line, column + 1);
        grid->setColumnStretch(column + 1, 1);
    }
}

ingest::Options IngestForm::options(Timestamp arrival) const
{
    ingest::Options options;
    options.arrival = arrival;
    options.program = "checkerboard";
    const QString policy = m_policy->currentData().toString();
    options.policy = policy == QLatin1String("last") ? store::MergePolicy::Last
        : policy == QLatin1String("newest")          ? store::MergePolicy::Newest
                                                     : store::MergePolicy::First;
    for (std::size_t i = 0; i < RowCount; ++i) {
        const std::string text = m_fields[i]->text().trimmed().toStdString();
        if (!text.empty()) {
            options.read.*rows()[i].member = text;
        }
    }
    return options;
}

void IngestForm::setOption(const QString& name, const QString& value)
{
    if (name == QLatin1String("merge")) {
        m_policy->setCurrentIndex(std::max(0, m_policy->findData(value)));
    }
    for (std::size_t i = 0; i < RowCount; ++i) {
        if (name == QLatin1String(rows()[i].name)) {
            m_fields[i]->setText(value);
        }
    }
}

QString IngestForm::option(const QString& name) const
{
    if (name == QLatin1String("merge")) {
        return m_policy->currentData().toString();
    }
    for (std::size_t i = 0; i < RowCount; ++i) {
        if (name == QLatin1String(rows()[i].name)) {
            return m_fields[i]->text();
        }
    }
    return {};
}

} // namespace cboard::ui
