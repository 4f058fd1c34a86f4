using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.Values;
using StreamingTracker.Backup.Graph.Tests.Export;

namespace StreamingTracker.Backup.Graph.Tests;

/// <summary>Everything a database holds, in a form that knows neither ids nor order and can be compared: values with every bit.</summary>
internal sealed record GraphContent(IReadOnlyList<string> Nodes, IReadOnlyList<string> Relationships, GraphSchema Schema)
{
    public static async Task<GraphContent> ReadAsync(IBoltSession session)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var nodes = (await session.QueryAsync("MATCH (n) RETURN n", null, cancellation)).Select(record => (Node)record["n"]!).ToArray();
        var texts = nodes.ToDictionary(node => node.Id, node => $"({string.Join(':', node.Labels.Order())} {Text(node.Properties)})");
        var relationships = (await session.QueryAsync("MATCH ()-[r]->() RETURN r", null, cancellation)).Select(record => (Relationship)record["r"]!);
        return new GraphContent(
            [.. texts.Values.Order()],
            [.. relationships.Select(r => $"{texts[r.StartId]}-[{r.Type} {Text(r.Properties)}]->{texts[r.EndId]}").Order()],
            await SchemaReader.ReadAsync(session, cancellation));
    }

    public static void AssertEqual(GraphContent expected, GraphContent actual)
    {
        Assert.Equal(expected.Nodes, actual.Nodes);
        Assert.Equal(expected.Relationships, actual.Relationships);
        AssertEqual(expected.Schema.Constraints, actual.Schema.Constraints);
        AssertEqual(expected.Schema.Indexes, actual.Schema.Indexes);
    }

    private static void AssertEqual(IReadOnlyList<SchemaObject> expected, IReadOnlyList<SchemaObject> actual)
    {
        Assert.Equal(expected.Select(o => o.Name), actual.Select(o => o.Name));
        Assert.All(expected.Zip(actual), pair => Assert.True(SchemaComparison.AreEqual(pair.First, pair.Second), pair.First.Name));
    }

    private static string Text(IReadOnlyDictionary<string, object?> properties) =>
        string.Join(", ", properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + "=" + Convert.ToHexString(Packed.Value(p.Value))));
}
