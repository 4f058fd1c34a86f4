using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Graph.Tests;

public sealed class SchemaComparisonTests
{
    private static readonly SchemaObject Vector = new()
    {
        Name = "v",
        Kind = "VECTOR",
        Entity = SchemaEntity.Node,
        LabelsOrTypes = ["A"],
        Properties = ["p"],
        Provider = "vector-1.0",
        Config = new Dictionary<string, object> { ["vector.dimensions"] = 3L, ["vector.similarity_function"] = "cosine" },
    };

    private static readonly SchemaObject Newer = Vector with
    {
        Provider = "vector-2.0",
        Config = new Dictionary<string, object> { ["vector.dimensions"] = 3L, ["vector.hnsw.m"] = 16L, ["vector.similarity_function"] = "COSINE" },
    };

    [Fact]
    public void A_newer_provider_with_its_own_defaults_restores_an_older_one_but_is_not_equal_to_it()
    {
        Assert.True(SchemaComparison.IsRestorationOf(Newer, Vector));
        Assert.False(SchemaComparison.IsRestorationOf(Vector, Newer));
        Assert.False(SchemaComparison.AreEqual(Newer, Vector));
        Assert.Empty(SchemaComparison.Differences(new GraphSchema([], [Vector]), new GraphSchema([], [Newer])));
    }

    [Fact]
    public void Another_family_of_provider_restores_nothing() =>
        Assert.False(SchemaComparison.IsRestorationOf(Newer with { Provider = "other-9.0" }, Vector));

    [Fact]
    public void Equal_objects_are_equal_whatever_the_lists_are_made_of()
    {
        var point = Vector with { Config = new Dictionary<string, object> { ["spatial.cartesian.min"] = new List<double> { -1, 2 } } };
        var same = point with
        {
            LabelsOrTypes = ["A"],
            Config = new Dictionary<string, object> { ["spatial.cartesian.min"] = new double[] { -1, 2 } },
            CreateStatement = "whatever",
        };
        Assert.True(SchemaComparison.AreEqual(point, same));
    }

    [Fact]
    public void Every_difference_is_named()
    {
        var backedUp = new GraphSchema([Vector with { Name = "gone" }], [Vector, Vector with { Name = "other" }]);
        var restored = new GraphSchema([], [Vector with { Properties = ["q"] }, Vector with { Name = "other" }, Vector with { Name = "extra" }]);
        Assert.Equal(
            ["Constraint `gone` is missing.", "Index `v` is not as it was backed up.", "Index `extra` is not in the backup."],
            SchemaComparison.Differences(backedUp, restored));
    }
}
