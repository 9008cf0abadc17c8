// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/releaser.h"

#include <QTest>

#include <future>
#include <optional>

using namespace ckpt;

namespace {

// Says in which thread it went.
struct Large {
    std::promise<std::thread::id> gone;
    ~Large() { gone.set_value(std::this_thread::get_id()); }
};

std::future<std::thread::id> end(const std::shared_ptr<Large> &large)
{
    return large->gone.get_future();
}

} // namespace

class ReleaserTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void freesInAnotherThread()
    {
        const Releaser releaser;
        auto large = releaser.kept(std::make_shared<Large>());
        auto gone = end(large);
        const auto second = std::make_unique<std::shared_ptr<Large>>(large);
        large.reset();
        QCOMPARE(gone.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
        second->reset();
        QVERIFY(gone.get() != std::this_thread::get_id());
    }

    void freesWhatWaitsBeforeItGoes()
    {
        std::vector<std::future<std::thread::id>> ends;
        {
            const Releaser releaser;
            for (int i = 0; i < 50; ++i) {
                const auto large = releaser.kept(std::make_shared<Large>());
                ends.push_back(end(large));
            }
        }
        for (auto &gone : ends)
            QCOMPARE(gone.wait_for(std::chrono::seconds(0)), std::future_status::ready);
    }

    void handlesOutliveIt()
    {
        std::optional<Releaser> releaser(std::in_place);
        auto large = releaser->kept(std::make_shared<Large>());
        auto gone = end(large);
        releaser.reset();
        large.reset();
        QVERIFY(gone.get() == std::this_thread::get_id());
    }

    void otherOwnersKeepTheThing()
    {
        const Releaser releaser;
        const auto large = std::make_shared<Large>();
        auto gone = end(large);
        releaser.kept(large).reset();
        QCOMPARE(gone.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
    }

    void nothingStaysNothing() { QVERIFY(!Releaser().kept(std::shared_ptr<Large>())); }
};

QTEST_GUILESS_MAIN(ReleaserTest)
#include "tst_releaser.moc"
