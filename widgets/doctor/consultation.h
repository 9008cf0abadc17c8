// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the doctor page shows: the two lists and what was found. Immutable, shared without locks.
#pragma once

#include "format/doctor/diagnosis.h"
#include "format/doctor/wanted.h"
#include "format/plan/exportplan.h"

#include <memory>

namespace ckpt {

struct Consultation {
    WantedList wanted;
    std::vector<NamedVariable> have; // by VariableId of the checkpoint
    Diagnosis diagnosis;
    std::optional<PlanFingerprint> fingerprint; // of the checkpoint
};
using ConsultationPtr = std::shared_ptr<const Consultation>;

} // namespace ckpt
