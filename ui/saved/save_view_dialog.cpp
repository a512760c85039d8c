// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/save_view_dialog.h"

#include "ui/base/key_text.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace cboard::ui {

SaveViewDialog::SaveViewDialog(const Context& context, const QString& suggestion,
                               const QString& what, QStringList taken, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_taken(std::move(taken))
    , m_name(new QLineEdit(suggestion, this))
    , m_hint(new QLabel(this))
{
    setWindowTitle(tr("Save this view"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_name->setAccessibleName(tr("Name"));
    m_name->selectAll();
    auto* shown = new QLabel(what, this);
    shown->setTextFormat(Qt::PlainText);
    shown->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    save->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(8);
    layout->addWidget(shown);
    layout->addWidget(m_name);
    layout->addWidget(m_hint);
    layout->addWidget(buttons);
    constexpr int Width = 460;
    setMinimumWidth(Width);
    connect(m_name, &QLineEdit::textChanged, this, [this, save](const QString& name) {
        save->setEnabled(!name.trimmed().isEmpty());
        showHint(name);
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { emit named(m_name->text().trimmed()); });
    showHint(suggestion);
    m_name->setFocus();
}

void SaveViewDialog::showHint(const QString& name)
{
    m_hint->setText(withKeys(m_context,
                             m_taken.contains(name.trimmed())
                                 ? tr("Replaces the view of this name; {undo} brings it back.")
                                 : tr("In the navigator and with {go-saved}.")));
}

} // namespace cboard::ui
