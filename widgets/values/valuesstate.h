// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences that stand where values cannot: UX "States and exact words", rows Values. Pure functions.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "widgets/common/emptypage.h"

#include <QString>

#include <optional>

namespace ckpt {

struct StateWords {
    EmptyPage::Kind kind = EmptyPage::Kind::Plain;
    QString title, text, advice;
};

StateWords nothingSelected();
StateWords emptyTensor(const TensorShape &shape);
StateWords emptySlice(const QString &slice);
StateWords unknownType(const Checkpoint &checkpoint, const Variable &variable);
// The usual words of the error; exact ones where the view knows more (which part of a cut variable is there).
StateWords unreadable(const Checkpoint &checkpoint, const Variable &variable, const Error &error);

// "Checksum does not match: stored 7c9e20b1, computed 11d0f3aa."
QString checksumFact(const Error &error);

// How much of a variable that reaches over the end of its file is there. Only for V2, stored whole.
struct ReadablePart {
    double share = 0; // of its bytes, 0 … 1
    std::int64_t entries = 0; // complete ones on the first axis
};
std::optional<ReadablePart> readablePart(const Checkpoint &checkpoint, const Variable &variable);

// For "Copy report": the sentences, then code, file, bytes and detail for whoever has to repair it. English codes.
QString errorReport(const StateWords &words, const Error &error);

} // namespace ckpt
