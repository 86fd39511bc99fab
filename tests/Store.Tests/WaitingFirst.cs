using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Store.Tests.WaitingFirst", "Store.Tests")]

namespace Store.Tests;

/// <summary>Tests of devices and processes go first: they wait most of the time, which costs least while the browser tests have the processors, and at the end nothing runs on alone.</summary>
public sealed class WaitingFirst : ITestCollectionOrderer
{
    private static readonly string[] Waiting = ["Store.Tests.Processes.", "Store.Tests.Devices."];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(tests => Waiting.Any(part => tests.DisplayName.Contains(part, StringComparison.Ordinal))).ThenBy(tests => tests.UniqueID);
}
