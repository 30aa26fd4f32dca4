// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/form_menu.h"

#include "ui/hexview/hex_view.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

#include <functional>

namespace ipclens::ui {
namespace {

using Apply = std::function<void(HexForm&)>;

/// A choice is whatever leaves the form as it is.
class Choices {
public:
    Choices(QMenu& menu, HexView& view)
        : menu_(menu)
        , view_(view)
        , group_(new QActionGroup(&menu)) {}

    void add(const QString& text, const Apply& apply) {
        QAction* action = menu_.addAction(text);
        action->setCheckable(true);
        group_->addAction(action);
        const auto isChosen = [&view = view_, apply] {
            HexForm form = view.form();
            apply(form);
            return form == view.form();
        };
        action->setChecked(isChosen());
        QObject::connect(action, &QAction::triggered, &view_, [&view = view_, apply] {
            HexForm form = view.form();
            apply(form);
            view.setForm(form);
        });
        QObject::connect(&view_, &HexView::formChanged, action, [action, isChosen] { action->setChecked(isChosen()); });
    }

private:
    QMenu& menu_;
    HexView& view_;
    QActionGroup* group_;
};

QMenu& subMenu(QMenu& menu, const QString& title) {
    return *menu.addMenu(title);
}

} // namespace

void addFormActions(QMenu& menu, HexView& view) {
    Choices columns(subMenu(menu, HexView::tr("Bytes a &Line")), view);
    columns.add(HexView::tr("&Automatic"), [](HexForm& form) { form.columns.reset(); });
    for (const int count : {8, 16, 32})
        columns.add(QString::number(count), [count](HexForm& form) { form.columns = count; });

    QMenu& values = subMenu(menu, HexView::tr("&Values"));
    Choices groups(values, view);
    groups.add(HexView::tr("&Single Bytes"), [](HexForm& form) { form.groups.bytes = 1; });
    for (const int bytes : {2, 4, 8})
        groups.add(HexView::tr("Of %1 Bytes").arg(bytes), [bytes](HexForm& form) { form.groups.bytes = bytes; });
    values.addSeparator();
    Choices orders(values, view);
    orders.add(HexView::tr("&Little-Endian"), [](HexForm& form) { form.groups.order = std::endian::little; });
    orders.add(HexView::tr("&Big-Endian"), [](HexForm& form) { form.groups.order = std::endian::big; });

    Choices codings(subMenu(menu, HexView::tr("&Text Column")), view);
    codings.add(QStringLiteral("ASCII"), [](HexForm& form) { form.coding = TextCoding::Ascii; });
    codings.add(QStringLiteral("UTF-8"), [](HexForm& form) { form.coding = TextCoding::Utf8; });
    codings.add(QStringLiteral("Latin-1"), [](HexForm& form) { form.coding = TextCoding::Latin1; });

    QAction* dim = menu.addAction(HexView::tr("Dim &Zero Bytes"));
    dim->setCheckable(true);
    dim->setChecked(view.form().dimZeros);
    QObject::connect(dim, &QAction::triggered, &view, [&view](bool on) {
        HexForm form = view.form();
        form.dimZeros = on;
        view.setForm(form);
    });
    QObject::connect(&view, &HexView::formChanged, dim, [&view, dim] { dim->setChecked(view.form().dimZeros); });
}

} // namespace ipclens::ui
