// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_help.h"

#include "ui/shell/feature.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

namespace cboard::ui {

namespace {

    QLabel* makeLabel(const QString& text, QWidget* parent)
    {
        auto* label = new QLabel(text, parent);
        label->setTextFormat(Qt::PlainText);
        return label;
    }

    /// One column of the help: headings and "key, meaning" lines.
    class Column {
    public:
        Column(QHBoxLayout& parent, const Theme& theme, QWidget* owner)
            : m_grid(new QGridLayout)
            , m_theme(theme)
            , m_owner(owner)
        {
            m_grid->setHorizontalSpacing(14);
            m_grid->setVerticalSpacing(3);
            parent.addLayout(m_grid);
        }

        void addHeading(const QString& text)
        {
            if (m_row > 0) {
                m_grid->setRowMinimumHeight(m_row++, 10);
            }
            auto* label = makeLabel(text, m_owner);
            QFont bold = label->font();
            bold.setBold(true);
            label->setFont(bold);
            m_grid->addWidget(label, m_row++, 0, 1, 2);
        }

        void add(const QString& keys, const QString& text)
        {
            auto* label = makeLabel(keys, m_owner);
            label->setFont(m_theme.monospace());
            m_grid->addWidget(label, m_row, 0);
            m_grid->addWidget(makeLabel(text, m_owner), m_row++, 1);
        }

        void finish() { m_grid->setRowStretch(m_row, 1); }

    private:
        QGridLayout* m_grid;
        const Theme& m_theme;
        QWidget* m_owner;
        int m_row = 0;
    };

    QString keysText(const ActionSpec& spec)
    {
        QStringList keys;
        for (const QKeySequence& key : spec.keys) {
            const QString text = key.toString(QKeySequence::NativeText);
            // A letter alone is typed without Shift.
            keys << (text.size() == 1 ? text.toLower() : text);
        }
        return keys.join(QStringLiteral("  "));
    }

} // namespace

KeyHelp::KeyHelp(const Theme& theme, const QList<ActionId>& validInView, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys that are valid here"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(20, 16, 20, 16);
    columns->setSpacing(36);
    constexpr int PerColumn = 17;
    int lines = 0;
    auto column = std::make_unique<Column>(*columns, theme, this);
    QString group;
    const auto startGroup = [&](const QString& heading) {
        if (lines >= PerColumn) {
            column->finish();
            column = std::make_unique<Column>(*columns, theme, this);
            lines = 0;
        }
        group = heading;
        column->addHeading(heading);
        ++lines;
    };
    for (const ActionSpec& spec : actionRegistry()) {
        if (spec.scope == ActionScope::View && !validInView.contains(spec.id)) {
            continue;
        }
        if (spec.groupKey != group) {
            startGroup(spec.groupKey);
        }
        column->add(keysText(spec), actionText(spec));
        ++lines;
    }
    startGroup(tr("Go to"));
    for (const Feature& feature : featureRegistry()) {
        if (!feature.shortcut.isEmpty()) {
            column->add(feature.shortcut.toString().toLower().replace(QStringLiteral(", "),
                                                                      QStringLiteral(" ")),
                        feature.title);
        }
    }
    column->finish();
}

void KeyHelp::keyPressEvent(QKeyEvent* event)
{
    Q_UNUSED(event)
    close();
}

} // namespace cboard::ui
