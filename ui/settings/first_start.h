// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"

#include <QDialog>

class QButtonGroup;
class QLabel;
class QPushButton;

namespace cboard::ui {

/// The first start, over an empty store: how the window looks, and results to begin with. Arrows,
/// Tab and Enter are enough.
class FirstStart : public QDialog {
    Q_OBJECT

public:
    enum class Begin : std::uint8_t { Sample, Folder, Empty };

    FirstStart(const Context& context, QWidget* parent);

signals:
    void folderChosen(const QString& folder);
    void sampleMade();

protected:
    void reject() override;

private:
    QWidget* makeLooks();
    QWidget* makeBegin();
    void go();
    void makeSample();

    Context m_context;
    QButtonGroup* m_begin;
    QPushButton* m_go = nullptr;
    QLabel* m_state;
    BackgroundTask<qint64> m_sample;
};

/// Asks the engine once whether there is anything, and offers FirstStart over \p window if not.
class FirstStartOffer : public QObject {
    Q_OBJECT

public:
    /// \p context with the window's navigator.
    FirstStartOffer(const Context& context, QWidget* window);

private:
    void offer();

    Context m_context;
    QWidget* m_window;
    BackgroundTask<std::shared_ptr<const query::TreesSnapshot>> m_look;
};

} // namespace cboard::ui
