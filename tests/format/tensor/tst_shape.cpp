// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/shape.h"
#include "format/tensor/variable.h"

#include <QtTest>
#include <random>

using namespace ckpt;

class TestShape : public QObject {
    Q_OBJECT
private slots:
    void shapes();
    void impossibleShapes();
    void texts();
    void slices();
    void coverage();
    void coverageAgainstCounting();
    void manySlicesAreQuick();
    void partsThatNoPlaneCuts();
    void bytesSaturate();
};

namespace {

using Dims = std::vector<std::int64_t>;

Variable partitioned(const Dims &dims, const std::vector<std::vector<TensorSlice::Extent>> &slices)
{
    Variable variable;
    variable.key = "w";
    variable.shape = *TensorShape::make(dims);
    for (const auto &extents : slices)
        variable.slices.push_back({ TensorSlice{ extents }, {}, 0 });
    return variable;
}

std::string faultOf(const Result<void> &result)
{
    return result ? "none" : name(result.error().fault);
}

} // namespace

void TestShape::shapes()
{
    QCOMPARE(TensorShape::make({})->elements(), std::int64_t{ 1 });
    QCOMPARE(TensorShape::make(Dims{ 2, 3, 4 })->elements(), std::int64_t{ 24 });
    QCOMPARE(TensorShape::make(Dims{ 2, 0, 4 })->elements(), std::int64_t{ 0 });
    QCOMPARE(TensorShape::make(Dims{ INT64_MAX })->elements(), INT64_MAX);
    QCOMPARE(TensorShape::make(Dims(254, 1))->rank(), 254u);
}

void TestShape::impossibleShapes()
{
    const auto two = [](int power) { return std::int64_t{ 1 } << power; };
    for (const Dims &dims : { Dims{ -1 }, Dims{ 2, -3 }, Dims{ INT64_MIN }, Dims{ two(40), two(40) },
             Dims{ two(62), 2 }, Dims{ two(32), two(32), 0 }, Dims(255, 1), Dims(300, 0) }) {
        const auto shape = TensorShape::make(dims);
        QVERIFY(!shape);
        QCOMPARE(shape.error().fault, Fault::ShapeInvalid);
        QVERIFY(shape.error().detail.ends_with('.'));
    }
}

void TestShape::texts()
{
    QCOMPARE(text(*TensorShape::make(Dims{ 3, 3, 16 })), std::string("3 × 3 × 16"));
    QCOMPARE(text(*TensorShape::make(Dims{ 3, 0 }), ", "), std::string("3, 0"));
    QCOMPARE(text(TensorShape()), std::string("scalar"));
    QCOMPARE(text(TensorSlice{ { { 0, 2 }, { 0, -1 }, { 3, 1 } } }), std::string("0,2:-:3,1"));
    QCOMPARE(text(TensorSlice{}), std::string());
}

void TestShape::slices()
{
    const TensorShape shape = *TensorShape::make(Dims{ 4, 3 });
    const auto full = resolve({ { { 0, -1 }, { 1, 2 } } }, shape);
    QVERIFY(full.has_value());
    QCOMPARE(full->extents, (std::vector<TensorSlice::Extent>{ { 0, 4 }, { 1, 2 } }));
    QCOMPARE(shapeOf(*full).elements(), std::int64_t{ 8 });
    QVERIFY((TensorSlice{ { { 0, -1 }, { 0, -1 } } }).isFull() && TensorSlice{}.isFull());
    QVERIFY(!(TensorSlice{ { { 0, 4 }, { 0, -1 } } }).isFull());
    QVERIFY(resolve({ { { 4, 0 }, { 0, 3 } } }, shape).has_value()); // empty, at the end
    const std::int64_t big = std::int64_t{ 1 } << 62;
    for (const TensorSlice &wrong : { TensorSlice{ { { 0, 4 } } }, TensorSlice{ { { -1, 2 }, { 0, 3 } } },
             TensorSlice{ { { 0, 5 }, { 0, 3 } } }, TensorSlice{ { { 3, 2 }, { 0, 3 } } },
             TensorSlice{ { { 1, -1 }, { 0, 3 } } }, TensorSlice{ { { 0, -2 }, { 0, 3 } } },
             TensorSlice{ { { big, big }, { 0, 3 } } }, TensorSlice{ { { INT64_MAX, INT64_MAX }, { 0, 3 } } } })
        QCOMPARE(resolve(wrong, shape).error().fault, Fault::SliceOutOfShape);
}

void TestShape::coverage()
{
    QCOMPARE(faultOf(checkSlices(partitioned({ 4, 3 }, { { { 0, 2 }, { 0, -1 } }, { { 2, 2 }, { 0, 3 } } }))),
        std::string("none"));
    QCOMPARE(faultOf(checkSlices(partitioned({ 4, 3 }, { { { 0, 2 }, { 0, -1 } } }))), std::string("slice-missing"));
    QCOMPARE(faultOf(checkSlices(partitioned({ 4, 3 }, { { { 0, 3 }, { 0, -1 } }, { { 2, 2 }, { 0, 3 } } }))),
        std::string("slice-overlap"));
    QCOMPARE(faultOf(checkSlices(partitioned({ 4, 3 }, { { { 0, 2 }, { 0, -1 } }, { { 2, 3 }, { 0, 3 } } }))),
        std::string("slice-out-of-shape"));
    QCOMPARE(faultOf(checkSlices(partitioned({}, { {} }))), std::string("none"));
    QCOMPARE(faultOf(checkSlices(partitioned({}, { {}, {} }))), std::string("slice-overlap"));
    QCOMPARE(faultOf(checkSlices(partitioned({}, {}))), std::string("slice-missing"));
    QCOMPARE(faultOf(checkSlices(partitioned({ 0, 3 }, {}))), std::string("none"));
    // An overlap as large as a hole: the counts agree.
    QCOMPARE(faultOf(checkSlices(partitioned({ 4 }, { { { 0, 2 } }, { { 1, 2 } } }))), std::string("slice-overlap"));
    // Empty parts touch nothing.
    QCOMPARE(
        faultOf(checkSlices(partitioned({ 4 }, { { { 0, 4 } }, { { 2, 0 } }, { { 2, 0 } } }))), std::string("none"));
}

