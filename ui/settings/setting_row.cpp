// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/setting_row.h"

#include "ui/base/key_map.h"
#include "ui/base/key_text.h"
#include "ui/base/preferences.h"
#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace cboard::ui {

namespace {

    constexpr int EditorWidth = 200;

    QLabel* makeLabel(QWidget* parent)
    {
        auto* label = new QLabel(parent);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        return label;
    }

    void setColor(QLabel* label, const QColor& color)
    {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
        label->setForegroundRole(QPalette::WindowText); // The sheet around it asks for another.
    }

    QString text(std::string_view utf8)
    {
        return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    }

    int clamped(std::int64_t number)
    {
        return static_cast<int>(
            std::clamp<std::int64_t>(number, 0, std::numeric_limits<int>::max()));
    }

} // namespace

SettingRow::SettingRow(SettingItem item, Preferences& preferences, const Theme& theme,
                       QWidget* parent)
    : QFrame(parent)
    , m_item(std::move(item))
    , m_preferences(preferences)
    , m_theme(theme)
    , m_label(makeLabel(this))
    , m_help(makeLabel(this))
    , m_problem(makeLabel(this))
    , m_reset(new QToolButton(this))
{
    m_label->setObjectName(QStringLiteral("label"));
    m_help->setObjectName(QStringLiteral("help"));
    m_label->setText(m_item.label);
    setLabelWidth(labelWidth(0));
    m_editor = makeEditor();
    m_editor->setAccessibleName(m_item.label);
    m_editor->setAccessibleDescription(m_item.help);
    m_editor->setToolTip(m_item.key);
    m_label->setBuddy(m_editor);
    m_reset->setText(tr("Reset"));
    m_reset->setAccessibleName(tr("Reset %1").arg(m_item.label));
    m_problem->hide();
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 5, 0, 5);
    layout->setHorizontalSpacing(14);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_label, 0, 0, Qt::AlignVCenter);
    layout->addWidget(m_editor, 0, 1);
    layout->addWidget(m_reset, 0, 2);
    layout->addWidget(m_help, 1, 1, 1, 3);
    layout->addWidget(m_problem, 2, 1, 1, 3);
    layout->setColumnStretch(3, 1);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        static_cast<void>(m_preferences.reset(m_item.key));
        m_editor->setFocus();
    });
    showValue();
}

int SettingRow::labelWidth(int viewWidth)
{
    constexpr int Wide = 290;
    constexpr int Narrow = 220;
    constexpr int RoomForWide = 860;
    return viewWidth < RoomForWide ? Narrow : Wide;
}

void SettingRow::setLabelWidth(int width)
{
    m_label->setFixedWidth(width);
}

QWidget* SettingRow::makeEditor()
{
    switch (m_item.spec->type) {
    case service::SettingType::Boolean: {
        auto* box = new QCheckBox(this);
        connect(box, &QCheckBox::toggled, this,
                [this](bool on) { change(on ? QStringLiteral("true") : QStringLiteral("false")); });
        m_setEditor = [box](const QString& value) {
            box->setChecked(value == QLatin1String("true"));
        };
        return box;
    }
    case service::SettingType::Integer: {
        auto* box = new QSpinBox(this);
        box->setRange(clamped(m_item.spec->lowest), clamped(m_item.spec->highest));
        if (!m_item.spec->unit.empty()) {
            box->setSuffix(QLatin1Char(' ') + text(m_item.spec->unit));
        }
        box->setKeyboardTracking(false);
        connect(box, &QSpinBox::valueChanged, this,
                [this](int number) { change(QString::number(number)); });
        m_setEditor = [box](const QString& value) { box->setValue(value.toInt()); };
        return box;
    }
    case service::SettingType::Choice: {
        auto* box = new QComboBox(this);
        for (const std::string_view choice : m_item.spec->choices) {
            box->addItem(text(choice));
        }
        connect(box, &QComboBox::currentTextChanged, this, &SettingRow::change);
        m_setEditor = [box](const QString& value) { box->setCurrentText(value); };
        return box;
    }
    case service::SettingType::Text:
    case service::SettingType::Path:
        break;
    }
    auto* field = new QLineEdit(this);
    field->setMinimumWidth(EditorWidth);
    field->setPlaceholderText(m_item.defaultText);
    connect(field, &QLineEdit::editingFinished, this, [this, field] { change(field->text()); });
    m_setEditor = [field](const QString& value) { field->setText(value); };
    return field;
}

bool SettingRow::matches(const QStringList& words) const
{
    const QString all = QStringList{m_item.key, m_item.label, m_item.help}.join(QLatin1Char('\n'));
    return std::all_of(words.begin(), words.end(), [&all](const QString& word) {
        return all.contains(word, Qt::CaseInsensitive);
    });
}

void SettingRow::setDefault(const QString& text)
{
    m_item.defaultText = text;
    showValue();
}

void SettingRow::showValue()
{
    const bool isSet = m_preferences.isSet(m_item.key);
    const QSignalBlocker blocker(m_editor);
    m_setEditor(isSet ? fromUtf8(m_preferences.file().value(m_item.key.toStdString()))
                      : m_item.defaultText);
    m_reset->setVisible(isSet);
    QFont font = m_label->font();
    font.setBold(isSet);
    m_label->setFont(font);
    const QString help = helpText();
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
    setColor(m_help, m_theme.mutedText());
    showProblem({});
}

QString SettingRow::helpText() const
{
    QStringList notes{m_item.help};
    if (!m_item.action.isEmpty()) {
        notes << withKeys(m_preferences.keys(), tr("{%1} switches.").arg(m_item.action));
    }
    if (m_preferences.isSet(m_item.key)) {
        notes << tr("Changed; the default is %1.")
                     .arg(m_item.defaultText.isEmpty() ? tr("empty") : m_item.defaultText);
    }
    notes.removeAll(QString());
    return notes.join(QLatin1Char(' '));
}

void SettingRow::change(const QString& value)
{
    const bool isSet = m_preferences.isSet(m_item.key);
    const QString before =
        isSet ? fromUtf8(m_preferences.file().value(m_item.key.toStdString())) : m_item.defaultText;
    if (value == before) {
        showProblem({});
        return;
    }
    const QString sentence = m_item.check ? m_item.check(value) : QString();
    if (!sentence.isEmpty()) {
        showProblem(sentence);
        return;
    }
    if (isDefault(value)) { // Typed back: as if it had never been another.
        static_cast<void>(m_preferences.reset(m_item.key));
        showValue();
        return;
    }
    if (const auto changed = m_preferences.set(m_item.key, value); !changed) {
        showProblem(fromUtf8(changed.error().message));
    }
}

bool SettingRow::isDefault(const QString& value) const
{
    if (m_item.check) { // A key: "shift+n" is "Shift+N".
        const auto keys = parseKeyList(value);
        return keys && keys == parseKeyList(m_item.defaultText);
    }
    const auto normal = service::normalizeSetting(*m_item.spec, value.toStdString());
    return normal && fromUtf8(*normal) == m_item.defaultText;
}

void SettingRow::showProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    setColor(m_problem, m_theme.status().textColor(StatusClass::Fail));
}

QString SettingRow::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

} // namespace cboard::ui
