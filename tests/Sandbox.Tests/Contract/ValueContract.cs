using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.Values;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>Which values a server stores, as what, and which it refuses by which code.</summary>
public abstract class ValueContract(IContractServer server) : ServerContract(server)
{
    private const string TypeError = "Neo.ClientError.Statement.TypeError";
    private const string ArgumentError = "Neo.ClientError.Statement.ArgumentError";
    private const string Invalid = "Neo.ClientError.Request.Invalid";

    public static TheoryData<byte> MajorVersions => [4, 5];

    private static object[] KeptAsTheyAre =>
    [
        true, 0L, -1L, long.MaxValue, long.MinValue, 9_007_199_254_740_993, 1.5, -0.0, double.NaN, double.PositiveInfinity, double.Epsilon,
        "", "a\0b", "\"quoted\" \\ \r\n\t", "静かな夜 🎬 \u2028", new string('x', 70_000), Array.Empty<byte>(), new byte[] { 0, 255 },
        new Date(-365_243_219_162), new Date(365_241_780_471), new Time(1, 64_800), new Time(86_399_999_999_999, -64_800), new LocalTime(0),
        new LocalDateTime(-1, 999_999_999), new OffsetDateTime(-3_786_825_601, 2, 561), new ZonedDateTime(1, 2, "Europe/Paris"),
        new ZonedDateTime(1_761_440_400, 0, "America/New_York"), new ZonedDateTime(1, 0, "UTC"), new Duration(-1, 2, -3, 4),
        new Duration(0, 0, long.MaxValue, 0), new Point(7203, -0.0, 1e300, null), new Point(4326, 180, -90, null),
        new Point(4979, 1, 2, -3), new Point(9157, 1, 2, 3),
    ];

    private static object[] ListsKeptAsTheyAre =>
    [
        Array.Empty<object>(), new object[] { true, false }, new object[] { 1L, long.MinValue }, new object[] { 1.5, double.NaN },
        new object[] { "", "b" },
        new object[] { new Date(1), new Date(2) }, new object[] { new Time(1, 2) }, new object[] { new LocalTime(1) },
        new object[] { new LocalDateTime(1, 2) },
        new object[] { new OffsetDateTime(1, 2, 3), new ZonedDateTime(1, 2, "Asia/Tokyo") }, new object[] { new Duration(1, 2, 3, 4) },
        new object[] { new Point(7203, 1, 2, null), new Point(7203, 3, 4, null) },
    ];

    private static (object Sent, object Stored)[] StoredOtherwise =>
    [
        (new object[] { 1L, 2.5 }, new object[] { 1.0, 2.5 }), (new Time(86_400_000_000_000, 0), new Time(0, 0)),
        (new LocalDateTime(1, 1_000_000_000), new LocalDateTime(2, 0)),
        (new LocalDateTime(1, -1), new LocalDateTime(0, 999_999_999)),
        (new OffsetDateTime(1, 1_000_000_000, 0), new OffsetDateTime(2, 0, 0)),
        (new ZonedDateTime(1, 2, "Z"), new OffsetDateTime(1, 2, 0)), (new ZonedDateTime(1, 2, "+01:00"), new OffsetDateTime(1, 2, 3_600)),
        (new Duration(1, 2, -3, -1), new Duration(1, 2, -4, 999_999_999)), (new Point(4326, 181, 1, null), new Point(4326, -179, 1, null)),
        (new Point(4979, -540.5, 1, 2), new Point(4979, 179.5, 1, 2)),
    ];

