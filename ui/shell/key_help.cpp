// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_help.h"

#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

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
            label->setFont(Theme::monospace());
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

    /// Every word of the search stands in the action's text, group, name or keys.
    bool matches(const KeyedAction& action, const QString& keys, const QString& search)
    {
        const QString text =
            QStringList{action.text, action.group, action.name, keys}.join(QLatin1Char('\n'));
        const QStringList words = search.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        return std::all_of(words.begin(), words.end(), [&text](const QString& word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
    }

} // namespace

KeyHelp::KeyHelp(const Theme& theme, const QHash<QString, KeyList>& keys, const QString& place,
                 QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_keys(keys)
    , m_search(new QLineEdit(this))
{
    setWindowTitle(tr("Keys in %1").arg(place));
    setAttribute(Qt::WA_DeleteOnClose);
    m_search->setPlaceholderText(tr("Search keys"));
    m_search->setAccessibleName(tr("Search keys"));
    m_search->setClearButtonEnabled(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(14);
    layout->addWidget(m_search);
    rebuild();
    connect(m_search, &QLineEdit::textChanged, this, &KeyHelp::rebuild);
}

void KeyHelp::rebuild()
{
    delete m_body;
    m_shown.clear();
    m_body = new QWidget(this);
    auto* columns = new QHBoxLayout(m_body);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(36);
    constexpr int PerColumn = 20;
    int lines = 0;
    auto column = std::make_unique<Column>(*columns, m_theme, m_body);
    QString group;
    for (const KeyedAction& action : keyedActions()) {
        const QString keys = keyListText(m_keys.value(action.name));
        if (keys.isEmpty() || !matches(action, keys, m_search->text())) {
            continue;
        }
        if (action.group != group) {
            if (lines >= PerColumn) {
                column->finish();
                column = std::make_unique<Column>(*columns, m_theme, m_body);
                lines = 0;
            }
            group = action.group;
            column->addHeading(group);
            ++lines;
        }
        column->add(keys, action.text);
        m_shown << action.name;
        ++lines;
    }
    if (m_shown.isEmpty()) {
        column->addHeading(tr("No key is like this"));
    }
    column->finish();
    columns->addStretch(1);
    layout()->addWidget(m_body);
}

void KeyHelp::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Question || event->key() == Qt::Key_F1) {
        close();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace cboard::ui
