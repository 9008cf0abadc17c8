// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What `ckpt doctor` found, for people and for programs.
#pragma once

#include "app/cli/console.h"
#include "format/doctor/acceptance.h"
#include "format/doctor/wanted.h"

namespace ckpt {

// Everything outlives the call.
struct DoctorReport {
    const WantedList &wanted;
    std::span<const NamedVariable> have;
    const std::string &havePath;
    const Diagnosis &diagnosis;
    std::span<const AcceptedPair> accepted;
    double leastConfidence = kSureConfidence;
};

// The headline, the error of TensorFlow, and a table of what is not simply there; of everything where `all`.
void printReport(Output &out, const DoctorReport &report, bool all);
// Schema "ckptscope.doctor/1".
void writeReportJson(Output &out, const DoctorReport &report);

} // namespace ckpt