    private static (object Value, string Code)[] Refused =>
    [
        (Map(), TypeError), (Map(("a", 1L)), TypeError), (new object?[] { null }, TypeError), (new object?[] { 1L, null }, TypeError),
        (new object[] { new object[] { 1L } }, TypeError), (new object[] { new byte[] { 1 } }, TypeError),
        (new object[] { 1L, "a" }, TypeError), (new object[] { true, 1L }, TypeError),
        (new object[] { new Date(1), new LocalTime(1) }, TypeError),
        (new object[] { new Point(7203, 1, 2, null), new Point(4326, 1, 2, null) }, TypeError),
        (new Date(365_241_780_472), ArgumentError), (new Date(-365_243_219_163), ArgumentError), (new LocalTime(-1), ArgumentError),
        (new LocalTime(86_400_000_000_000), ArgumentError), (new LocalDateTime(31_556_889_864_403_199, 0), ArgumentError),
        (new Duration(long.MaxValue, 0, 0, 0), ArgumentError), (new Duration(0, long.MaxValue, 0, 0), ArgumentError),
        (new Duration(0, 0, long.MaxValue, 1_000_000_000), ArgumentError), (new OffsetDateTime(1, 2, 64_801), Invalid),
        (new OffsetDateTime(31_556_889_864_403_200, 0, 0), Invalid), (new ZonedDateTime(1, 2, "Nowhere/Land"), Invalid),
        (new ZonedDateTime(1, 2, "europe/paris"), Invalid),
        (new ZonedDateTime(1, 2, ""), Invalid), (new ZonedDateTime(1, 2, "EST"), Invalid), (new ZonedDateTime(1, 2, "GMT+19"), Invalid),
        (new ZonedDateTime(1, 2, "GMT+3"), "Neo.DatabaseError.Database.Unknown"),
        (new ZonedDateTime(1, 2, "UTC+01:30"), "Neo.DatabaseError.Database.Unknown"),
        (new Point(4326, 1, 91, null), Invalid), (new Point(9157, 1, 2, null), Invalid), (new Point(7203, 1, 2, 3), Invalid),
        (new Point(1, 1, 2, null), Invalid),
        (new Point(7203, double.NaN, 1, null), Invalid), (new Node(1, [], Map()), Invalid),
    ];

    [Theory]
    [MemberData(nameof(MajorVersions))]
    public async Task Every_storable_value_comes_back(byte major)
    {
        var version = major == 4 ? BoltVersion.V44 : BoltVersion.Highest;
        await using var connection = await ConnectAsync(o => o with { HighestVersion = version });
        var kept = KeptAsTheyAre.Concat(ListsKeptAsTheyAre);
        var expected = kept.Select(value => (Sent: value, Stored: value)).Concat(StoredOtherwise).ToArray();

        var ids = await CreateNodesAsync(connection, ["Value"], [.. expected.Select(pair => Map(("value", pair.Sent)))]);
        await CreateRelationshipsAsync(connection, [.. expected.Select((pair, i) => (ids[i], "VALUE", ids[i], Map(("value", pair.Sent))))]);

        var nodes = (await NodesAsync(connection)).ToDictionary(node => node.Id);
        for (var i = 0; i < ids.Length; i++) AssertSame(expected[i].Stored, nodes[ids[i]].Properties["value"]);
        var relationships = (await RelationshipsAsync(connection)).ToDictionary(relationship => relationship.StartId);
        for (var i = 0; i < ids.Length; i++) AssertSame(expected[i].Stored, relationships[ids[i]].Properties["value"]);
    }

    [Fact]
    public async Task A_value_that_no_property_holds_is_refused()
    {
        foreach (var (value, code) in Refused)
        {
            // A malformed value costs the connection of a client that has sent more behind it.
            await using var connection = await ConnectAsync();
            var refusal = await RefusalAsync(() => CreateNodesAsync(connection, ["Value"], Map(("value", value))));
            Assert.True(code == refusal, $"{value}: expected {code}, got {refusal}");
        }

        await using var reader = await ConnectAsync();
        Assert.Empty(await NodesAsync(reader));
    }

    [Fact]
    public async Task A_null_is_no_property()
    {
        await using var connection = await ConnectAsync();
        await CreateNodesAsync(connection, ["A"], Map(("none", null), ("some", 1L)));

        Assert.Equal(Map(("some", 1L)), Assert.Single(await NodesAsync(connection)).Properties);
    }

    // Tells 0.0 from -0.0, and NaN is the same as NaN.
    private static void AssertSame(object expected, object? actual) =>
        Assert.Equivalent(Comparable(expected), Comparable(actual), strict: true);

    private static object? Comparable(object? value) => value switch
    {
        double.NaN => "NaN",
        double number => ("float", BitConverter.DoubleToInt64Bits(number)),
        Point point => (point.Srid, Comparable(point.X), Comparable(point.Y), point.Z is { } z ? Comparable(z) : null),
        byte[] bytes => ("bytes", Convert.ToHexString(bytes)),
        System.Collections.ICollection list => list.Cast<object?>().Select(Comparable).ToArray(),
        _ => (value?.GetType(), value?.ToString()),
    };
}

public sealed class SandboxValueContract() : ValueContract(new SandboxContractServer());

[Collection<TestKit.RealServer>]
public sealed class RealServerValueContract(TestKit.Neo4jServerFixture fixture) : ValueContract(new RealContractServer(fixture));
