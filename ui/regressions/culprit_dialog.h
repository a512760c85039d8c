// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/culprit.h"

#include <QInputDialog>

namespace cboard::ui {

/// Asks for the commit that broke something. A hash in the clipboard stands in it already: what
/// `git bisect` printed, with the subject or without. Stays open for what is no hash and says so.
class CulpritDialog : public QInputDialog {
    Q_OBJECT

public:
    CulpritDialog(const QString& regression, QWidget* parent);
    void done(int result) override;

signals:
    void chosen(const cboard::service::Culprit& culprit);
};

} // namespace cboard::ui
