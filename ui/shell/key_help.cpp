// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_help.h"

#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace cboard::ui {

namespace {

    constexpr int ColumnWidth = 370;
    constexpr int MostColumns = 4;
    constexpr int LeastLines = 20; ///< Of a column, before there is another.
    constexpr int BarRoom = 16;
    constexpr int Around = 80; ///< What stays to be seen of the window.

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
    , m_scroll(new QScrollArea(this))
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
    layout->addWidget(m_scroll, 1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // The search has it; arrows scroll.
    rebuild();
    const QSize content = m_scroll->widget()->sizeHint() + QSize(BarRoom, 0);
    m_scroll->setMinimumSize(content.boundedTo(parent->size() - QSize(Around, 2 * Around)));
    connect(m_search, &QLineEdit::textChanged, this, &KeyHelp::rebuild);
    m_search->installEventFilter(this);
}

/// The keys that match, in the order of the registry.
std::vector<KeyHelp::Line> KeyHelp::lines() const
{
    std::vector<Line> lines;
    for (const KeyedAction& action : keyedActions()) {
        const QString keys = keyListText(m_keys.value(action.name));
        if (!keys.isEmpty() && matches(action, keys, m_search->text())) {
            lines.push_back({&action, keys});
        }
    }
    return lines;
}

/// As many columns as the window has room for, each of whole groups.
void KeyHelp::rebuild()
{
    const std::vector<Line> shown = lines();
    const int columnCount = std::clamp(parentWidget()->width() / ColumnWidth, 1, MostColumns);
    const int perColumn = std::max(LeastLines, static_cast<int>(shown.size()) / columnCount);
    m_shown.clear();
    auto* body = new QWidget(this);
    auto* columns = new QHBoxLayout(body);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(36);
    int count = 0;
    auto column = std::make_unique<Column>(*columns, m_theme, body);
    QString group;
    for (const Line& line : shown) {
        if (line.action->group != group) {
            if (count >= perColumn) {
                column->finish();
                column = std::make_unique<Column>(*columns, m_theme, body);
                count = 0;
            }
            group = line.action->group;
            column->addHeading(group);
            ++count;
        }
        column->add(line.keys, line.action->text);
        m_shown << line.action->name;
        ++count;
    }
    if (shown.empty()) {
        column->addHeading(tr("No key is like this"));
    }
    column->finish();
    columns->addStretch(1);
    m_scroll->setWidget(body);
}

bool KeyHelp::scroll(int key)
{
    QScrollBar* bar = m_scroll->verticalScrollBar();
    switch (key) {
    case Qt::Key_Down:
        bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        return true;
    case Qt::Key_Up:
        bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
        return true;
    case Qt::Key_PageDown:
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        return true;
    case Qt::Key_PageUp:
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        return true;
    default:
        return false;
    }
}

/// What opened the help closes it.
bool KeyHelp::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    if ((key == Qt::Key_Question && m_search->text().isEmpty()) || key == Qt::Key_F1) {
        close();
        return true;
    }
    return scroll(key);
}

} // namespace cboard::ui
