// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"

#include <QTest>

#include <memory>

using namespace topiq;

class ResultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aValueIsAResult()
    {
        Result<std::string> result = std::string("x");
        QVERIFY(result.ok() && result);
        QCOMPARE(*result, std::string("x"));
        QCOMPARE(result->size(), std::size_t(1));
        result.value() += 'y';
        QCOMPARE(std::as_const(result).value(), std::string("xy"));
    }

    void anErrorIsAResultWithoutValue()
    {
        const Result<int> result = Error{ErrorCode::Busy, "the port is in use", "listen"};
        QVERIFY(!result.ok() && !result);
        QCOMPARE(result.error().code, ErrorCode::Busy);
        QCOMPARE(result.error().message(), std::string("listen: the port is in use"));
    }

    void anErrorWithoutAPlaceIsItsText()
    {
        QCOMPARE((Error{ErrorCode::Failure, "no", {}}).message(), std::string("no"));
    }

    void aResultHoldsWhatCanOnlyBeMoved()
    {
        Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
        const std::unique_ptr<int> taken = std::move(*result);
        QCOMPARE(*taken, 3);
    }

    void aResultWithoutValueIsSuccessUnlessItHoldsAnError()
    {
        const Result<void> good;
        QVERIFY(good.ok() && good);
        const Result<void> bad = Error{ErrorCode::NotFound, "gone", {}};
        QVERIFY(!bad.ok() && !bad);
        QCOMPARE(bad.error().code, ErrorCode::NotFound);
    }

    void errorsThatEndTheProgramAreTheirExitCode()
    {
        QCOMPARE(int(ErrorCode::Usage), 2);
        QCOMPARE(int(ErrorCode::MissingInput), 66);
        QCOMPARE(int(ErrorCode::CannotCreate), 73);
        QCOMPARE(int(ErrorCode::NoPermission), 77);
        QCOMPARE(int(ErrorCode::Configuration), 78);
    }
};

QTEST_APPLESS_MAIN(ResultTest)
#include "resulttest.moc"
