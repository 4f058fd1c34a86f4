using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Oracle;

/// <summary>Decides whether two databases hold the same graph and schema.</summary>
internal static class GraphOracle
{
    /// <summary>Fails the test unless they do, naming a node that only one of them has.</summary>
    /// <param name="expected">The graph as it was.</param>
    /// <param name="actual">The graph as it is.</param>
    /// <param name="actualShell">The shell of the server of <paramref name="actual"/>, to describe what is wrong.</param>
    public static async Task AssertSameAsync(GraphPicture expected, GraphPicture actual, CypherShell actualShell)
    {
        Assert.Equal(expected.Schema, actual.Schema);
        Assert.Equal(expected.Nodes.Count, actual.Nodes.Count);
        Assert.Equal(expected.Relationships.Count, actual.Relationships.Count);
        if (FirstOf(actual.Nodes, beyond: expected.Nodes) is { } stranger)
            Assert.Fail($"No node of the original has these contents:\n{await DescribeAsync(actualShell, stranger)}");
        if (FirstOf(ColourRefinement.Refine(actual), beyond: ColourRefinement.Refine(expected)) is { } rewired)
            Assert.Fail($"The relationships of this node, or of a node near it, differ:\n{await DescribeAsync(actualShell, rewired)}");
    }

    /// <summary>Whether two pictures show the same graph and schema.</summary>
    public static bool AreSame(GraphPicture one, GraphPicture other) =>
        one.Schema.SequenceEqual(other.Schema)
        && one.Nodes.Count == other.Nodes.Count
        && one.Relationships.Count == other.Relationships.Count
        && FirstOf(ColourRefinement.Refine(one), beyond: ColourRefinement.Refine(other)) is null;

    // With equal numbers of nodes, one multiset has something the other lacks exactly when they differ.
    private static long? FirstOf(IReadOnlyDictionary<long, string> colours, IReadOnlyDictionary<long, string> beyond)
    {
        var left = beyond.Values.GroupBy(colour => colour).ToDictionary(group => group.Key, group => group.Count());
        foreach (var (id, colour) in colours)
        {
            if (left.GetValueOrDefault(colour) == 0) return id;
            left[colour]--;
        }

        return null;
    }

    private static Task<string> DescribeAsync(CypherShell shell, long id) =>
        shell.RunAsync($"MATCH (n) WHERE id(n) = {id} RETURN {OracleStatements.NodeText} AS node;");
}