void TestShape::coverageAgainstCounting()
{
    std::mt19937 random(5);
    int good = 0;
    for (int round = 0; round < 5000; ++round) {
        const Dims dims{ 1 + static_cast<std::int64_t>(random() % 4), 1 + static_cast<std::int64_t>(random() % 4) };
        std::vector<std::vector<TensorSlice::Extent>> slices;
        std::vector<int> hits(static_cast<std::size_t>(dims[0] * dims[1]));
        for (unsigned count = 1 + random() % 4; count > 0; --count) {
            std::vector<TensorSlice::Extent> extents;
            for (const std::int64_t dim : dims) {
                const std::int64_t start = static_cast<std::int64_t>(random() % 4) % dim;
                extents.push_back({ start, 1 + static_cast<std::int64_t>(random() % 4) % (dim - start) });
            }
            for (std::int64_t i = extents[0].start; i < extents[0].start + extents[0].length; ++i) {
                for (std::int64_t j = extents[1].start; j < extents[1].start + extents[1].length; ++j)
                    ++hits[static_cast<std::size_t>(i * dims[1] + j)];
            }
            slices.push_back(extents);
        }
        const bool overlap = *std::max_element(hits.begin(), hits.end()) > 1,
                   hole = *std::min_element(hits.begin(), hits.end()) == 0;
        const std::string fault = faultOf(checkSlices(partitioned(dims, slices)));
        QCOMPARE(fault, std::string(overlap ? "slice-overlap" : hole ? "slice-missing" : "none"));
        good += !overlap && !hole;
    }
    QVERIFY(good > 100);
}

// A hundred thousand rows, a grid of 300 by 300, and parts that only the second axis tells apart.
void TestShape::manySlicesAreQuick()
{
    QElapsedTimer timer;
    timer.start();
    std::vector<std::vector<TensorSlice::Extent>> rows, grid, pile;
    for (std::int64_t i = 0; i < 100'000; ++i)
        rows.push_back({ { i, 1 }, { 0, -1 } });
    QCOMPARE(faultOf(checkSlices(partitioned({ 100'000, 8 }, rows))), std::string("none"));
    for (std::int64_t i = 0; i < 90'000; ++i)
        grid.push_back({ { i / 300, 1 }, { i % 300, 1 } });
    QCOMPARE(faultOf(checkSlices(partitioned({ 300, 300 }, grid))), std::string("none"));
    grid[44'000] = grid[44'001]; // one cell twice, one not at all
    QCOMPARE(faultOf(checkSlices(partitioned({ 300, 300 }, grid))), std::string("slice-overlap"));
    for (std::int64_t i = 0; i < 20'000; ++i)
        pile.push_back({ { 0, 40'000 }, { i, 1 } });
    QCOMPARE(faultOf(checkSlices(partitioned({ 40'000, 20'000 }, pile))), std::string("none"));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

// Four parts around a fifth: no plane cuts them, they are compared one by one.
void TestShape::partsThatNoPlaneCuts()
{
    std::vector<std::vector<TensorSlice::Extent>> wheel{ { { 0, 1 }, { 0, 2 } }, { { 0, 2 }, { 2, 1 } },
        { { 2, 1 }, { 1, 2 } }, { { 1, 2 }, { 0, 1 } }, { { 1, 1 }, { 1, 1 } } };
    QCOMPARE(faultOf(checkSlices(partitioned({ 3, 3 }, wheel))), std::string("none"));
    wheel[4] = { { 1, 1 }, { 2, 1 } };
    QCOMPARE(faultOf(checkSlices(partitioned({ 3, 3 }, wheel))), std::string("slice-overlap"));
}

void TestShape::bytesSaturate()
{
    Variable variable;
    variable.dtype = DType::Complex128;
    variable.shape = *TensorShape::make(Dims{ std::int64_t{ 1 } << 62 });
    QCOMPARE(variable.byteSize(), UINT64_MAX);
    variable.dtype = DType::String;
    variable.slices = { { {}, StoredAt{ 0, 0, UINT64_MAX, 0 }, 0 }, { {}, StoredAt{ 0, 0, 5, 0 }, 0 } };
    QCOMPARE(variable.byteSize(), UINT64_MAX);
    variable.dtype = DType::Float32;
    variable.shape = *TensorShape::make(Dims{ 3, 2 });
    QCOMPARE(variable.byteSize(), std::uint64_t{ 24 });
}

QTEST_APPLESS_MAIN(TestShape)
#include "tst_shape.moc"
