using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Values;

namespace StreamingTracker.Backup.Bolt.Tests.PackStream;

public sealed class ValueReaderTests
{
    [Theory]
    [InlineData("B35601 01 01", "Structure 0x56")]
    [InlineData("B34600 00 00", "Structure 0x46")]
    [InlineData("B36600 00 80", "Structure 0x66")]
    [InlineData("B24401 01", "Structure 0x44 with 2 fields")]
    [InlineData("B35000 00 00", "Structure 0x50")]
    public void A_structure_that_is_unknown_is_loud(string hex, string reason) =>
        Assert.Contains(reason, Refusal(hex), StringComparison.Ordinal);

    [Theory]
    [InlineData("C4")]
    [InlineData("DF")]
    [InlineData("E0")]
    [InlineData("EF")]
    public void A_marker_that_is_unknown_is_loud(string hex) =>
        Assert.Contains($"0x{hex}", Refusal(hex), StringComparison.Ordinal);

    [Theory]
    [InlineData("D2 80000000")]
    [InlineData("CE FFFFFFFF")]
    [InlineData("D6 FFFFFFFF")]
    public void A_size_over_the_protocols_limit_is_refused(string hex) =>
        Assert.Contains("limit", Refusal(hex), StringComparison.Ordinal);

    [Theory]
    [InlineData("D6 7FFFFFFF")]
    [InlineData("DA 7FFFFFFF")]
    [InlineData("D4 03 01 02")]
    [InlineData("B1 4E 00")]
    public void A_count_that_the_message_cannot_hold_is_refused_before_memory_is_given(string hex) => Refusal(hex);

    [Fact]
    public void A_field_beyond_32_bits_is_refused_where_none_can_be() =>
        Assert.Contains("range", Refusal("B2 54 00 CB 0000000100000000"), StringComparison.Ordinal);

    [Fact]
    public void Nesting_that_would_exhaust_the_stack_is_refused() =>
        Assert.Contains("128", Refusal(string.Concat(Enumerable.Repeat("91", 100_000)) + "C0"), StringComparison.Ordinal);

    [Fact]
    public void Entities_are_the_same_with_and_without_element_ids()
    {
        var node = Assert.IsType<Node>(Read("B3 4E 07 91 81 41 A1 81 78 01"));
        var newer = Assert.IsType<Node>(Read("B4 4E 07 91 81 41 A1 81 78 01 83 343A37"));
        var relationship = Assert.IsType<Relationship>(Read("B5 52 01 02 03 81 54 A0"));
        var newerRelationship = Assert.IsType<Relationship>(Read("B8 52 01 02 03 81 54 A0 81 31 81 32 81 33"));

        Assert.Equivalent(new Node(7, ["A"], new Dictionary<string, object?> { ["x"] = 1L }), node, strict: true);
        Assert.Equivalent(node, newer, strict: true);
        Assert.Equivalent(new Relationship(1, 2, 3, "T", new Dictionary<string, object?>()), relationship, strict: true);
        Assert.Equivalent(relationship, newerRelationship, strict: true);
    }

    private static object? Read(string hex)
    {
        var reader = new PackStreamReader(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        var value = reader.ReadValue();
        Assert.True(reader.AtEnd);
        return value;
    }

    private static string Refusal(string hex) => Assert.Throws<BoltProtocolException>(() => Read(hex)).Message;
}
