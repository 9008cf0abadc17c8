// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What this program is, in a box.
#pragma once

class QWidget;

namespace ckpt {

void showAboutBox(QWidget *parent);

} // namespace ckpt
